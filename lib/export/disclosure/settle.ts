import { Failed } from "../../failure";
import { groupsOf } from "./groups";
import { followed } from "./move";
import { type Bounds, boundsOf, propagate } from "./propagate";
import { around, some } from "./solve";
import type { System } from "./system";
import { type Cost, ground, nodeOf, opposite, searchOf, ways } from "./ways";

/** Bounds that hold those fast of which the base is known. */
function held(system: System): Bounds {
  const bounds = boundsOf(system);
  system.unknowns.forEach(({ base }, of) => {
    if (Number.isNaN(base)) return;
    bounds.least[of] = base;
    bounds.greatest[of] = base;
  });
  return propagate(system, system.equations.keys(), bounds);
}

/** Where to start: what is printed, else the least that it can be. */
const guess = (least: number, greatest: number, printed: number | undefined): number =>
  Math.min(greatest, Math.max(least, printed ?? least));

/** Gives what is left of an equation to one that is in no other. In place. */
function filled({ unknowns, equations }: System, { least, greatest }: Bounds, values: number[]) {
  for (const terms of equations) {
    const leaf = terms.find(({ of }) => unknowns[of]?.on.length === 1 && least[of] !== greatest[of]);
    if (!leaf) continue;
    const off = terms.reduce((sum, { of, sign }) => sum + sign * (values[of] ?? 0), 0);
    const wanted = (values[leaf.of] ?? 0) - leaf.sign * off;
    values[leaf.of] = guess(least[leaf.of] ?? 0, greatest[leaf.of] ?? 0, wanted);
  }
}

/** Makes up for each equation's imbalance along a way that has room, as much at once as it has; whether all came out even. In place. */
function evened(system: System, { least, greatest }: Bounds, values: number[]): boolean {
  const value = (of: number) => values[of] ?? 0;
  const room = (of: number, by: number) => (by > 0 ? (greatest[of] ?? 0) - value(of) : value(of) - (least[of] ?? 0));
  const cost: Cost = (of, by) => (room(of, by) >= 1 ? 0 : Infinity);
  const off = system.equations.map((terms) => terms.reduce((sum, { of, sign }) => sum + sign * value(of), 0));
  for (let equation = 0; equation < off.length; equation += 1) {
    while (off[equation] !== 0) {
      const own = off[equation] ?? 0;
      const others = off.flatMap((much, i) => (much === 0 || i === equation ? [] : [opposite(nodeOf(i, much))]));
      const ends = new Set([ground, ...others]);
      const [end] = ways(searchOf(system, cost, -1), nodeOf(equation, own), ends, () => true).values();
      if (!end) return false;
      const move = followed(new Map(), end);
      const met = end.node === ground ? Infinity : Math.abs(off[end.node >> 1] ?? 0);
      const rooms = [...move].map(([of, by]) => Math.floor(room(of, by) / Math.abs(by || 1)));
      const much = Math.min(Math.abs(own), met, ...rooms);
      if (much < 1) return false;
      for (const [of, by] of move) values[of] = value(of) + by * much;
      off[equation] = own - Math.sign(own) * much;
      if (end.node !== ground)
        off[end.node >> 1] = (off[end.node >> 1] ?? 0) - Math.sign(off[end.node >> 1] ?? 0) * much;
    }
  }
  return true;
}

/** By the solver, part by part; stops where it gives up. In place. */
function solved(system: System, bounds: Bounds, values: number[]) {
  const done = new Set<number>();
  for (const [of, { base }] of system.unknowns.entries()) {
    if (!Number.isNaN(base) || done.has(of)) continue;
    const found = some(system, bounds, around(system, bounds, of));
    if (!found) return;
    for (const [settled, value] of found) {
      values[settled] = value;
      done.add(settled);
    }
  }
}

/** Where nothing that hangs together is small in the solution found, which the attacker would not believe, looks for another. Changes the unknowns of the system. */
function enlivened(system: System, bounds: Bounds) {
  const { unknowns } = system;
  let groups = groupsOf(system);
  const seen = new Set<number>();
  for (const [of, { target }] of unknowns.entries()) {
    if (!target || seen.has(of) || !groups.barren(of)) continue;
    const mates = unknowns.flatMap((mate, i) => (mate.target && groups.same(i, of) ? [i] : []));
    for (const mate of mates) seen.add(mate);
    for (const mate of mates) {
      const found = some(system, bounds, around(system, bounds, mate), [
        { of: mate, high: unknowns[mate]?.small ?? 0 },
      ]);
      for (const [settled, base] of found ?? []) Object.assign(unknowns[settled] ?? {}, { base });
      groups = found ? groupsOf(system) : groups;
      if (found) break;
    }
  }
}

/**
 * Gives a base to every unknown without one (an earlier report keeps no hidden value, a rounded one no exact value). Any solution will do, since a count is recovered where there is no second one.
 * Changes the unknowns of the system. Throws where what the reports tell contradicts itself: that protects nothing.
 */
export function settle(system: System): System {
  const { unknowns } = system;
  if (unknowns.some(({ base }) => Number.isNaN(base))) {
    const bounds = held(system);
    const values = unknowns.map(({ facts }, of) =>
      guess(bounds.least[of] ?? 0, bounds.greatest[of] ?? 0, facts[0]?.says),
    );
    filled(system, bounds, values);
    if (!evened(system, bounds, values)) solved(system, bounds, values);
    unknowns.forEach((unknown, of) => Object.assign(unknown, { base: values[of] }));
    enlivened(system, bounds);
  }
  return checked(system);
}

/** The system, whose bases are a solution. */
function checked(system: System): System {
  const { unknowns, equations } = system;
  const base = (of: number) => unknowns[of]?.base ?? NaN;
  const wrong = unknowns.find(({ base, least, greatest }) => !(base >= least && base <= greatest));
  const uneven = equations.find((terms) => terms.reduce((sum, { of, sign }) => sum + sign * base(of), 0) !== 0);
  const named = wrong ?? unknowns[uneven?.find(({ of }) => unknowns[of]?.slack === false)?.of ?? -1];
  if (named)
    throw new Failed({ kind: "disclosure", detail: `what the reports tell of “${named.id}” cannot be made to agree` });
  return system;
}
