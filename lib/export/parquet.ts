import type { WriteParquet } from "../ingest/read/parquet/write";
import { toArrow } from "./arrow";
import type { Provenance } from "./file";
import type { Released } from "./gate";

const groupRows = 100_000;

async function* one(stream: Uint8Array): AsyncGenerator<Uint8Array> {
  yield stream;
}

/** A released table as Parquet, as `toArrow` has it; its statistics are those of what is shown. `write` is the writer that is at hand: a worker's in a page. */
export async function toParquet(released: Released, provenance: Provenance, write: WriteParquet): Promise<Blob> {
  const stream = toArrow(released, provenance, "stream");
  return write(one(stream), groupRows, stream);
}
