import type { System } from "./system";
import { type Cost, ground, nodeOf, opposite, searchOf, type Step, ways } from "./ways";

/** By how much some unknowns differ from the solution that we have, so that the outcome is another solution. */
export type Move = ReadonlyMap<number, number>;
export type Found = { move: Move; cost: number };

const added = (move: Map<number, number>, { moved }: Pick<Step, "moved">) => {
  for (const [of, by] of moved) move.set(of, (move.get(of) ?? 0) + by);
};

/** Adds what a way moves from its start to its end. */
export function followed(move: Map<number, number>, end: Step): Map<number, number> {
  for (let step: Step | null = end; step; step = step.from) added(move, step);
  return move;
}

/** Whether all equations still hold, the target moves, and nothing moves that cannot: a way may have used an unknown twice. */
export function priced(
  { unknowns, equations }: System,
  target: number,
  move: Map<number, number>,
  cost: Cost,
): Found | null {
  const upset = new Set([...move.keys()].flatMap((of) => unknowns[of]?.on.map(({ equation }) => equation) ?? []));
  for (const equation of upset) {
    const off = (equations[equation] ?? []).reduce((sum, { of, sign }) => sum + sign * (move.get(of) ?? 0), 0);
    if (off !== 0) return null;
  }
  const kept = new Map([...move].filter(([, by]) => by !== 0));
  const paid = [...kept].reduce((sum, [of, by]) => sum + cost(of, by), 0);
  return kept.has(target) && paid < Infinity ? { move: kept, cost: paid } : null;
}

/**
 * The least costly way found to move a target by one and make up for it in each of its equations; null where none is found.
 * In a table of two dimensions or a hierarchy, where an unknown is in at most two equations, this is the cheapest circulation through it (Kelly, Golden & Assad, Networks 1992);
 * elsewhere ways may be missed. O(terms log terms) for each equation of the target.
 */
export function cheapest(system: System, target: number, by: 1 | -1, cost: Cost): Found | null {
  if (cost(target, by) === Infinity) return null;
  const search = searchOf(system, cost, target);
  const upset = (system.unknowns[target]?.on ?? []).map(({ equation, sign }) => nodeOf(equation, by * sign));
  const base = new Map<number, number>([[target, by]]);
  const starts: number[] = [];
  for (const node of upset) {
    const leaf = search.leaf(node);
    if (leaf?.cost === 0) added(base, leaf);
    else starts.push(node);
  }
  const all = starts.map((start) => {
    const others = starts.filter((other) => other !== start).map(opposite);
    const last = (end: number) => others.length === 1 && end === others[0];
    const ends = ways(search, start, new Set([ground, ...others]), last);
    return { start, ends };
  });
  const grounded = (except: readonly number[]) =>
    all.filter(({ start }) => !except.includes(start)).map(({ ends }) => ends.get(ground));
  const plans = [grounded([])];
  for (const { start, ends } of all)
    for (const other of starts)
      if (other !== start) plans.push([ends.get(opposite(other)), ...grounded([start, other])]);
  const found = plans.flatMap((plan) => {
    if (plan.includes(undefined)) return [];
    const move = plan.reduce((sum, end) => (end ? followed(sum, end) : sum), new Map(base));
    return priced(system, target, move, cost) ?? [];
  });
  return found.toSorted((a, b) => a.cost - b.cost)[0] ?? null;
}
