import { expect, test } from "vitest";
import { open } from "../ingest/read/open";
import { parquetFrom } from "../ingest/fixtures/parquet";
import { checkManifests, expecting } from "./manifest";
import { sha256Of } from "./store/hash";

const file = async (name: string) => ({ name, blob: await parquetFrom("SELECT i FROM range(12) t(i)") });
const json = (name: string, value: unknown) => ({ name, blob: new Blob([JSON.stringify(value)]) });

test("a file that a manifest names is verified, one that none names is not", async () => {
  const [one, two] = [await file("one.parquet"), await file("two.parquet")];
  const stated = { files: [{ name: "one.parquet", sha256: (await sha256Of(one.blob)).toUpperCase(), rows: 12 }] };
  const { sources, refused } = await checkManifests([one, json("one.parquet.manifest.json", stated), two], sha256Of);
  expect(refused).toEqual([]);
  expect(sources).toMatchObject([
    { name: "one.parquet", verified: true, stated: { rows: 12, manifest: "one.parquet.manifest.json" } },
    { name: "two.parquet", verified: false, stated: null },
  ]);
});

test("a file that differs from its manifest is refused, and both are named", async () => {
  const one = await file("one.parquet");
  const stated = { files: [{ name: "one.parquet", sha256: "0".repeat(64) }] };
  const { sources, refused } = await checkManifests([one, json("manifest.json", stated)], sha256Of);
  expect(sources).toEqual([]);
  expect(refused).toMatchObject([
    { file: "one.parquet", failure: { kind: "manifest", file: "one.parquet", manifest: "manifest.json" } },
  ]);
});

test("rows that differ from what is stated are refused", async () => {
  const { name, blob } = await file("one.parquet");
  const reader = await open(blob, name);
  expect(expecting(reader, { file: name, stated: { rows: 12, manifest: "manifest.json" } }).rows).toBe(12);
  expect(() => expecting(reader, { file: name, stated: { rows: 11, manifest: "manifest.json" } })).toThrow("not 11");
});

test("what is named a manifest and is none is refused; other JSON is left to the readers", async () => {
  const { sources, refused } = await checkManifests(
    [json("manifest.json", { file: 1 }), json("notes.json", { a: 1 })],
    sha256Of,
  );
  expect(refused).toMatchObject([{ file: "manifest.json", failure: { kind: "manifest" } }]);
  expect(sources).toMatchObject([{ name: "notes.json" }]);
});

test("a manifest without its files says so", async () => {
  const stated = { files: [{ name: "one.parquet", sha256: "0".repeat(64) }] };
  const { refused } = await checkManifests([json("manifest.json", stated)], sha256Of);
  expect(refused).toMatchObject([{ file: "manifest.json", failure: { kind: "manifest" } }]);
});
