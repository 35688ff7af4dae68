import type { Kin } from "@/lib/log/lineage";

/** What a record does to an earlier one. */
export type Tie = "corrects" | "withdraws" | "is a new version of" | "is the same again as" | "lies at the position of";

/** Records by their places in the list, in order of recording: the later one does something to the earlier. `lane` is the column that the line between them runs in, 0 where they are neighbours. */
export type ChainEdge = { from: number; to: number; tie: Tie; lane: number };

const isCopy = ({ relation }: Kin) => relation === "duplicate";

/** The last record before one of those that fit. */
function before(records: readonly Kin[], at: number, fits: (other: Kin) => boolean): number | null {
  const found = records.slice(0, at).findLastIndex(fits);
  return found < 0 ? null : found;
}

function tiesOf(records: readonly Kin[], at: number): Omit<ChainEdge, "lane">[] {
  const record = records[at];
  if (!record) return [];
  const { id, names, role, position } = record;
  const named = names === null ? null : before(records, at, (other) => other.id === names && !isCopy(other));
  const same = before(records, at, (other) => other.id === id && (isCopy(record) || !isCopy(other)));
  const place =
    position === null
      ? null
      : before(
          records,
          at,
          (other) => other.position === position && other.id !== id && other.source === record.source,
        );
  const ties: readonly (readonly [number | null, Tie])[] = [
    [named, role === "retraction" ? "withdraws" : "corrects"],
    [same, isCopy(record) ? "is the same again as" : "is a new version of"],
    [place, "lies at the position of"],
  ];
  const seen = new Set<number>();
  return ties.flatMap(([from, tie]) => {
    if (from === null || seen.has(from)) return [];
    seen.add(from);
    return [{ from, to: at, tie }];
  });
}

/** How the records of an event hang together; each line has a column of its own where others pass. */
export function chainOf(records: readonly Kin[]): ChainEdge[] {
  const free: number[] = [];
  return records
    .flatMap((_, at) => tiesOf(records, at))
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
    .map((edge) => {
      if (edge.to === edge.from + 1) return { ...edge, lane: 0 };
      const open = free.findIndex((until) => until <= edge.from);
      const lane = open < 0 ? free.length : open;
      free[lane] = edge.to;
      return { ...edge, lane: lane + 1 };
    });
}
