import { groupsOf } from "./groups";
import type { Found, Move } from "./move";
import { movesOf } from "./moves";
import { type Bounds, boundsOf, propagate } from "./propagate";
import type { Published } from "./published";
import { settle } from "./settle";
import { around, type Part, pinnedBy, range, second } from "./solve";
import { type Fact, type System, systemOf, type Truth } from "./system";
import type { Cost } from "./ways";

/** A hidden count for which what is published leaves one number; `by`: published counts from which it follows. `proved`: false where it could not be settled in the steps that the solver is given, which is refused alike. */
export type Recovered = { id: string; digest: string; value: number; by: Fact[]; proved: boolean };

const attack =
  ({ unknowns }: System): Cost =>
  (of, by) => {
    const { base = 0, least = 0, greatest = 0 } = unknowns[of] ?? {};
    return base + by >= least && base + by <= greatest ? 0 : Infinity;
  };

function first(moves: Iterable<Found>, fits: (move: Move) => boolean): Move | null {
  for (const { move } of moves) if (fits(move)) return move;
  return null;
}

/**
 * What an attacker recovers who has these reports of one study, the earliest first, and knows: every number printed, all sums and orders between counts, that counts are whole and not below nought,
 * what a rounded number stands for, the rules, and that something small is in whatever hangs together hidden. Hidden counts of earlier reports are targets too.
 * A count is cleared by a second solution, which clears every other count that differs in it. `truth` saves work and changes nothing.
 */
export function audit(reports: readonly Published[], truth: Truth = new Map()): Recovered[] {
  const system = settle(systemOf(reports, truth));
  const bounds = propagate(system, system.equations.keys(), boundsOf(system));
  const groups = groupsOf(system);
  const cleared = new Set<number>();
  const recovered: Recovered[] = [];
  const moves = movesOf(system, attack(system));
  const clear = (of: number): "pinned" | "undecided" | "cleared" => {
    if (cleared.has(of)) return "cleared";
    if (bounds.least[of] === bounds.greatest[of]) return "pinned";
    const move = first(moves(of), (move) => groups.plausible(of, move)) ?? second(system, bounds, of, groups);
    if (typeof move === "string") return move;
    for (const [moved] of move) if (groups.same(moved, of)) cleared.add(moved);
    return "cleared";
  };
  system.unknowns.forEach(({ id, digest, base: value, target }, of) => {
    const state = target ? clear(of) : "cleared";
    if (state === "cleared") return;
    const by = because(system, of);
    recovered.push({ id, digest, value, by, proved: state === "pinned" });
  });
  return recovered;
}

/** The least and the greatest whole number that a reader can give to each hidden count, infinite where nothing holds it, null where the solver gives up. Two integer programs a count: for a few counts, to explain them. */
export function ranges(
  reports: readonly Published[],
  truth: Truth = new Map(),
): { id: string; digest: string; least: number | null; greatest: number | null }[] {
  const system = settle(systemOf(reports, truth));
  const bounds = propagate(system, system.equations.keys(), boundsOf(system));
  return system.unknowns.flatMap(({ id, digest, target }, of) =>
    target ? [{ id, digest, ...range(system, bounds, of) }] : [],
  );
}

/** Explanations are sought among so many equations at most, one left out at a time. */
const told = 24;

const pins = (system: System, part: Part, of: number): boolean => {
  const bounds = propagate(system, part.equations, boundsOf(system));
  return bounds.least[of] === bounds.greatest[of] || pinnedBy(system, bounds, part, of);
};

/** The published counts in the fewest equations found that leave the target one value: the nearest, of which none can be left out. */
function because(system: System, of: number): Fact[] {
  const own = boundsOf(system);
  const nearest = nearestPart(system, own, of);
  let { equations } = nearest;
  if (equations.length <= told)
    for (const equation of equations) {
      const fewer = equations.filter((other) => other !== equation);
      if (pins(system, { ...nearest, equations: fewer }, of)) equations = fewer;
    }
  const used = new Set([
    of,
    ...equations.flatMap((equation) => system.equations[equation]?.map((term) => term.of) ?? []),
  ]);
  return [...used].toSorted((a, b) => a - b).flatMap((one) => system.unknowns[one]?.facts ?? []);
}

function nearestPart(system: System, bounds: Bounds, of: number): Part {
  const whole = around(system, bounds, of);
  for (let radius = 0; radius < whole.equations.length; radius += 1) {
    const part = around(system, bounds, of, radius);
    if (part.equations.length > told || part.equations.length === whole.equations.length) break;
    if (pins(system, part, of)) return part;
  }
  return whole;
}
