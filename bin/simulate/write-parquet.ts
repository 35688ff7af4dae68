import { writeFile } from "node:fs/promises";
import { type RecordBatch, RecordBatchStreamWriter } from "apache-arrow";
import {
  Compression,
  Encoding,
  type RecordBatch as WasmBatch,
  Table,
  transformParquetStream,
  WriterPropertiesBuilder,
  WriterVersion,
} from "parquet-wasm/node";
import type { Column } from "./arrays";
import { rowsPerGroup } from "./batches";

function properties(columns: readonly Column[]) {
  let builder = new WriterPropertiesBuilder()
    .setCompression(Compression.ZSTD)
    .setMaxRowGroupSize(rowsPerGroup)
    .setWriterVersion(WriterVersion.V1)
    .setCreatedBy("rivergraph simulate");
  for (const { field, packing } of columns) {
    if (packing !== "dictionary") builder = builder.setColumnDictionaryEnabled(field.name, false);
    if (packing === "delta") builder = builder.setColumnEncoding(field.name, Encoding.DELTA_BINARY_PACKED);
  }
  return builder.build();
}

/** Writes batches as row groups of one Parquet file, holding one at a time. */
export async function writeParquet(
  path: string,
  columns: readonly Column[],
  batches: Iterator<RecordBatch>,
): Promise<void> {
  const stream = new ReadableStream<WasmBatch>(
    {
      pull(controller) {
        const next = batches.next();
        if (next.done) return controller.close();
        const table = Table.fromIPCStream(RecordBatchStreamWriter.writeAll([next.value]).toUint8Array(true));
        for (const batch of table.recordBatches()) controller.enqueue(batch);
        table.free();
      },
    },
    { highWaterMark: 0 },
  );
  await writeFile(path, await transformParquetStream(stream, properties(columns)));
}
