import { Table, Utf8, tableToIPC, vectorFromArray, type Vector } from "apache-arrow";
import { Compression, Table as WasmTable, WriterPropertiesBuilder, writeParquet } from "parquet-wasm/node";

/** A file in memory, as a person would drop it. */
export type TestFile = { name: string; blob: Blob };

export type TextRow = Readonly<Record<string, string | null>>;

const bytesOf = (bytes: Uint8Array): BlobPart => Uint8Array.from(bytes);

/** A column of text. */
export const textColumn = (values: readonly (string | null)[]): Vector => vectorFromArray(values, new Utf8());

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
