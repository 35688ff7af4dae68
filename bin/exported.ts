import { writeFile } from "node:fs/promises";
import { exportedEvents } from "@/lib/export/events";
import { parquetOf } from "@/lib/ingest/read/parquet/write";
import type { Study } from "@/lib/log/study";

/** Writes the exported events; what was not carried over is a note. */
export async function writeEvents(study: Study, path: string): Promise<string[]> {
  const { blob, left } = await exportedEvents(study, parquetOf);
  try {
    await writeFile(path, blob.stream());
  } catch {
    throw new Error(`“${path}” cannot be written.`);
  }
  return left.length === 0
    ? []
    : [`Not carried over to “${path}”, because they have too many different values: ${left.join(", ")}.`];
}
