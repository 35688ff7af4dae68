import { count, isoDay, plural } from "@/lib/charts/format";
import { groupsToRead } from "@/lib/ingest/subset/may-match";
import type { Selection, Slice, Subset } from "@/lib/ingest/subset/subset";
import type { Reader } from "@/lib/ingest/read/reader";
import type { Mapping } from "@/lib/ingest/mapping/mapping";
import type { Study } from "@/lib/log/study";

function daysWords({ from, until }: Slice): string | null {
  if (from !== null && until !== null) return `${isoDay(from)} to ${isoDay(until)}`;
  if (from !== null) return `from ${isoDay(from)}`;
  return until === null ? null : `until ${isoDay(until)}`;
}

const namesWords = (names: readonly string[] | null, kind: string): string | null =>
  names === null ? null : names.length === 1 ? (names[0] ?? "") : plural(names.length, kind);

const sliceWords = (slice: Slice): string =>
  [daysWords(slice), namesWords(slice.types, "type"), namesWords(slice.sources, "source")]
    .filter((words) => words !== null)
    .join(", ");

/** “1 Jan 2025 to 30 Jun 2025, 3 types”. */
export const subsetWords = (subset: Subset): string => subset.map(sliceWords).join("; ");

/** “24 of 80 row groups”. */
export function piecesWords(reader: Reader, mapping: Mapping, selection: Selection): string {
  const read = groupsToRead(reader.pieces, mapping, selection).length;
  const [one, many] = reader.format === "parquet" ? ["row group", "row groups"] : ["batch", "batches"];
  return `${count(read)} of ${plural(reader.pieces.length, one, many)}`;
}

/** That only a part of the files is loaded, in a sentence; null where all is. */
export function partWords({ segments }: Study): string | null {
  const parts = segments.flatMap(({ file, subset }) => (subset ? [{ file, subset }] : []));
  const [only, ...more] = parts;
  if (!only) return null;
  const which =
    more.length === 0
      ? `a part of “${only.file}” is loaded: ${subsetWords(only.subset)}.`
      : `parts of ${plural(parts.length, "file")} are loaded.`;
  return `Only ${which} First events, supply carried over, corrections and retractions outside of it are not known.`;
}
