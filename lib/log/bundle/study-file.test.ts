import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { merged, nobody, withErased } from "../erasure/list";
import type { Checked } from "../manifest";
import { sha256Of } from "../store/hash";
import { latestRecorded } from "../resolve/rule";
import { facts } from "../store/testing";
import { type Part, studyFile, unpackStudies } from "./study-file";

async function part(name: string, size: number): Promise<Part> {
  const blob = new Blob([new Uint8Array(size).fill(size % 251)]);
  const { rows, preset, mapping } = facts(name);
  const subset = size === 511 ? [{ from: "2025-01-01", until: null, types: ["Intake"], sources: null }] : null;
  return { name, blob, sha256: await sha256Of(blob), rows, preset, mapping, verified: true, erased: null, subset };
}

const given = (name: string, blob: Blob): Checked => ({ name, blob, verified: false, stated: null });

test("a study comes back from its file as it went in", async () => {
  const parts = [await part("one.parquet", 0), await part("two.parquet", 511), await part("three.arrow", 70_000)];
  const other = given("plain.parquet", new Blob(["PAR1"]));
  const { sources, refused } = await unpackStudies([given("s.tar", studyFile(parts)), other], sha256Of);
  expect(refused).toEqual([]);
  expect(sources.map(({ name, mapping, verified, subset }) => ({ name, mapping, verified, subset }))).toEqual([
    ...parts.map(({ name, mapping, subset }) => ({ name, mapping, verified: true, subset })),
    { name: "plain.parquet", mapping: undefined, verified: false, subset: undefined },
  ]);
  for (const [i, { sha256 }] of parts.entries()) {
    const source = sources[i];
    expect(source && (await sha256Of(source.blob))).toBe(sha256);
  }
});

test("any tar opens it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rivergraph-tar-"));
  const one = await part("one.parquet", 70_000);
  writeFileSync(join(folder, "s.tar"), new Uint8Array(await studyFile([one]).arrayBuffer()));
  execFileSync("tar", ["-xf", "s.tar"], { cwd: folder });
  expect(readFileSync(join(folder, "segments", one.sha256)).length).toBe(70_000);
  rmSync(folder, { recursive: true });
});

test("a file in it that was changed is refused and the others load", async () => {
  const parts = [await part("one.parquet", 3000), await part("two.parquet", 4000)];
  const bytes = new Uint8Array(await studyFile(parts).arrayBuffer());
  const at = bytes.lastIndexOf(4000 % 251);
  bytes[at] = 0;
  const { sources, refused } = await unpackStudies([given("s.tar", new Blob([bytes]))], sha256Of);
  expect(sources.map(({ name }) => name)).toEqual(["one.parquet"]);
  expect(refused).toMatchObject([{ file: "two.parquet", failure: { kind: "manifest", manifest: "s.tar" } }]);
});

test("a file that ends too early says so", async () => {
  const file = studyFile([await part("one.parquet", 3000)]);
  for (const size of [600, 2000, file.size - 1100]) {
    const { sources, refused } = await unpackStudies([given("s.tar", file.slice(0, size))], sha256Of);
    expect(sources).toEqual([]);
    expect(refused).toMatchObject([{ file: "s.tar", failure: { kind: "file", fault: "truncated" } }]);
  }
});

test("those who were erased travel with a study, and what was taken out of its files", async () => {
  const removed = { original: "b".repeat(64), rows: 3 };
  const one = { ...(await part("one.parquet", 3000)), erased: removed };
  const list = withErased(nobody, [{ namespace: "patient", id: "anna", known: "2025-01-01" }]);
  const file = studyFile([one], { erasure: list, rule: latestRecorded });
  expect(await file.text()).not.toContain("anna");
  const { sources, erasure } = await unpackStudies([given("s.tar", file)], sha256Of);
  expect([erasure, sources[0]?.erased]).toEqual([list, removed]);
  const other = withErased(nobody, [{ namespace: "patient", id: "anna", known: null }]);
  expect(merged(list, other).erased).toHaveLength(2);
  expect(merged(list, list)).toEqual(list);
});

test("the rule for contradictions travels with a study; of several studies that of the first holds", async () => {
  const one = await part("one.parquet", 300);
  const erasure = nobody;
  const bySource = studyFile([one], { erasure, rule: { by: "source", sources: ["lab", "ward"] } });
  const first = studyFile([one], { erasure, rule: { by: "first" } });
  const ruleIn = async (...files: Blob[]) =>
    (
      await unpackStudies(
        files.map((blob, i) => given(`${i}.tar`, blob)),
        sha256Of,
      )
    ).rule;
  expect(await ruleIn(bySource, first)).toEqual({ by: "source", sources: ["lab", "ward"] });
  expect(await ruleIn(studyFile([one]))).toEqual(latestRecorded);
  expect(await ruleIn(new Blob(["PAR1"]))).toBe(null);
});

test("what was saved with a study comes with it", async () => {
  const saved = { cohorts: [{ name: "women" }], boards: [{ name: "Weekly" }], reports: [{ name: "Monthly" }] };
  const file = studyFile([], { erasure: nobody, rule: latestRecorded, ...saved });
  expect(await unpackStudies([given("s.tar", file)], sha256Of)).toMatchObject(saved);
});
