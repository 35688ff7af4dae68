import { Dictionary, Float64, Int32, Int64, Table, Utf8, tableToIPC, vectorFromArray, type Vector } from "apache-arrow";
import { expect, test } from "vitest";
import { rowsOf } from "../fixtures/rows";
import { mappingSchema } from "../mapping/mapping";
import { open } from "../read/open";
import { partsOf, type Encoded } from "./encoded";

const mapping = mappingSchema.parse({
  version: 1,
  name: "test",
  type: { from: ["type"], codes: { T: "Taken" } },
  subject: { from: ["patient", "fallback"] },
  occurredAt: { from: ["at"] },
  source: { constant: "ward" },
  topic: { from: ["topic"] },
  partition: { from: ["partition"] },
  offset: { from: ["offset"] },
  traits: { sex: { from: ["sex"] } },
});

async function encoded(columns: Record<string, Vector>) {
  const reader = await open(new Blob([Uint8Array.from(tableToIPC(new Table(columns), "file"))]), "given.arrow");
  const batches: Encoded[] = [];
  for await (const batch of reader.encoded(mapping)) batches.push(batch);
  expect(batches).toHaveLength(1);
  const [only] = batches;
  if (!only) throw new Error("nothing was encoded");
  const parts = partsOf(mapping).map(({ name }) => name);
  const words = new Map(
    rowsOf(only.words).map(({ part, code, text }) => [`${parts[Number(part)]} ${String(code)}`, text]),
  );
  return rowsOf(only.stage).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) =>
        name.startsWith("code ") && cell !== null
          ? [name.slice(5), words.get(`${name.slice(5)} ${String(cell)}`)]
          : [name.replace(/^code /, ""), cell],
      ),
    ),
  );
}

const text = (...values: (string | null)[]) => vectorFromArray(values, new Utf8());
const at = text("2025-01-01", "2025-01-01", "2025-01-02");

test("text becomes words: trimmed, translated, the first that is there, whatever type it has", async () => {
  const rows = await encoded({
    type: vectorFromArray(["T", " T ", "Seen"], new Dictionary(new Utf8(), new Int32())),
    patient: vectorFromArray([1, null, 2.5], new Float64()),
    fallback: text("x", " y", null),
    at,
    topic: text("a", "a", null),
    partition: vectorFromArray([0, 1, 2], new Int32()),
    offset: vectorFromArray([7n, 8n, 9n], new Int64()),
    sex: text("f", "", null),
  });
  expect(rows).toMatchObject([
    { type: "Taken", subject: "1", source: "ward", lane: "a/0", "trait sex": "f", "raw offset": 7n },
    { type: "Taken", subject: "y", source: "ward", lane: "a/1", "trait sex": null },
    { type: "Seen", subject: "2.5", source: "ward", lane: null, "trait sex": null },
  ]);
});

const digests = async (columns: Record<string, Vector>) =>
  (await encoded({ type: text("T", "T", "T"), patient: text("p", "p", "p"), at, ...columns })).map(
    ({ other }) => other,
  );

test("the digest tells other contents apart, and nothing else", async () => {
  const [one, same, other] = await digests({ note: text("a", "a", "b") });
  expect(same).toBe(one);
  expect(other).not.toBe(one);
  const empty = await digests({ note: text("a", "a", "b"), later: text(null, "", null) });
  expect(empty).toEqual([one, same, other]);
  expect(await digests({ remark: text("a", "a", "b") })).not.toEqual(empty);
});

test("a number is the same content as whole number, as float, as text and in a dictionary", async () => {
  const whole = await digests({ n: vectorFromArray([1, 2, 3], new Int32()) });
  expect(await digests({ n: vectorFromArray([1, 2, 3], new Float64()) })).toEqual(whole);
  expect(await digests({ n: vectorFromArray([1n, 2n, 3n], new Int64()) })).toEqual(whole);
  expect(await digests({ n: text("1", "2", "3") })).toEqual(whole);
  expect(await digests({ n: vectorFromArray(["1", "2", "3"], new Dictionary(new Utf8(), new Int32())) })).toEqual(
    whole,
  );
  expect(new Set(whole).size).toBe(3);
});
