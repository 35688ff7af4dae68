import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DateDay, Float64, Int32, Utf8, vectorFromArray, Table, tableToIPC } from "apache-arrow";
import { Compression, Table as WasmTable, WriterPropertiesBuilder, writeParquet } from "parquet-wasm/node";
import { reference } from "@/lib/testing/reference";

const dayMs = 86_400_000;
const root = join(import.meta.dirname, "..");

/** The reference dispensings in so many copies, each of patients of its own and a day later than the one before; made once and kept in .cache/bench. */
export function dispensings(copies: number): string {
  const file = join(root, ".cache", "bench", `dispensings-${copies}.parquet`);
  if (existsSync(file)) return file;
  const base = reference("dispensings");
  const rows = Array.from({ length: copies }, (_, copy) => base.map((row) => ({ row, copy }))).flat();
  const text = (name: string) => rows.map(({ row }) => row[name] ?? "");
  const columns = {
    PATIENT_ID: vectorFromArray(
      rows.map(({ row, copy }) => `${row["PATIENT_ID"]}-${copy}`),
      new Utf8(),
    ),
    DATE: vectorFromArray(
      rows.map(({ row, copy }) => new Date(Date.parse(row["DATE"] ?? "") + copy * dayMs)),
      new DateDay(),
    ),
    PERDAY: vectorFromArray(text("PERDAY").map(Number), new Float64()),
    CATEGORY: vectorFromArray(text("CATEGORY"), new Utf8()),
    DURATION: vectorFromArray(text("DURATION").map(Number), new Int32()),
  };
  const properties = new WriterPropertiesBuilder().setCompression(Compression.SNAPPY).build();
  const stream = tableToIPC(new Table(columns), "stream");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.making`, writeParquet(WasmTable.fromIPCStream(stream), properties));
  renameSync(`${file}.making`, file);
  return file;
}
