import { type Constraint, solve } from "yalps";
import { leastHidden, smallest, standsFor } from "./profile";
import type { Published } from "./published";

/** An attacker by brute force, for tests: written from the definition, shares nothing with the audit but what is published. */
type Range = { least: number; greatest: number };
type Riddle = {
  ranges: Map<string, Range>;
  targets: Map<string, { small: number }>;
  equations: { terms: [string, number][] }[];
};

const name = (digest: string, id: string) => `${digest} ${id}`;

function riddle(reports: readonly Published[], cap: number): Riddle {
  const ranges = new Map<string, Range>();
  const targets = new Map<string, { small: number }>();
  const equations: Riddle["equations"] = [];
  const atMost = (less: string, more: string) => {
    const slack = `${less} ≤ ${more}`;
    ranges.set(slack, { least: 0, greatest: Infinity });
    equations.push({
      terms: [
        [less, 1],
        [slack, 1],
        [more, -1],
      ],
    });
  };
  const before = new Map<string, string>();
  for (const { digest, profile, counts, sums, belows } of reports) {
    for (const { id, says, grows } of counts) {
      const key = name(digest, id);
      const range = ranges.get(key) ?? { least: 0, greatest: Infinity };
      if (says === "hidden") {
        range.least = Math.max(range.least, leastHidden(profile));
        targets.set(key, { small: Math.max(smallest(profile) - 1, targets.get(key)?.small ?? 0) });
      } else if (says !== null) {
        const [least, greatest] = standsFor(profile, says);
        range.least = Math.max(range.least, least);
        range.greatest = Math.min(range.greatest, greatest);
      }
      ranges.set(key, range);
      const earlier = before.get(id);
      if (grows && earlier !== undefined && earlier !== key) atMost(earlier, key);
      if (grows) before.set(id, key);
    }
    for (const { total, parts } of sums)
      equations.push({
        terms: [[name(digest, total), -1], ...parts.map((id): [string, number] => [name(digest, id), 1])],
      });
    for (const { less, more } of belows) atMost(name(digest, less), name(digest, more));
  }
  for (const range of ranges.values()) if (range.greatest === Infinity) range.greatest = cap;
  return { ranges, targets, equations };
}

/** Everything unknown that equations tie to a target, nearest first. */
function tied({ ranges, equations }: Riddle, target: string): string[] {
  const open = (key: string) => ranges.get(key)?.least !== ranges.get(key)?.greatest;
  const found = new Set([target]);
  for (const key of found)
    for (const { terms } of equations)
      if (terms.some(([other]) => other === key)) for (const [other] of terms) if (open(other)) found.add(other);
  return [...found];
}

/** How many assignments are looked through before the attacker leaves a count to the solver. */
const patience = 2000;

type Equation = { terms: { of: number; sign: number }[]; known: number };

/** Equations among what is tied to a target, the rest as a known number. */
function local({ ranges, equations }: Riddle, order: readonly string[]): Equation[] {
  const place = new Map(order.map((key, i) => [key, i]));
  return equations
    .filter(({ terms }) => terms.some(([key]) => place.has(key)))
    .map(({ terms }) => ({
      terms: terms.flatMap(([key, sign]) => {
        const of = place.get(key);
        return of === undefined ? [] : [{ of, sign }];
      }),
      known: terms.reduce((sum, [key, sign]) => (place.has(key) ? sum : sum + sign * (ranges.get(key)?.least ?? 0)), 0),
    }));
}

