import { Dictionary, Float64, Int32, Int64, Table, Utf8, tableToIPC, vectorFromArray, type Vector } from "apache-arrow";
import { expect, test } from "vitest";
import { mappingSchema } from "../mapping/mapping";
import { open } from "../read/open";
import { partsOf, type Encoded } from "./encoded";
import { wordColumns } from "./rows";

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

async function encoded(columns: Record<string, Vector>): Promise<Encoded> {
  const reader = await open(new Blob([Uint8Array.from(tableToIPC(new Table(columns), "file"))]), "given.arrow");
  const batches: Encoded[] = [];
  for await (const batch of reader.encoded(mapping)) batches.push(batch);
  expect(batches).toHaveLength(1);
  const [only] = batches;
  if (!only) throw new Error("nothing was encoded");
  return only;
}

/** The words of every row, by the column that keeps their codes. */
function wordsOf({ admitted, words }: Encoded): Record<string, string | null>[] {
  const parts = partsOf(mapping).map(({ name }) => name);
  const said = new Map(words.text.map((word, i) => [`${parts[words.part[i] ?? -1]} ${words.code[i]}`, word]));
  return Array.from({ length: admitted.count }, (_, row) =>
    Object.fromEntries(
      wordColumns.map(([part, column]) => [part, said.get(`${part} ${admitted.columns[column][row]}`) ?? null]),
    ),
  );
}

const text = (...values: (string | null)[]) => vectorFromArray(values, new Utf8());
const at = text("2025-01-01", "2025-01-01", "2025-01-01");

test("text becomes words: trimmed, translated, the first that is there, whatever type it has", async () => {
  const given = await encoded({
    type: vectorFromArray(["T", " T ", "Seen"], new Dictionary(new Utf8(), new Int32())),
    patient: vectorFromArray([1, null, 2.5], new Float64()),
    fallback: text("x", " y", null),
    at,
    topic: text("a", "a", null),
    partition: vectorFromArray([0, 1, 2], new Int32()),
    offset: vectorFromArray([7n, 8n, 9n], new Int64()),
    sex: text("f", "", null),
  });
  expect(wordsOf(given)).toMatchObject([
    { type: "Taken", subject: "1", source: "ward", lane: "a/0" },
    { type: "Taken", subject: "y", source: "ward", lane: "a/1" },
    { type: "Seen", subject: "2.5", source: "ward", lane: null },
  ]);
  const { row, part, code } = given.traits;
  expect([[...row], [...part], [...code]]).toEqual([[0], [partsOf(mapping).length - 1], [0]]);
  expect(given.admitted.columns.pos.subarray(0, 6)).toEqual(Int32Array.of(7, 0, 8, 0, 9, 0));
});

const contents = async (columns: Record<string, Vector>) => {
  const { admitted } = await encoded({ type: text("T", "T", "T"), patient: text("p", "p", "p"), at, ...columns });
  return [...admitted.columns.content.subarray(0, admitted.count)];
};

test("a row's hash tells other contents apart, and nothing else", async () => {
  const [one, same, other] = await contents({ note: text("a", "a", "b") });
  expect(same).toBe(one);
  expect(other).not.toBe(one);
  const empty = await contents({ note: text("a", "a", "b"), later: text(null, "", null) });
  expect(empty).toEqual([one, same, other]);
  expect(await contents({ remark: text("a", "a", "b") })).not.toEqual(empty);
});

test("a number is the same content as whole number, as float, as text and in a dictionary", async () => {
  const whole = await contents({ n: vectorFromArray([1, 2, 3], new Int32()) });
  expect(await contents({ n: vectorFromArray([1, 2, 3], new Float64()) })).toEqual(whole);
  expect(await contents({ n: vectorFromArray([1n, 2n, 3n], new Int64()) })).toEqual(whole);
  expect(await contents({ n: text("1", "2", "3") })).toEqual(whole);
  expect(await contents({ n: vectorFromArray(["1", "2", "3"], new Dictionary(new Utf8(), new Int32())) })).toEqual(
    whole,
  );
  expect(new Set(whole).size).toBe(3);
});
