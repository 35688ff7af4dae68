import { tableFromIPC } from "apache-arrow";
import type { RecordBatch } from "parquet-wasm/esm";
import { Failed } from "../../../failure";
import type { Bytes } from "../bytes";
import { fileFailure } from "../failing";
import { batchRows } from "../rewrite";
import type { Part, Source } from "../source";
import { asDictionaries } from "./dictionaries";
import { footerOf, type Footer } from "./footer";
import { asBytes, int96Columns, withTimes } from "./int96";
import { parquetModule } from "./module";
import type { Described } from "./rewritten-footer";
import { untrapped } from "./traps";

const batchBytes = 96 << 20;

/** Row groups through parquet-wasm: neighbouring small ones at once, large ones batch by batch, so that a row group's size bounds no more than its compressed bytes. */
export async function parquetSource(blob: Blob, bytes: Bytes): Promise<Source> {
  const footer = await footerOf(bytes);
  const file = { blob, metadata: footer.metadata };
  const times = int96Columns(footer.metadata);
  if (times.length === 0) return decoded(file, bytes, footer);
  return withTimes(await decoded(asBytes(file, times), bytes, footer), times);
}

async function decoded(given: Described, bytes: Bytes, { groups, uncompressed }: Footer): Promise<Source> {
  const { blob } = given;
  const { ParquetFile } = await parquetModule();
  let broken = false;
  const attempt = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await untrapped(Promise.resolve(work()));
    } catch (thrown) {
      broken ||= thrown instanceof WebAssembly.RuntimeError;
      await blob
        .slice(0, 1)
        .arrayBuffer()
        .catch(() => {
          throw new Failed({ kind: "file", file: bytes.file, fault: "unreadable" });
        });
      throw fileFailure(bytes.file, thrown);
    }
  };
  const plain = await attempt(() => ParquetFile.fromFile(blob));
  const plainSchema = await attempt(() => tableFromIPC(plain.schema().intoIPCStream()).schema);
  const packed = asDictionaries(given, plainSchema);
  const file = packed ? await attempt(() => ParquetFile.fromFile(packed)) : plain;
  const schema = packed ? await attempt(() => tableFromIPC(file.schema().intoIPCStream()).schema) : plainSchema;
  if (packed) plain.free();
  const names = schema.fields.map((field) => field.name);
  const selectable = new Set(names).size === names.length && names.every((name) => name !== "" && !name.includes("."));

  const rowsPerBatch = (from: number, to: number): number => {
    const rows = groups.slice(from, to).reduce((sum, group) => sum + group.rows, 0);
    const size = groups.slice(from, to).reduce((sum, group) => sum + group.bytes, 0);
    return Math.max(1, Math.min(batchRows, Math.floor((batchBytes * rows) / Math.max(size, 1))));
  };
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

  return {
    format: "parquet",
    schema,
    pieces: groups,
    uncompressed,
    sound: true,
    apart: 4096,
    async *read(from, to, columns): AsyncGenerator<Part> {
      const some = selectable && columns.length > 0 && columns.length < names.length;
      const held = some ? columns : range(0, names.length);
      const options = {
        batchSize: rowsPerBatch(from, to),
        rowGroups: range(from, to),
        ...(some ? { columns: columns.flatMap((i) => names[i] ?? []) } : {}),
      };
      if (to - from > 1) {
        const table = await attempt(() => file.read(options));
        const rows = table.recordBatches().reduce((sum, batch) => {
          const count = batch.numRows;
          batch.free();
          return sum + count;
        }, 0);
        yield { stream: table.intoIPCStream(), rows, columns: held };
        return;
      }
      const reader = (await attempt(() => file.stream(options))).getReader();
      try {
        for (;;) {
          const { done, value }: ReadableStreamReadResult<RecordBatch> = await attempt(() => reader.read());
          if (done) return;
          const rows = value.numRows;
          yield { stream: value.intoIPCStream(), rows, columns: held };
        }
      } finally {
        await reader.cancel().catch(() => undefined);
      }
    },
    async some(piece, from, count) {
      const table = await attempt(() =>
        file.read({ rowGroups: [piece], offset: from, limit: count, batchSize: batchRows }),
      );
      return { stream: table.intoIPCStream(), rows: count, columns: range(0, names.length), skipped: from };
    },
    close: () => {
      if (!broken) file.free();
    },
  };
}