/** Takes away what an equation by itself rules out, over and over; whether anything is left. */
function narrow(ranges: Range[], equations: readonly Equation[]): boolean {
  const at = (of: number): Range => ranges[of] ?? { least: 0, greatest: 0 };
  for (let rounds = 0, changed = true; changed && rounds < 50; rounds += 1) {
    changed = false;
    for (const { terms, known } of equations) {
      const low = terms.reduce((sum, { of, sign }) => sum + (sign > 0 ? at(of).least : -at(of).greatest), known);
      const high = terms.reduce((sum, { of, sign }) => sum + (sign > 0 ? at(of).greatest : -at(of).least), known);
      if (low > 0 || high < 0) return false;
      for (const { of, sign } of terms) {
        const { least, greatest } = at(of);
        const next = {
          least: Math.max(least, sign > 0 ? greatest - high : greatest + low),
          greatest: Math.min(greatest, sign > 0 ? least - low : least + high),
        };
        if (next.least > next.greatest) return false;
        if (next.least === least && next.greatest === greatest) continue;
        ranges[of] = next;
        changed = true;
        break;
      }
    }
  }
  return true;
}

/** Every value of the target in turn, with it every value of whatever has the fewest left, until two values of the target are found. */
function byForce(given: Riddle, target: string): Set<number> | null {
  const order = tied(given, target);
  const equations = local(given, order);
  const smalls = order.map((key) => given.targets.get(key)?.small ?? -1);
  const believed = (ranges: readonly Range[]) =>
    smalls.every((small) => small < 0) || ranges.some(({ least }, i) => least <= (smalls[i] ?? -1));
  const found = new Set<number>();
  let tried = 0;
  const search = (before: readonly Range[], first: boolean): boolean => {
    const ranges = [...before];
    if (!narrow(ranges, equations) || !believed(ranges)) return false;
    const open = ranges.flatMap(({ least, greatest }, of) =>
      least < greatest ? [{ of, room: greatest - least }] : [],
    );
    const of = first ? 0 : open.toSorted((a, b) => a.room - b.room)[0]?.of;
    if (of === undefined) return true;
    const { least, greatest } = ranges[of] ?? { least: 0, greatest: -1 };
    for (let value = least; value <= greatest && tried++ < patience && found.size < 2; value += 1) {
      const done = search(ranges.with(of, { least: value, greatest: value }), false);
      if (done && !first) return true;
      if (done) found.add(value);
    }
    return false;
  };
  search(
    order.map((key) => given.ranges.get(key) ?? { least: 0, greatest: 0 }),
    true,
  );
  return tried >= patience ? null : found;
}

/** The least and the greatest value of the target by the linear programming library, in whole numbers; it does not know that something must be small. */
function bySolver(given: Riddle, target: string): Set<number> {
  const order = tied(given, target);
  const rows = local(given, order);
  const range = (of: number) => given.ranges.get(order[of] ?? "") ?? { least: 0, greatest: 0 };
  const constraints = rows.map(({ known }, i): [string, Constraint] => [`e${i}`, { equal: -known }]);
  const bounds = order.map((_, of): [string, Constraint] => [
    `b${of}`,
    { min: range(of).least, max: range(of).greatest },
  ]);
  const variables = order.map((_, of): [string, [string, number][]] => [
    `${of}`,
    [
      ...rows.flatMap(({ terms }, i) =>
        terms.filter((term) => term.of === of).map(({ sign }): [string, number] => [`e${i}`, sign]),
      ),
      [`b${of}`, 1],
      ["aim", of === 0 ? 1 : 0],
    ],
  ]);
  const model = { objective: "aim", constraints: [...constraints, ...bounds], variables, integers: true };
  const ends = (["minimize", "maximize"] as const).map((direction) => solve({ ...model, direction }));
  if (ends.some(({ status }) => status !== "optimal")) throw new Error(`the solver gives up on ${target}`);
  return new Set(ends.map(({ result }) => Math.round(result)));
}

/** The hidden counts, “digest id”, for which every whole-number solution up to `cap` that the reader cannot rule out has the same value. */
export function recoveredByForce(reports: readonly Published[], cap = 300): string[] {
  const given = riddle(reports, cap);
  return [...given.targets.keys()].filter((target) => (byForce(given, target) ?? bySolver(given, target)).size === 1);
}

/** The same by linear programming, for tables with too many solutions to go through. */
export function recoveredBySolver(reports: readonly Published[], cap = 10_000): string[] {
  const given = riddle(reports, cap);
  return [...given.targets.keys()].filter((target) => bySolver(given, target).size === 1);
}
