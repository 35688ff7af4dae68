import type { System, Term } from "./system";

/** Least and greatest value of every unknown. */
export type Bounds = { least: number[]; greatest: number[] };

export const boundsOf = ({ unknowns }: System): Bounds => ({
  least: unknowns.map(({ least }) => least),
  greatest: unknowns.map(({ greatest }) => greatest),
});

/** How often an unknown is narrowed at most: each time shuts out a value, so that a long creep is cut off, which leaves the bounds wider but true. */
const patience = 64;

/** A sum of bounds some of which are infinite: the finite part, and how many are not. */
type Total = { finite: number; infinite: number };
const without = ({ finite, infinite }: Total, part: number): number => {
  if (Number.isFinite(part)) return infinite > 0 ? Infinity : finite - part;
  return infinite > 1 ? Infinity : finite;
};
const total = (parts: readonly number[]): Total => {
  const finite = parts.filter(Number.isFinite);
  return { finite: finite.reduce((sum, part) => sum + part, 0), infinite: parts.length - finite.length };
};

/** By the others of an equation: −x = Σ others, so that x lies between the negatives of their bounds. */
function narrowed(terms: readonly Term[], { least, greatest }: Bounds): { of: number; low: number; high: number }[] {
  const value = (list: readonly number[], of: number) => list[of] ?? 0;
  const lows = terms.map(({ of, sign }) => (sign > 0 ? value(least, of) : -value(greatest, of)));
  const highs = terms.map(({ of, sign }) => (sign > 0 ? value(greatest, of) : -value(least, of)));
  const low = total(lows);
  const high = total(highs);
  return terms.map(({ of, sign }, i) => {
    const [most, fewest] = [-without(low, lows[i] ?? 0), without(high, highs[i] ?? 0)];
    const upper = Number.isFinite(most) ? most : Infinity;
    const lower = Number.isFinite(fewest) ? -fewest : -Infinity;
    return sign > 0 ? { of, low: lower, high: upper } : { of, low: -upper, high: -lower };
  });
}

/**
 * Bounds that follow from each of the equations by itself, to a fixed point: no solution lies outside. Narrows `bounds` in place.
 * Linear in the terms for each round; an equation is taken again only when one of its unknowns was narrowed.
 */
export function propagate({ unknowns, equations }: System, among: Iterable<number>, bounds: Bounds): Bounds {
  const allowed = new Set(among);
  const queue = new Set(allowed);
  const narrowings = new Map<number, number>();
  for (const equation of queue) {
    queue.delete(equation);
    for (const { of, low, high } of narrowed(equations[equation] ?? [], bounds)) {
      const [least, greatest] = [bounds.least[of] ?? 0, bounds.greatest[of] ?? Infinity];
      if (low <= least && high >= greatest) continue;
      const times = (narrowings.get(of) ?? 0) + 1;
      if (times > patience) continue;
      narrowings.set(of, times);
      bounds.least[of] = Math.max(least, low);
      bounds.greatest[of] = Math.min(greatest, high);
      for (const { equation: other } of unknowns[of]?.on ?? []) if (allowed.has(other)) queue.add(other);
    }
  }
  return bounds;
}
