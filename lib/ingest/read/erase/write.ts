import { RecordBatchStreamWriter, Table, type RecordBatch, type Schema } from "apache-arrow";
import { endMarker } from "../../../engine/stream";
import { parquetOf } from "../parquet/write";
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

async function* streamsOf(batches: AsyncGenerator<RecordBatch>): AsyncGenerator<Uint8Array> {
  for await (const batch of batches) yield streamOf([batch], batch.schema);
}

const parquet = (batches: AsyncGenerator<RecordBatch>, schema: Schema): Promise<Blob> =>
  parquetOf(streamsOf(batches), batchRows, streamOf([], schema));

/** The same file without some rows, which are in ascending order: every other row as it was, in the same order. */
export const leftOver = (source: Source, rows: readonly number[]): Promise<Blob> =>
  (source.format === "parquet" ? parquet : arrow)(batchesWithout(source, rows), source.schema);
