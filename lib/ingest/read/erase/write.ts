import { RecordBatchStreamWriter, Table, type RecordBatch, type Schema } from "apache-arrow";
import type { RecordBatch as WasmBatch } from "parquet-wasm/esm";
import { endMarker } from "../../../engine/stream";
import { parquetModule } from "../parquet/module";
import { untrapped } from "../parquet/traps";
import { batchRows } from "../rewrite";
import type { Source } from "../source";
import { batchesWithout } from "./batches";

const streamOf = (batches: readonly RecordBatch[], schema: Schema): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    RecordBatchStreamWriter.writeAll(batches.length > 0 ? batches : new Table(schema)).toUint8Array(true),
  );

/** An Arrow stream whose batches bring their own dictionaries. */
async function arrow(batches: AsyncGenerator<RecordBatch>, schema: Schema): Promise<Blob> {
  const parts: BlobPart[] = [];
  for await (const batch of batches) {
    const opening = streamOf([], batch.schema).length - endMarker.length;
    const whole = streamOf([batch], batch.schema);
    parts.push(new Blob([whole.subarray(parts.length > 0 ? opening : 0, whole.length - endMarker.length)]));
  }
  return new Blob(parts.length > 0 ? [...parts, Uint8Array.from(endMarker)] : [streamOf([], schema)]);
}

async function parquet(batches: AsyncGenerator<RecordBatch>, schema: Schema): Promise<Blob> {
  const {
    Compression,
    Table: WasmTable,
    WriterPropertiesBuilder,
    transformParquetStream,
    writeParquet,
  } = await parquetModule();
  const properties = () =>
    new WriterPropertiesBuilder().setCompression(Compression.ZSTD).setMaxRowGroupSize(batchRows).build();
  let next = await batches.next();
  if (next.done) {
    const empty = writeParquet(WasmTable.fromIPCStream(streamOf([], schema)), properties());
    return new Blob([Uint8Array.from(empty)]);
  }
  const given = new ReadableStream<WasmBatch>(
    {
      async pull(controller) {
        if (next.done) return controller.close();
        const table = WasmTable.fromIPCStream(streamOf([next.value], next.value.schema));
        for (const batch of table.recordBatches()) controller.enqueue(batch);
        table.free();
        next = await batches.next();
      },
    },
    { highWaterMark: 0 },
  );
  const parts: Blob[] = [];
  const written: ReadableStream<Uint8Array<ArrayBuffer>> = await untrapped(transformParquetStream(given, properties()));
  const reader = written.getReader();
  for (;;) {
    const { done, value } = await untrapped(reader.read());
    if (done) return new Blob(parts);
    parts.push(new Blob([value]));
  }
}

/** The same file without some rows, which are in ascending order: every other row as it was, in the same order. */
export const leftOver = (source: Source, rows: readonly number[]): Promise<Blob> =>
  (source.format === "parquet" ? parquet : arrow)(batchesWithout(source, rows), source.schema);
