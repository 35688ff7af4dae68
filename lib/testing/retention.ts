import { after, bySubject, happened, startOf, type Unit } from "./definitions";
import { isoDay, type Fact } from "./facts";

export type RetentionAsked = {
  unit: Unit;
  types?: readonly string[];
  kind?: "first-time" | "recurring";
  start?: readonly string[];
  period?: "bracketed" | "rolling";
  windows?: "calendar" | "elapsed";
  atLeast?: number;
};
type Start = { subject: string; group: string; period: number; at: number; own: readonly Fact[] };
type Cell = { start: string; period: number; size: number; retained: number; group?: string };

const day = 86_400_000;
const lengths: Record<Unit, number> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };
const among = (types: readonly string[], { type }: Fact) => types.length === 0 || types.includes(type);

/** Every start of a patient: the first start event, or the first of each period. */
function startsOf(own: readonly Fact[], { unit, kind = "first-time", start = [] }: RetentionAsked) {
  const events = own.filter((fact) => among(start, fact)).toSorted((a, b) => a.day - b.day || a.at - b.at);
  const firsts = events.filter(
    (fact, i) => events.findIndex((other) => startOf(unit, other.day) === startOf(unit, fact.day)) === i,
  );
  return (kind === "recurring" ? firsts : firsts.slice(0, 1)).map((fact) => ({
    period: startOf(unit, fact.day),
    at: fact.at,
  }));
}

/** Whether a patient has enough events in period n after a start. */
function isActive({ own, period, at }: Start, n: number, asked: RetentionAsked): boolean {
  const { unit, types = [], windows = "calendar", atLeast = 1 } = asked;
  const inside = (fact: Fact) =>
    windows === "calendar"
      ? startOf(unit, fact.day) === after(unit, period, n)
      : fact.at >= at + n * lengths[unit] * day && fact.at < at + (n + 1) * lengths[unit] * day;
  return own.filter((fact) => among(types, fact) && inside(fact)).length >= atLeast;
}

/** Retention as it is defined, start by start and period by period. */
export function retentionOf(
  facts: readonly Fact[],
  dataEnd: number,
  groups: ReadonlyMap<string, string> | null,
  asked: RetentionAsked,
): Cell[] {
  const { unit, period = "bracketed", windows = "calendar" } = asked;
  const starts = [...bySubject(facts)].flatMap(([subject, all]): Start[] => {
    const own = all.filter((fact) => happened(fact) && fact.day <= dataEnd);
    return startsOf(own, asked).map((one) => ({
      ...one,
      subject,
      group: groups ? (groups.get(subject) ?? "unknown") : "all",
      own,
    }));
  });
  const isOver = (start: number, n: number) =>
    (windows === "calendar" ? after(unit, start, n + 1) : after(unit, start, 1) + (n + 1) * lengths[unit]) <=
    dataEnd + 1;
  const cells: Cell[] = [];
  const names = [...new Set(starts.map(({ group }) => group))].toSorted();
  for (const start of [...new Set(starts.map((one) => one.period))].toSorted((a, b) => a - b))
    for (let n = 0; isOver(start, n); n++)
      for (const group of names) {
        const own = starts.filter((one) => one.period === start && one.group === group);
        if (own.length === 0) continue;
        const until = period === "rolling" ? dataEnd - start : n;
        const kept = own.filter((one) => {
          for (let m = n; m <= until; m++) if (isActive(one, m, asked)) return true;
          return false;
        });
        cells.push({
          start: isoDay(start),
          period: n,
          size: own.length,
          retained: kept.length,
          ...(groups && { group }),
        });
      }
  return cells;
}
