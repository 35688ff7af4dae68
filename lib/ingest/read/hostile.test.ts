import * as arrow from "apache-arrow";
import { expect, test } from "vitest";
import { nodeEngine } from "../../engine/node/engine";
import { parquetFrom } from "../fixtures/parquet";
import { allRows } from "../fixtures/rows";
import { uniqueNames } from "./names";
import { open } from "./open";

const names = [
  'qu"ote',
  "a'b",
  "__proto__",
  "constructor",
  "<script>alert(1)</script>",
  "",
  "Id",
  "id",
  "ID",
  "id_1",
  "a.b",
  "a\0b",
  "; DROP TABLE x",
  "ünï",
  "x".repeat(300),
];

test("names are unique without regard to letter case, and the first keeps its own", () => {
  expect(uniqueNames(["Id", "id", "ID", "id_1", "", ""])).toEqual([
    "Id",
    "id_1",
    "ID_2",
    "id_1_1",
    "column_5",
    "column_6",
  ]);
  expect(uniqueNames(["a\0b", "ab"])).toEqual(["ab", "ab_1"]);
});

function named(): Blob {
  const fields = names.map((name) => new arrow.Field(name, new arrow.Int32(), true));
  const children = names.map((_, i) => arrow.makeData({ type: new arrow.Int32(), length: 1, data: Int32Array.of(i) }));
  const schema = new arrow.Schema(fields);
  const batch = new arrow.RecordBatch(schema, arrow.makeData({ type: new arrow.Struct(fields), length: 1, children }));
  return new Blob([Uint8Array.from(arrow.RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true))]);
}

test("columns of any name arrive under their unique names, in order", async () => {
  const reader = await open(named(), "names.arrow");
  const unique = uniqueNames(names);
  expect(reader.columns.map(({ name }) => name)).toEqual(unique);
  const [row] = await allRows(reader);
  expect(Object.entries(row ?? {})).toEqual(unique.map((name, i) => [name, i]));
  expect(Object.entries((await reader.rowsAt([0]))[0] ?? {})).toEqual(unique.map((name, i) => [name, i]));
});

test("and a database takes them", async () => {
  const engine = await nodeEngine();
  for await (const { stream } of (await open(named(), "names.arrow")).batches())
    expect(await engine.insert("names", stream)).toBe(1);
  await engine.close();
});

test("Parquet columns of such names arrive too", async () => {
  const query = `SELECT ${['qu"ote', "__proto__", "<script>", "a.b", "; DROP"].map((name, i) => `${i} AS "${name.replaceAll('"', '""')}"`).join(", ")}`;
  const reader = await open(await parquetFrom(query), "names.parquet");
  expect(await allRows(reader, ["a.b"])).toEqual([{ "a.b": 3 }]);
  expect(Object.entries((await allRows(reader))[0] ?? {})).toEqual([
    ['qu"ote', 0],
    ["__proto__", 1],
    ["<script>", 2],
    ["a.b", 3],
    ["; DROP", 4],
  ]);
});

test("text that is not UTF-8 is told so rather than handed on", async () => {
  const data = arrow.makeData({
    type: new arrow.Utf8(),
    length: 1,
    valueOffsets: Int32Array.of(0, 2),
    data: Uint8Array.of(0xff, 0xfe),
  });
  const bytes = arrow.tableToIPC(new arrow.Table({ s: new arrow.Vector([data]) }), "stream");
  await expect(allRows(await open(new Blob([Uint8Array.from(bytes)]), "bytes.arrow"))).rejects.toMatchObject({
    failure: { kind: "file", fault: "corrupt" },
  });
});
