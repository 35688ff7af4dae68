import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** A folder of this run's own, and files in it that native DuckDB writes. */
const folder = mkdtempSync(join(tmpdir(), "rivergraph-e2e-"));

const pathOf = (name: string): string => join(folder, name);

export async function parquet(name: string, query: string): Promise<string> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`COPY (${query}) TO '${pathOf(name)}' (FORMAT parquet)`);
  connection.closeSync();
  return pathOf(name);
}

/** What native DuckDB answers to a statement that reads files of this folder by their names, as lines of CSV. */
export async function told(statement: string): Promise<string[]> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`SET file_search_path = '${folder}'`);
  const reader = await connection.runAndReadAll(statement);
  const rows = reader
    .getRowsJson()
    .map((row) => row.map((value) => (typeof value === "object" ? "" : String(value))).join(","));
  connection.closeSync();
  return [reader.columnNames().join(","), ...rows];
}

/** The same, with row groups of so many rows. */
export async function grouped(name: string, query: string, rows: number): Promise<string> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await connection.run(`COPY (${query}) TO '${pathOf(name)}' (FORMAT parquet, ROW_GROUP_SIZE ${rows})`);
  connection.closeSync();
  return pathOf(name);
}

export function written(name: string, bytes: Uint8Array | string): string {
  writeFileSync(pathOf(name), bytes);
  return pathOf(name);
}

/** The first part of a file under another name. */
export const cut = (path: string, name: string, share: number): string => {
  const bytes = readFileSync(path);
  return written(name, bytes.subarray(0, Math.floor(bytes.length * share)));
};

/** As a file with an encrypted footer begins and ends. */
export function locked(path: string, name: string): string {
  const bytes = Buffer.from(readFileSync(path));
  bytes.write("PARE", 0, "latin1");
  bytes.write("PARE", bytes.length - 4, "latin1");
  return written(name, bytes);
}
