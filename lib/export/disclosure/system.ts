import { Failed } from "../../failure";
import type { Published } from "./published";
import { leastHidden, smallest, standsFor } from "./profile";

/** Who says what of a count. */
export type Fact = { report: string; id: string; says: number };

/**
 * A whole number that the attacker asks for: `least` and `greatest` are what he is told of it, `base` its value in one solution of the system.
 * `target`: it is hidden. `small`: the greatest value for which the rule hides it, nought where it is no target. `on`: the equations that it is in.
 * `slack`: it is no count but by how much one is below another, and its id names both.
 */
export type Unknown = {
  id: string;
  digest: string;
  least: number;
  greatest: number;
  base: number;
  target: boolean;
  small: number;
  slack: boolean;
  facts: Fact[];
  on: { equation: number; sign: 1 | -1 }[];
};
export type Term = { of: number; sign: 1 | -1 };

/** Equations: the terms of each add up to nought. */
export type System = { unknowns: Unknown[]; equations: Term[][]; place: ReadonlyMap<string, number> };

/** A count of the state of the data with this digest. */
export const keyOf = (digest: string, id: string): string => JSON.stringify([id, digest]);

/** Values by `keyOf`, as far as they are known to the one who audits. */
export type Truth = ReadonlyMap<string, number>;

const ascending = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const blank = (id: string, digest: string, base: number): Unknown => ({
  id,
  digest,
  least: 0,
  greatest: Infinity,
  base,
  target: false,
  small: 0,
  slack: false,
  facts: [],
  on: [],
});

/** What the reports say, narrowed together: the same count of the same data is one unknown. */
function unknownsOf(reports: readonly Published[], truth: Truth): Map<string, Unknown> {
  const found = new Map<string, Unknown>();
  for (const { name, digest, profile, counts } of reports) {
    for (const { id, says } of counts) {
      const key = keyOf(digest, id);
      const unknown = found.get(key) ?? blank(id, digest, truth.get(key) ?? NaN);
      found.set(key, unknown);
      if (says === "hidden") {
        unknown.target = true;
        unknown.least = Math.max(unknown.least, leastHidden(profile));
        unknown.small = Math.max(unknown.small, smallest(profile) - 1);
      } else if (says !== null) {
        const [least, greatest] = standsFor(profile, says);
        unknown.least = Math.max(unknown.least, least);
        unknown.greatest = Math.min(unknown.greatest, greatest);
        unknown.facts.push({ report: name, id, says });
        if (least === greatest) unknown.base = says;
      }
    }
  }
  return new Map([...found].toSorted(([a], [b]) => ascending(a, b)));
}

/** Pairs (less, more) over time: a count that can only grow is at most what the next report with other data has of it. Where the reports themselves contradict that, it is no relation. */
function growth(reports: readonly Published[], unknowns: ReadonlyMap<string, Unknown>): [string, string][] {
  const last = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (const { digest, counts } of reports) {
    for (const { id, grows } of counts) {
      if (!grows) continue;
      const [before, now] = [last.get(id), keyOf(digest, id)];
      last.set(id, now);
      if (before === undefined || before === now) continue;
      const [less, more] = [unknowns.get(before), unknowns.get(now)];
      const possible = less && more && less.least <= more.greatest && !(less.base > more.base);
      if (possible) pairs.push([before, now]);
    }
  }
  return pairs;
}

/** All that an attacker holds who has these reports, the earliest first, as one system of equations in whole numbers. Linear in counts and terms; the same whatever the order of counts and relations. */
export function systemOf(reports: readonly Published[], truth: Truth): System {
  const named = unknownsOf(reports, truth);
  const place = new Map([...named.keys()].map((key, i) => [key, i]));
  const unknowns = [...named.values()];
  const at = (key: string): number => {
    const found = place.get(key);
    if (found === undefined) throw new Failed({ kind: "disclosure", detail: `there is no count ${key}` });
    return found;
  };
  const sums = reports.flatMap(({ digest, sums }) =>
    sums.map(({ total, parts }): Term[] => [
      { of: at(keyOf(digest, total)), sign: -1 },
      ...parts.map((id): Term => ({ of: at(keyOf(digest, id)), sign: 1 })).toSorted((a, b) => a.of - b.of),
    ]),
  );
  const belows = reports.flatMap(({ digest, belows }) =>
    belows.map(({ less, more }): [string, string] => [keyOf(digest, less), keyOf(digest, more)]),
  );
  const equations = distinct(sums);
  const pairs = [...belows, ...growth(reports, named)].map(([less, more]) => ({ less: at(less), more: at(more) }));
  for (const { less, more } of distinct(pairs)) {
    const [low, high] = [unknowns[less], unknowns[more]];
    const id = JSON.stringify([low?.id, high?.id]);
    const slack = { ...blank(id, high?.digest ?? "", (high?.base ?? NaN) - (low?.base ?? NaN)), slack: true };
    equations.push([
      { of: more, sign: -1 },
      { of: less, sign: 1 },
      { of: unknowns.push(slack) - 1, sign: 1 },
    ]);
  }
  equations.forEach((terms, equation) => terms.forEach(({ of, sign }) => unknowns[of]?.on.push({ equation, sign })));
  return { unknowns, equations, place };
}

/** Each once, in an order that does not depend on the given one. */
function distinct<Value>(values: readonly Value[]): Value[] {
  const keyed = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...keyed].toSorted(([a], [b]) => ascending(a, b)).map(([, value]) => value);
}
