/** From a moment on, until another (excluded) or for good; microseconds since 1970. */
export type Interval = { from: bigint; until: bigint | null };

const ends = ({ until }: Interval, at: bigint): boolean => until !== null && until <= at;

/** What is left of an interval where none of the others holds; in order of time. Cost n log n in the others. */
export function without(interval: Interval, others: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let from = interval.from;
  for (const other of others.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    if (ends(other, from)) continue;
    if (ends(interval, other.from)) break;
    if (other.from > from) left.push({ from, until: other.from });
    if (other.until === null) return left;
    from = other.until;
  }
  if (!ends(interval, from)) left.push({ from, until: interval.until });
  return left;
}
