import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type RecordBatch, RecordBatchFileWriter } from "apache-arrow";

/** Writes batches to one Arrow IPC file. */
export async function writeArrow(path: string, batches: Iterable<RecordBatch>): Promise<void> {
  await pipeline(Readable.from(batches), RecordBatchFileWriter.throughNode(), createWriteStream(path));
}
