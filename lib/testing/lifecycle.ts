import { after, bySubject, happened, startOf, type Unit } from "./definitions";
import { isoDay, type Fact } from "./facts";

type Cell = { period: string; group: string; state: string; patients: number };
type Asked = { unit: Unit; types?: readonly string[] };

/** Of each patient what they are in a period, by looking at all the periods in which they were active. */
function stateIn(active: ReadonlySet<number>, period: number, unit: Unit): string | null {
  const before = active.has(after(unit, period, -1));
  if (!active.has(period)) return before ? "gone" : null;
  if (before) return "continuing";
  return [...active].some((other) => other < period) ? "returning" : "new";
}

/** New, continuing, returning and gone patients of each period after the data's first; gone only where the period is over. */
export function lifecycle(
  facts: readonly Fact[],
  [dataStart, dataEnd]: readonly [number, number],
  groups: ReadonlyMap<string, string> | null,
  { unit, types = [] }: Asked,
): Cell[] {
  const patients = [...bySubject(facts)].map(([subject, own]) => {
    const active = own.filter(
      (fact) => happened(fact) && fact.day <= dataEnd && (types.length === 0 || types.includes(fact.type)),
    );
    return {
      group: groups ? (groups.get(subject) ?? "unknown") : "all",
      active: new Set(active.map(({ day }) => startOf(unit, day))),
    };
  });
  const cells: Cell[] = [];
  const names = [...new Set(patients.map(({ group }) => group))].toSorted();
  for (let period = after(unit, startOf(unit, dataStart), 1); period <= dataEnd; period = after(unit, period, 1))
    for (const group of names)
      for (const state of ["new", "continuing", "returning", "gone"]) {
        if (state === "gone" && after(unit, period, 1) > dataEnd + 1) continue;
        const own = patients.filter((one) => one.group === group && stateIn(one.active, period, unit) === state);
        cells.push({ period: isoDay(period), group, state, patients: own.length });
      }
  return cells;
}
