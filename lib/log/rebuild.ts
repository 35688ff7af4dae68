import type { Engine } from "../engine/engine";
import { Failed } from "../failure";
import { ingest, type IngestOptions } from "./ingest";
import { openStudy, type Study } from "./study";

/** The same study in a fresh engine, after a crash: every segment is read again from its file, under its own mapping. Throws Failed where one of them cannot be read any more. */
export async function rebuild(
  { segments, erased, rule }: Study,
  engine: Engine,
  options: Omit<IngestOptions, "mappings">,
): Promise<Study> {
  const sources = segments.map(({ file, blob, mapping, subset, erased: before }) => ({
    name: file,
    blob,
    mapping,
    subset,
    ...(before && { erased: before }),
  }));
  const { study, refused } = await ingest({ ...(await openStudy(engine, rule)), erased }, sources, options);
  for (const { failure } of refused) throw new Failed(failure);
  return study;
}
