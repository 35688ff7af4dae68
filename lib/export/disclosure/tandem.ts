import { cheapest, type Found, priced } from "./move";
import type { System, Term, Unknown } from "./system";
import type { Cost } from "./ways";

/** Counts of several reports that have one id, moved together: between them no order over time is upset. */
export type Tandem = { system: System; versions: number[][]; of: number[] };

/** The system with one unknown for each id; null where every count is in one report only. */
export function tandemOf({ unknowns, equations }: System): Tandem | null {
  const place = new Map<string, number>();
  const merged: Unknown[] = [];
  const versions: number[][] = [];
  const of = unknowns.map((unknown, i) => {
    const key = JSON.stringify([unknown.slack, unknown.id]);
    const at = place.get(key) ?? merged.push({ ...unknown, on: [] }) - 1;
    place.set(key, at);
    versions[at] = [...(versions[at] ?? []), i];
    return at;
  });
  if (merged.length === unknowns.length) return null;
  const mapped = equations.map((terms) => terms.map((term): Term => ({ of: of[term.of] ?? 0, sign: term.sign })));
  const within = mapped.filter((terms) => new Set(terms.map((term) => term.of)).size === terms.length);
  const once = [...new Map(within.map((terms) => [JSON.stringify(terms), terms])).values()];
  once.forEach((terms, equation) => {
    for (const { of, sign } of terms) merged[of]?.on.push({ equation, sign });
  });
  return { system: { unknowns: merged, equations: once, place }, versions, of };
}

/** The least costly way found to move a target with what has its id in the other reports. */
export function together(system: System, tandem: Tandem, target: number, by: 1 | -1, cost: Cost): Found | null {
  const all: Cost = (of, by) => (tandem.versions[of] ?? []).reduce((sum, one) => sum + cost(one, by), 0);
  const found = cheapest(tandem.system, tandem.of[target] ?? 0, by, all);
  if (!found) return null;
  const moves = [...found.move].flatMap(([of, by]) =>
    (tandem.versions[of] ?? []).map((one): [number, number] => [one, by]),
  );
  return priced(system, target, new Map(moves), cost);
}
