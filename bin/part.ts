import { groupsToRead } from "@/lib/ingest/subset/may-match";
import { subsetOf, subsetSchema, type Subset } from "@/lib/ingest/subset/subset";
import type { Study } from "@/lib/log/study";

type Given = {
  from?: string | undefined;
  until?: string | undefined;
  types?: string | undefined;
  sources?: string | undefined;
};

const names = (given: string | undefined): string[] | null =>
  given === undefined
    ? null
    : given
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean);

/** The part of every file that is to be loaded; null for all of it. */
export function partOf(given: Given): Subset | null {
  const [from, until] = [given.from ?? null, given.until ?? null];
  const [types, sources] = [names(given.types), names(given.sources)];
  const parsed = subsetSchema.safeParse([{ from, until, types, sources }]);
  if (!parsed.success) throw new Error("--from and --until take dates, as in --from 2025-01-01.");
  if (types?.length === 0 || sources?.length === 0)
    throw new Error("--types and --sources take names, as in --types A,B.");
  if (from !== null && until !== null && from > until) throw new Error("--from is later than --until.");
  return subsetOf(parsed.data);
}

/** How much of each file was loaded, where that is not all. */
export async function partNotes({ segments }: Study): Promise<string[]> {
  const notes: string[] = [];
  for (const { file, counts, reader: held, mapping, subset } of segments) {
    if (!subset) continue;
    const reader = await held.opened();
    const read = groupsToRead(reader.pieces, mapping, { want: subset, have: [] }).length;
    const what = reader.format === "parquet" ? "row groups" : "batches";
    notes.push(
      `${counts.leftOut} of ${counts.rows} rows of “${file}” were not loaded; ${read} of ${reader.pieces.length} ${what} were read.`,
    );
  }
  return notes;
}
