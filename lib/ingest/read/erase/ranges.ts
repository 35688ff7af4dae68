/** Neighbouring rows that stay together. */
export type Range = { readonly from: number; readonly count: number };

export const rowsIn = (ranges: readonly Range[]): number => ranges.reduce((sum, { count }) => sum + count, 0);

/** What is left of `length` rows from `first` on without some, which are in ascending order; numbered from 0. */
export function rangesWithout(rows: readonly number[], first: number, length: number): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  for (const row of rows) {
    const at = row - first;
    if (at < 0 || at >= length) continue;
    if (at > from) ranges.push({ from, count: at - from });
    from = at + 1;
  }
  if (from < length) ranges.push({ from, count: length - from });
  return ranges;
}

/** Single rows in ascending order as ranges. */
export function rangesOf(rows: Iterable<number>): Range[] {
  const ranges: { from: number; count: number }[] = [];
  for (const row of rows) {
    const last = ranges.at(-1);
    if (last && row === last.from + last.count) last.count++;
    else ranges.push({ from: row, count: 1 });
  }
  return ranges;
}
