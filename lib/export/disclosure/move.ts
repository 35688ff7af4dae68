import { queueOf } from "./queue";
import type { System, Term } from "./system";

/** By how much some unknowns differ from the solution that we have, so that the outcome is another solution. */
export type Move = ReadonlyMap<number, number>;
/** What it costs to move an unknown by this much: nought where the attacker leaves it room, infinite where it cannot be had. */
export type Cost = (of: number, by: number) => number;
type Found = { move: Move; cost: number };

/** An imbalance of one at an equation, to be made up for; `by` made it, `from` was there before. */
type Step = { node: number; cost: number; from: Step | null; moved: [of: number, by: number][] };
const ground = -1;

const nodeOf = (equation: number, sign: number): number => 2 * equation + Number(sign > 0);
const signOf = (node: number): number => (node % 2 === 1 ? 1 : -1);

/** The least costly unknown in an equation that is in no other and makes up for this imbalance. */
function leaf({ unknowns, equations }: System, node: number, not: number, cost: Cost): Step | null {
  let best: Step | null = null;
  for (const { of, sign } of equations[node >> 1] ?? []) {
    if (of === not || unknowns[of]?.on.length !== 1) continue;
    const by = -signOf(node) * sign;
    const price = cost(of, by);
    if (price < (best?.cost ?? Infinity)) best = { node: ground, cost: price, from: null, moved: [[of, by]] };
  }
  return best;
}

/** One way on from an imbalance: an unknown makes up for it, and what that upsets is made up for by leaves, all of it or all but one. */
function* onward(system: System, step: Step, { of, sign }: Term, not: number, cost: Cost): Generator<Step> {
  const equation = step.node >> 1;
  const by = -signOf(step.node) * sign;
  const own = step.cost + cost(of, by);
  if (own === Infinity) return;
  const others = (system.unknowns[of]?.on ?? []).filter((other) => other.equation !== equation);
  const nodes = others.map((other) => nodeOf(other.equation, by * other.sign));
  if (nodes.length <= 1) {
    yield { node: nodes[0] ?? ground, cost: own, from: step, moved: [[of, by]] };
    return;
  }
  const leaves = nodes.map((node) => leaf(system, node, not, cost));
  for (const node of [...nodes, ground]) {
    const kept = leaves.filter((_, i) => nodes[i] !== node);
    if (kept.includes(null)) continue;
    const paid = kept.reduce((sum, one) => sum + (one?.cost ?? 0), own);
    yield { node, cost: paid, from: step, moved: [[of, by], ...kept.flatMap((one) => one?.moved ?? [])] };
  }
}

/** `last`: the end after which nothing cheaper can come. `not`: the unknown that no way may use. */
type Search = { ends: ReadonlySet<number>; last: number | undefined; not: number; cost: Cost };

/** Dijkstra's least costly ways from an imbalance to each of the ends: to the ground, where nothing is left to make up for, or to the opposite of another imbalance. */
function ways(system: System, start: number, { ends, last, not, cost }: Search): Map<number, Step> {
  const found = new Map<number, Step>();
  const done = new Set<number>();
  const queue = queueOf<Step>();
  queue.put({ node: start, cost: 0, from: null, moved: [] });
  for (let step = queue.take(); step; step = queue.take()) {
    if (done.has(step.node)) continue;
    done.add(step.node);
    if (ends.has(step.node)) {
      found.set(step.node, step);
      if (step.node === last || found.size === ends.size) break;
      continue;
    }
    for (const term of system.equations[step.node >> 1] ?? [])
      if (term.of !== not)
        for (const next of onward(system, step, term, not, cost)) if (!done.has(next.node)) queue.put(next);
  }
  return found;
}

const added = (move: Map<number, number>, end: Step): Map<number, number> => {
  for (let step: Step | null = end; step; step = step.from)
    for (const [of, by] of step.moved) move.set(of, (move.get(of) ?? 0) + by);
  return move;
};

/** Whether all equations still hold, the target moves, and nothing moves that cannot: a way may have used an unknown twice. */
function priced({ unknowns, equations }: System, target: number, move: Map<number, number>, cost: Cost): Found | null {
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
 * The least costly way found to move a target by one and make up for it elsewhere, in every equation; null where none is found.
 * In a table of two dimensions or a hierarchy, where an unknown is in at most two equations, this is the cheapest circulation through it (Kelly, Golden & Assad, Networks 1992);
 * elsewhere ways may be missed. O(terms log terms) for each equation of the target.
 */
export function cheapest(system: System, target: number, by: 1 | -1, cost: Cost): Found | null {
  const own = cost(target, by);
  if (own === Infinity) return null;
  const starts = (system.unknowns[target]?.on ?? []).map(({ equation, sign }) => nodeOf(equation, by * sign));
  const all = starts.map((start) => {
    const others = starts.filter((other) => other !== start).map((other) => other ^ 1);
    const last = others.length === 1 ? others[0] : undefined;
    return { start, ends: ways(system, start, { ends: new Set([ground, ...others]), last, not: target, cost }) };
  });
  const grounded = (except: readonly number[]) =>
    all.filter(({ start }) => !except.includes(start)).map(({ ends }) => ends.get(ground));
  const plans: (Step | undefined)[][] = [grounded([])];
  for (const { start, ends } of all)
    for (const other of starts) if (other !== start) plans.push([ends.get(other ^ 1), ...grounded([start, other])]);
  const found = plans.flatMap((plan) => {
    if (plan.includes(undefined)) return [];
    const move = plan.reduce((sum, end) => (end ? added(sum, end) : sum), new Map([[target, by as number]]));
    return priced(system, target, move, cost) ?? [];
  });
  return found.toSorted((a, b) => a.cost - b.cost)[0] ?? null;
}
