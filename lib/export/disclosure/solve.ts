import { type Coefficients, type Constraint, type OptimizationDirection, solve } from "yalps";
import type { Groups } from "./groups";
import type { Move } from "./move";
import type { Bounds } from "./propagate";
import type { System } from "./system";

/** Beyond this many numbers the solver's table is not built, and after these steps it gives up: then nothing is claimed. No clock, so that the answer is the same everywhere. */
const largest = 4e6;
const options = { maxIterations: 4096, maxPivots: 16384 };

/** Part of a system: equations, and the unknowns in them that are not known yet. */
export type Part = { equations: number[]; unknowns: number[] };

/** What hangs together with an unknown by equations between unknowns that the bounds leave open, within so many equations' distance. */
export function around(
  { unknowns, equations }: System,
  { least, greatest }: Bounds,
  of: number,
  radius = Infinity,
): Part {
  const seen = new Set([of]);
  const taken = new Set<number>();
  let ring = [of];
  for (let distance = 0; ring.length > 0 && distance < radius; distance += 1) {
    const next: number[] = [];
    for (const { equation } of ring.flatMap((one) => unknowns[one]?.on ?? [])) {
      if (taken.has(equation)) continue;
      taken.add(equation);
      for (const { of: other } of equations[equation] ?? []) {
        if (seen.has(other) || least[other] === greatest[other]) continue;
        seen.add(other);
        next.push(other);
      }
    }
    ring = next;
  }
  return { equations: [...taken].toSorted((a, b) => a - b), unknowns: [...seen].toSorted((a, b) => a - b) };
}

/** The closest bounds of an unknown that a question adds to those that hold. */
type Extra = { of: number; low?: number; high?: number };
type Answer = { values: Map<number, number> } | "none" | "unbounded" | "undecided";

/** Values of a part that satisfy its equations, its bounds and the extra ones, in whole numbers; everything outside the part is at its least. With an objective the best ones. */
function solution(
  system: System,
  bounds: Bounds,
  part: Part,
  extra: Extra[],
  aim?: { of: number; direction: OptimizationDirection },
): Answer {
  const low = new Map(part.unknowns.map((of) => [of, bounds.least[of] ?? 0]));
  const high = new Map(part.unknowns.map((of) => [of, bounds.greatest[of] ?? Infinity]));
  for (const { of, low: above, high: below } of extra) {
    low.set(of, Math.max(low.get(of) ?? 0, above ?? 0));
    high.set(of, Math.min(high.get(of) ?? Infinity, below ?? Infinity));
  }
  if (part.unknowns.some((of) => (low.get(of) ?? 0) > (high.get(of) ?? Infinity))) return "none";
  const constraints: [string, Constraint][] = [];
  const columns = new Map<number, [string, number][]>(part.unknowns.map((of) => [of, []]));
  for (const equation of part.equations) {
    let right = 0;
    for (const { of, sign } of system.equations[equation] ?? []) {
      right -= sign * (low.get(of) ?? bounds.least[of] ?? 0);
      columns.get(of)?.push([`e${equation}`, sign]);
    }
    constraints.push([`e${equation}`, { equal: right }]);
  }
  for (const of of part.unknowns) {
    const room = (high.get(of) ?? Infinity) - (low.get(of) ?? 0);
    if (room === Infinity) continue;
    constraints.push([`u${of}`, { max: room }]);
    columns.get(of)?.push([`u${of}`, 1]);
  }
  if (constraints.length * part.unknowns.length > largest) return "undecided";
  if (aim) columns.get(aim.of)?.push(["aim", 1]);
  const variables: [number, Coefficients][] = [...columns];
  const model = { constraints, variables, integers: true, ...(aim && { objective: "aim", direction: aim.direction }) };
  const { status, variables: found } = solve(model, options);
  if (status === "unbounded" || status === "infeasible") return status === "unbounded" ? "unbounded" : "none";
  if (status !== "optimal") return "undecided";
  const values = new Map(low);
  for (const [of, more] of found) values.set(of, (low.get(of) ?? 0) + Math.round(more));
  return satisfies(system, bounds, part, values) ? { values } : "undecided";
}

/** The solver reckons in floating point; what it finds is taken only if it holds in whole numbers. */
function satisfies(
  { equations }: System,
  { least, greatest }: Bounds,
  part: Part,
  values: ReadonlyMap<number, number>,
): boolean {
  const value = (of: number) => values.get(of) ?? least[of] ?? 0;
  const within = part.unknowns.every((of) => value(of) >= (least[of] ?? 0) && value(of) <= (greatest[of] ?? Infinity));
  const holds = (equation: number) =>
    (equations[equation] ?? []).reduce((sum, { of, sign }) => sum + sign * value(of), 0) === 0;
  return within && part.equations.every(holds);
}

/** Values of the part of which we know no solution, with those known held fast; null where there are none or the solver gives up. */
export function some(system: System, bounds: Bounds, part: Part, extra: Extra[] = []): Map<number, number> | null {
  const answer = solution(system, bounds, part, extra);
  return typeof answer === "object" ? answer.values : null;
}

/** The least and the greatest whole number that an unknown can be: null where the solver gives up, infinite where nothing holds it. */
export function range(system: System, bounds: Bounds, of: number): { least: number | null; greatest: number | null } {
  const part = around(system, bounds, of);
  const end = (direction: OptimizationDirection) => {
    const answer = solution(system, bounds, part, [], { of, direction });
    if (answer === "unbounded") return Infinity;
    return typeof answer === "object" ? (answer.values.get(of) ?? null) : null;
  };
  return { least: end("minimize"), greatest: end("maximize") };
}

type Second = Move | "pinned" | "undecided";

/** A solution in which the target differs from the one we have, among those of a part. */
function differing(system: System, bounds: Bounds, part: Part, target: number, extra: Extra[]): Second {
  const base = (of: number) => system.unknowns[of]?.base ?? 0;
  const answers = [{ high: base(target) - 1 }, { low: base(target) + 1 }].map((side) =>
    solution(system, bounds, part, [...extra, { of: target, ...side }]),
  );
  const found = answers.find((answer) => typeof answer === "object");
  if (typeof found === "object") {
    const moved = [...found.values].map(([of, value]): [number, number] => [of, value - base(of)]);
    return new Map(moved.filter(([, by]) => by !== 0));
  }
  return answers.every((answer) => answer === "none") ? "pinned" : "undecided";
}

/**
 * A second solution of the whole system in which the target differs: proof that it is not recovered; else whether it is proved that there is none.
 * Whatever the solver claims, a wrong answer cannot clear a count: a solution is checked in whole numbers, and none found counts as recovered.
 */
export function second(system: System, bounds: Bounds, target: number, groups: Groups): Second {
  const part = around(system, bounds, target);
  const any = differing(system, bounds, part, target, []);
  if (typeof any === "string" || groups.plausible(target, any)) return any;
  let proved = true;
  for (const of of part.unknowns) {
    const { target: hidden = false, small = 0 } = system.unknowns[of] ?? {};
    if (!hidden || !groups.same(of, target)) continue;
    const one = differing(system, bounds, part, target, [{ of, high: small }]);
    if (typeof one !== "string" && groups.plausible(target, one)) return one;
    if (one === "undecided") proved = false;
  }
  return proved ? "pinned" : "undecided";
}

/** Whether a part of the system by itself leaves the target one value. */
export const pinnedBy = (system: System, bounds: Bounds, part: Part, target: number): boolean =>
  differing(system, bounds, part, target, []) === "pinned";
