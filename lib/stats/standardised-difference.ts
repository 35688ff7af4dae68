/** A number in a group: how many have it, its mean and its standard deviation (n − 1). */
export type Spread = { mean: number; sd: number };

/** Standardised mean difference of a number between two groups, in units of the pooled standard deviation, √((s₁² + s₂²) / 2); null where neither group varies and they differ, 0 where they do not. (Austin 2009, Stat Med 28:3083.) */
export function ofMeans(one: Spread, other: Spread): number | null {
  const difference = one.mean - other.mean;
  if (difference === 0) return 0;
  const pooled = Math.sqrt((one.sd ** 2 + other.sd ** 2) / 2);
  return pooled === 0 ? null : difference / pooled;
}

/** Solves a x = b by elimination with pivots; null where a is singular. */
function solved(a: readonly (readonly number[])[], b: readonly number[]): number[] | null {
  const rows = a.map((row, i) => [...row, b[i] ?? 0]);
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows.reduce(
      (best, row, i) => (i >= at && Math.abs(row[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0) ? i : best),
      at,
    );
    const [own, taken] = [rows[at] ?? [], rows[pivot] ?? []];
    if (Math.abs(taken[at] ?? 0) < 1e-12) return null;
    [rows[at], rows[pivot]] = [taken, own];
    for (const [i, row] of rows.entries()) {
      if (i === at) continue;
      const by = (row[at] ?? 0) / (taken[at] ?? 1);
      rows[i] = row.map((value, k) => value - by * (taken[k] ?? 0));
    }
  }
  return rows.map((row, i) => (row[rows.length] ?? 0) / (row[i] ?? 1));
}

/** Standardised difference of a variable with levels, from their shares in two groups: √(d′ S⁻¹ d) over all levels but the first that occurs, S the mean of the two multinomial covariances; of two levels that is |p₁ − p₂| / √((p₁(1 − p₁) + p₂(1 − p₂)) / 2). Null where a group is wholly of levels that the other lacks. (Yang and Dalton 2012, SAS Global Forum 335.) */
export function ofShares(one: readonly number[], other: readonly number[]): number | null {
  const levels = one.flatMap((p, i) => ((other[i] ?? 0) + p > 0 ? { p, q: other[i] ?? 0 } : [])).slice(1);
  const difference = levels.map(({ p, q }) => p - q);
  if (difference.every((d) => d === 0)) return 0;
  const covariance = levels.map((x, i) =>
    levels.map((y, k) => (i === k ? (x.p * (1 - x.p) + x.q * (1 - x.q)) / 2 : -(x.p * y.p + x.q * y.q) / 2)),
  );
  const weighted = solved(covariance, difference);
  if (!weighted) return null;
  const square = weighted.reduce((sum, w, i) => sum + w * (difference[i] ?? 0), 0);
  return square > 0 ? Math.sqrt(square) : null;
}
