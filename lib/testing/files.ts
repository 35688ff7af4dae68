import { makeData, makeVector, Table, Utf8, tableToIPC, type Vector } from "apache-arrow";
import { Compression, Table as WasmTable, WriterPropertiesBuilder, writeParquet } from "parquet-wasm/node";

/** A file in memory, as a person would drop it. */
export type TestFile = { name: string; blob: Blob };

export type TextRow = Readonly<Record<string, string | null>>;

const bytesOf = (bytes: Uint8Array): BlobPart => Uint8Array.from(bytes);

const encoder = new TextEncoder();

/** A column of text. Made of its parts, since the library's own builder takes a hundred times as long for a few words. */
export function textColumn(values: readonly (string | null)[]): Vector {
  const words = values.map((value) => encoder.encode(value ?? ""));
  const valueOffsets = new Int32Array(values.length + 1);
  for (const [i, { length }] of words.entries()) valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + length;
  const data = new Uint8Array(valueOffsets.at(-1) ?? 0);
  for (const [i, word] of words.entries()) data.set(word, valueOffsets[i] ?? 0);
  const nullBitmap = new Uint8Array(Math.ceil(values.length / 8));
  for (const [i, value] of values.entries())
    if (value !== null) nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
  const nullCount = values.filter((value) => value === null).length;
  return makeVector(makeData({ type: new Utf8(), length: values.length, nullCount, nullBitmap, valueOffsets, data }));
}

/** Rows of texts as columns; a name that a row lacks is null there. */
export function textColumns(rows: readonly TextRow[]): Record<string, Vector> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(names.map((name) => [name, textColumn(rows.map((row) => row[name] ?? null))]));
}

const stream = (columns: Readonly<Record<string, Vector>>) => tableToIPC(new Table(columns), "stream");

/** An Arrow IPC file of these columns. */
export const arrowFile = (name: string, columns: Readonly<Record<string, Vector>>): TestFile => ({
  name,
  blob: new Blob([bytesOf(tableToIPC(new Table(columns), "file"))]),
});

/** An Arrow file of rows of texts; none where there is no row. */
export const textFile = (name: string, rows: readonly TextRow[]): TestFile[] =>
  rows.length > 0 ? [arrowFile(name, textColumns(rows))] : [];

function parquetBytes(columns: Readonly<Record<string, Vector>>): Uint8Array {
  const properties = new WriterPropertiesBuilder().setCompression(Compression.ZSTD).build();
  return writeParquet(WasmTable.fromIPCStream(stream(columns)), properties);
}

/** A Parquet file of these columns. */
export const parquetFile = (name: string, columns: Readonly<Record<string, Vector>>): TestFile => ({
  name,
  blob: new Blob([bytesOf(parquetBytes(columns))]),
});
