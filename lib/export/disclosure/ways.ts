import { queueOf } from "./queue";
import type { System, Term } from "./system";

/** What it costs to move an unknown by this much: nought where the attacker leaves it room, infinite where it cannot be had. */
export type Cost = (of: number, by: number) => number;

/** An imbalance of one at an equation, to be made up for: the equation and its sign as one number. `moved` brought it about, `from` was there before. */
export type Step = { node: number; cost: number; from: Step | null; moved: [of: number, by: number][] };

/** Where nothing is left to make up for. */
export const ground = -1;

export const nodeOf = (equation: number, sign: number): number => 2 * equation + Number(sign > 0);
/** The imbalance that makes up for this one. */
export const opposite = (node: number): number => node ^ 1;
const signOf = (node: number): number => (node % 2 === 1 ? 1 : -1);

/** Beyond as many equations that an unknown would upset for a price, only leaves make up for it. */
const most = 6;

type Leaf = Pick<Step, "cost" | "moved">;
export type Search = {
  system: System;
  cost: Cost;
  /** The unknown that no way may use. */
  not: number;
  /** The least costly unknown of an equation that is in no other and makes up for this imbalance. */
  leaf: (node: number) => Leaf | null;
};

export function searchOf(system: System, cost: Cost, not: number): Search {
  const known = new Map<number, Leaf | null>();
  const find = (node: number): Leaf | null => {
    let best: Leaf | null = null;
    for (const { of, sign } of system.equations[node >> 1] ?? []) {
      if (of === not || system.unknowns[of]?.on.length !== 1) continue;
      const by = -signOf(node) * sign;
      const price = cost(of, by);
      if (price < (best?.cost ?? Infinity)) best = { cost: price, moved: [[of, by]] };
      if (price === 0) break;
    }
    return best;
  };
  const leaf = (node: number): Leaf | null => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const fresh = find(node);
    known.set(node, fresh);
    return fresh;
  };
  return { system, cost, not, leaf };
}

/** Whether a way to a node at this cost is better than those known, and to take it. */
type Ahead = { wanted: (node: number, cost: number) => boolean; put: (next: Step) => void };

/** Ways on from an imbalance by an unknown that makes up for it. What that upsets is made up for by leaves where they cost nothing, else by leaves all of it or all but one. */
function onward({ system, leaf }: Search, step: Step, cost: number, moved: [number, number], { wanted, put }: Ahead) {
  const [of, by] = moved;
  const here = step.node >> 1;
  const on = system.unknowns[of]?.on ?? [];
  const dear: { node: number; leaf: Leaf | null }[] = [];
  for (const { equation, sign } of on) {
    if (equation === here) continue;
    const node = nodeOf(equation, by * sign);
    const one = leaf(node);
    if (one?.cost !== 0) dear.push({ node, leaf: one });
    if (dear.length > most) break;
  }
  const only = dear[0];
  const kept =
    dear.length > most ? [] : dear.length === 1 && only ? [only.node] : [...dear.map(({ node }) => node), ground];
  for (const node of kept) {
    const left = dear.filter((one) => one.node !== node);
    const sum = left.reduce((total, one) => total + (one.leaf?.cost ?? Infinity), cost);
    if (sum === Infinity || !wanted(node, sum)) continue;
    const leaves = on.flatMap(({ equation, sign }) => {
      const other = nodeOf(equation, by * sign);
      return equation === here || other === node ? [] : (leaf(other)?.moved ?? []);
    });
    put({ node, cost: sum, from: step, moved: [moved, ...leaves] });
  }
}

/** Dijkstra's least costly ways from an imbalance to each of the ends; after an end that is `last` no other is wanted. */
export function ways(
  search: Search,
  start: number,
  ends: ReadonlySet<number>,
  last: (end: number) => boolean,
): Map<number, Step> {
  const { system, cost, not } = search;
  const found = new Map<number, Step>();
  const best = new Map<number, number>();
  const queue = queueOf<Step>();
  const wanted = (node: number, price: number) => price < (best.get(node) ?? Infinity);
  const put = (next: Step) => {
    best.set(next.node, next.cost);
    queue.put(next);
  };
  const along = (step: Step, { of, sign }: Term) => {
    const by = -signOf(step.node) * sign;
    const price = step.cost + cost(of, by);
    if (price === Infinity) return;
    const on = system.unknowns[of]?.on ?? [];
    if (on.length > 2) {
      onward(search, step, price, [of, by], { wanted, put });
      return;
    }
    const other = on.find(({ equation }) => equation !== step.node >> 1);
    const node = other ? nodeOf(other.equation, by * other.sign) : ground;
    if (wanted(node, price)) put({ node, cost: price, from: step, moved: [[of, by]] });
  };
  put({ node: start, cost: 0, from: null, moved: [] });
  for (let step = queue.take(); step; step = queue.take()) {
    if (step.cost > (best.get(step.node) ?? Infinity)) continue;
    if (ends.has(step.node)) {
      found.set(step.node, step);
      if (last(step.node) || found.size === ends.size) break;
    } else for (const term of system.equations[step.node >> 1] ?? []) if (term.of !== not) along(step, term);
  }
  return found;
}
