import { prepare } from "../ingest/prepare";
import type { Reader } from "../ingest/read/reader";
import type { Source } from "./ingest";
import { ofOpen } from "./segment-reader";
import type { Segment } from "./study";

/** The same segment, its rows read back from another copy of its file from now on. */
export async function reread(
  segment: Segment,
  blob: Blob,
  open: (source: Source) => Promise<Reader>,
): Promise<Segment> {
  const prepared = await prepare(await open({ name: segment.file, blob }), segment.mapping);
  segment.reader.close();
  return prepared.mapped ? { ...segment, blob, reader: ofOpen(prepared.reader) } : segment;
}
