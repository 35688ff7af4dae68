import { createElement } from "react";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawn } from "@/lib/reports/draw";
import { type Opened, openDocument } from "./document";
import { stylesheet } from "./stylesheet";

let opened: Opened | undefined;
const paper = () => {
  if (!opened) throw new Error("not open");
  return opened.document;
};
beforeAll(() => {
  opened = openDocument();
});
afterAll(async () => {
  await opened?.close();
});

test("what a component throws is thrown, and leaves nothing behind", () => {
  const Broken = () => {
    throw new Error("broken");
  };
  expect(() => drawn(createElement(Broken), paper(), "one")).toThrow("broken");
  expect(paper().body.querySelector("div")).toBeNull();
});

test("styles are kept as they were written", () => {
  const style = { background: "color-mix(in oklab, var(--color-shade) 40%, white)", left: "min(50%, 100% - 6px)" };
  expect(drawn(createElement("p", { style }), paper(), "one")).toBe(
    '<p style="background: color-mix(in oklab, var(--color-shade) 40%, white); left: min(50%, 100% - 6px);"></p>',
  );
});

test("a document's stylesheet has the rules that it needs, in the light theme", async () => {
  const text = '<p class="text-soft sm:w-52 bg-[var(--series-1)]" style="color: var(--color-moss)"></p>';
  const css = await stylesheet(text);
  expect(css).toContain("--color-moss: #3f7d4e");
  expect(css).toContain("--series-1: #0b6e8a");
  expect(css).toMatch(/\.text-soft\s*\{/);
  expect(css).toMatch(/\.card\s*\{/);
  expect(css).toContain("body{background:#fff}");
  expect(css).not.toContain("light-dark(");
  expect(css).not.toContain("--color-shade");
  expect(css.length).toBeLessThan(20_000);
});

test("no document is left on globalThis", async () => {
  const { window: outer } = globalThis;
  const inner = openDocument();
  expect(globalThis.document).toBe(inner.document);
  await inner.close();
  expect(globalThis.window).toBe(outer);
});
