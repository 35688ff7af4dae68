import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { carriedIn, type Carried } from "@/lib/reports/carried";
import type { command } from "./command";
import { holding } from "./holding";
import { reportCommand } from "./report-command";

const root = join(import.meta.dirname, "..");
const example = join(root, "docs/reports/adherence.html");
const demo = join(root, "public/demo/events.parquet");
const folder = mkdtempSync(join(tmpdir(), "rivergraph-report-"));
const held = holding();
afterAll(async () => {
  await held.close();
  rmSync(folder, { recursive: true, force: true });
});

async function told(run: typeof command, args: readonly string[]) {
  const said = { out: "", err: "" };
  const status = await run(args, { out: (text) => (said.out += text), err: (text) => (said.err += text) });
  return { status, ...said };
}

function exampleReport(): { carried: Carried; intact: boolean } {
  const found = carriedIn(readFileSync(example, "utf8"));
  if (!found) throw new Error("no report");
  return found;
}

test("the example is as it was made, and made again of the demo history it is identical", async () => {
  expect(exampleReport().intact).toBe(true);
  expect(await told(reportCommand, ["--check", example, "--data", demo])).toMatchObject({
    status: 0,
    out: "identical\n",
  });
}, 120_000);

test("a report that somebody changed is recognised", async () => {
  const changed = join(folder, "changed.html");
  const text = readFileSync(example, "utf8");
  writeFileSync(changed, text.replace("500", "501"));
  const { status, err } = await told(reportCommand, ["--check", changed, "--data", demo]);
  expect([status, err]).toEqual([1, `“${changed}” is not as it was made: somebody changed it since.\n`]);
});

test("numbers of the example are those of the command line, where they are shown", async () => {
  const { carried } = exampleReport();
  for (const [i, part] of carried.spec.parts.filter(({ kind }) => kind === "figure").entries()) {
    if (part.kind !== "figure" || ["persistence", "survival"].includes(part.insight)) continue;
    const asked = [part.insight, "--data", demo, "--params", JSON.stringify(part.params), "--format", "json"];
    const out = await held.ask([...asked, "--as-known-at", carried.moment]);
    const exact: Record<string, unknown>[] = JSON.parse(out);
    const table = carried.figures[i]?.tables.find((one) => one.table === "cells");
    expect(table?.unnamed).toBe(0);
    expect(table?.rows).toHaveLength(exact.length);
    const shown = table?.rows.map((row, at) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => table.hidden[at]?.includes(name) !== true)),
    );
    expect(exact).toMatchObject(shown ?? []);
    expect(shown?.some((row) => Object.keys(row).length > 1)).toBe(true);
  }
}, 240_000);

test("what is wrong is one sentence", async () => {
  const spec = join(folder, "spec.json");
  const one = async (given: unknown, ...more: string[]) => {
    writeFileSync(spec, typeof given === "string" ? given : JSON.stringify(given));
    const { status, err } = await told(reportCommand, [spec, "--data", demo, "--out", folder, ...more]);
    expect(status).toBe(1);
    return err.trim();
  };
  expect(await one("{")).toBe(`“${spec}” is not valid JSON.`);
  expect(await one({ title: "x", parts: [] })).toMatch(
    /^The report was not made: parts: .+\. Change that part of it\.$/,
  );
  const ids = { name: "named", criteria: [{ kind: "subjects", ids: [{ id: "P-0001" }] }] };
  const parts = [{ kind: "text", markdown: "x" }];
  expect(await one({ title: "x", parts, cohorts: [ids] })).toContain("names patients by their ids");
  expect(await one({ title: "x", parts }, "--format", "docx")).toContain("--format takes html, pdf");
  expect(await one({ title: "x", parts: [{ kind: "figure", insight: "nothing" }] })).toContain("no insight “nothing”");
}, 120_000);
