import type { Mapping } from "../../ingest/mapping/mapping";
import { prepare } from "../../ingest/prepare";
import type { Reader } from "../../ingest/read/reader";
import type { Source } from "../ingest";
import { type ErasureList, erasuresOf } from "./list";

/** A file as it may be loaded: written anew where it has rows of those who are erased, else as it came. */
export async function cleared<File extends { source: Source; reader: Reader; mapping: Mapping }>(
  file: File,
  list: ErasureList,
  open: (source: Source) => Promise<Reader>,
): Promise<File> {
  if (list.erased.length === 0) return file;
  const { source: given, reader, mapping } = file;
  const rewritten = await reader.without(mapping, erasuresOf(list));
  if (!rewritten) return file;
  reader.close();
  const { original = rewritten.original, rows = 0 } = given.erased ?? {};
  const source = { ...given, blob: rewritten.blob, erased: { original, rows: rows + rewritten.rows } };
  const prepared = await prepare(await open(source), mapping);
  return prepared.mapped ? { ...file, source, reader: prepared.reader } : file;
}
