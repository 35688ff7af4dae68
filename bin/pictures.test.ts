import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Window } from "happy-dom";
import { expect, test } from "vitest";
import { picturesOf } from "./report-files";

const html = readFileSync(join(import.meta.dirname, "../docs/reports/adherence.html"), "utf8");
const { document, DOMParser } = new Window();

/** What is called so in a document in memory. */
const isDocument = (given: unknown): given is Document =>
  typeof given === "object" && given !== null && "createElement" in given;
const pictures = () => {
  const given: unknown = document;
  if (!isDocument(given)) throw new Error("no document");
  return picturesOf(html, given, { "as known at": "2026-06-30 & before" });
};

test("every figure that is drawn gives a picture, which needs nothing around it", () => {
  const all = pictures();
  expect(all.map(({ name }) => name)).toEqual(["figure-2", "figure-3", "figure-4", "figure-5"]);
  for (const { svg } of all) {
    expect(svg).not.toMatch(/var\(|class=|&nbsp;|<script|href=|url\((?!#)/);
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(parsed.querySelector("parsererror")).toBeNull();
    expect(parsed.querySelector("svg > title")?.textContent).toMatch(/^Figure \d\. /);
    expect(parsed.querySelector("metadata")?.textContent).toBe("as known at: 2026-06-30 & before");
  }
});

test("what a picture refers to is in it, and what is hidden is said in it", () => {
  const all = pictures();
  for (const { svg } of all)
    for (const [, name = ""] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(svg).toContain(`id="${name}"`);
  expect(all.some(({ svg }) => svg.includes("<pattern"))).toBe(true);
  expect(all.some(({ svg }) => svg.replaceAll(/<[^>]*>\s*/g, " ").includes("is not nought"))).toBe(true);
});

test("a key names what the letters at the lines mean", () => {
  const [adherence] = pictures();
  expect(adherence?.svg).toContain(">A · letrozole</text>");
  expect(adherence?.svg).toContain(">B · tamoxifen</text>");
});
