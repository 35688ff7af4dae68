import { writeFile } from "node:fs/promises";
import { type RecordBatch, RecordBatchStreamWriter } from "apache-arrow";
import { Compression, Encoding, type RecordBatch as WasmBatch, Table, transformParquetStream, WriterPropertiesBuilder, WriterVersion } from "parquet-wasm/node";
import { rowsPerGroup } from "./batches";

const ascending = ["event_id", "occurred_at", "recorded_at", "offset"];

function properties() {
  const builder = new WriterPropertiesBuilder()
    .setCompression(Compression.ZSTD)
    .setMaxRowGroupSize(rowsPerGroup)
    .setWriterVersion(WriterVersion.V1)
    .setCreatedBy("rivergraph simulate")
    .setColumnDictionaryEnabled("payload", false);
  return ascending
    .reduce((all, name) => all.setColumnDictionaryEnabled(name, false).setColumnEncoding(name, Encoding.DELTA_BINARY_PACKED), builder)
    .build();
}

/** Writes batches as row groups of one Parquet file, holding one at a time. */
export async function writeParquet(path: string, batches: Iterator<RecordBatch>): Promise<void> {
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
  await writeFile(path, await transformParquetStream(stream, properties()));
}
