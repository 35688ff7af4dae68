import * as arrow from "apache-arrow";
import { expect, test } from "vitest";
import { allRows, rowsOf } from "../../fixtures/rows";
import { open } from "../open";

const blob = (bytes: Uint8Array) => new Blob([Uint8Array.from(bytes)]);
const stream = (batches: arrow.RecordBatch[]) => arrow.RecordBatchStreamWriter.writeAll(batches).toUint8Array(true);
const batchesOf = (table: arrow.Table) => table.batches;

test("a record batch of many rows is cut, its absent values staying in their rows", async () => {
  const rows = 300_001;
  const n = arrow.vectorFromArray(
    Array.from({ length: rows }, (_, i) => (i % 3 ? i : null)),
    new arrow.Int32(),
  );
  const s = arrow.vectorFromArray(
    Array.from({ length: rows }, (_, i) => (i % 5 ? `s${i}` : null)),
    new arrow.Utf8(),
  );
  const b = arrow.vectorFromArray(
    Array.from({ length: rows }, (_, i) => (i % 7 ? i % 2 === 0 : null)),
    new arrow.Bool(),
  );
  const t = arrow.makeVector(
    arrow.makeData({
      type: new arrow.TimestampSecond(),
      length: rows,
      nullCount: -1,
      nullBitmap: new Uint8Array(Math.ceil(rows / 8)).fill(0b1011_0111),
      data: BigInt64Array.from({ length: rows }, (_, i) => BigInt(i)),
    }),
  );
  const reader = await open(blob(arrow.tableToIPC(new arrow.Table({ n, s, b, t }), "stream")), "large.arrow");
  const sizes: number[] = [];
  for await (const batch of reader.batches()) {
    sizes.push(batch.rows);
    const held = rowsOf(batch.stream);
    for (const row of [0, 1, 7, 8, batch.rows - 1]) {
      const i = batch.firstRow + row;
      expect(held[row]).toEqual({
        n: i % 3 ? i : null,
        s: i % 5 ? `s${i}` : null,
        b: i % 7 ? i % 2 === 0 : null,
        t: (0b1011_0111 >> (i % 8)) & 1 ? new Date(i * 1000).toISOString().slice(0, -5) : null,
      });
    }
  }
  expect(sizes).toEqual([122_880, 122_880, 54_241]);
});

test("many small record batches share streams", async () => {
  const one = new arrow.Table({ n: arrow.vectorFromArray([1, 2, 3], new arrow.Int32()) });
  const reader = await open(blob(stream(Array.from({ length: 50 }, () => batchesOf(one)).flat())), "small.arrow");
  const sizes: number[] = [];
  for await (const batch of reader.batches()) sizes.push(batch.rows);
  expect(sizes).toEqual([150]);
  expect(await reader.rowsAt([149, 0])).toEqual([{ n: 3 }, { n: 1 }]);
});

const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), 1);
const schema = new arrow.Schema([new arrow.Field("word", type, true)]);
const coded = (dictionary: arrow.Vector, indices: number[]) =>
  new arrow.RecordBatch(
    schema,
    arrow.makeData({
      type: new arrow.Struct(schema.fields),
      length: indices.length,
      children: [arrow.makeData({ type, length: indices.length, data: Int32Array.from(indices), dictionary })],
    }),
  );

const words = (...texts: string[]) => arrow.vectorFromArray(texts, new arrow.Utf8());

test("a dictionary that grows by deltas or is replaced holds for the batches after it", async () => {
  const [ab, grown, other] = [words("a", "b"), words("a", "b").concat(words("c")), words("x", "y")];
  const reader = await open(
    blob(stream([coded(ab, [0, 1]), coded(grown, [2, 0]), coded(other, [0, 1])])),
    "words.arrow",
  );
  const expected = ["a", "b", "c", "a", "x", "y"].map((word) => ({ word }));
  expect(await allRows(reader)).toEqual(expected);
  expect(await reader.rowsAt([0, 1, 2, 3, 4, 5])).toEqual(expected);
});

test("an Arrow file or stream without rows has none", async () => {
  const empty = new arrow.Table({
    n: arrow.makeVector(arrow.makeData({ type: new arrow.Int32(), length: 0, data: new Int32Array() })),
  });
  for (const form of ["file", "stream"] as const) {
    const reader = await open(blob(arrow.tableToIPC(empty, form)), "none.arrow");
    expect(reader.columns).toMatchObject([{ name: "n" }]);
    expect(await allRows(reader)).toEqual([]);
  }
});
