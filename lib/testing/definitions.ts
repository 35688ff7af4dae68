import { isoDay, type Fact } from "./facts";
import { grouped } from "../group";

/** A calendar unit: the first day of the period that a day lies in, and of the one n later. */
export type Unit = "day" | "week" | "month" | "quarter" | "year";

const months: Partial<Record<Unit, number>> = { month: 1, quarter: 3, year: 12 };

export function startOf(unit: Unit, day: number): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const length = months[unit] ?? 1;
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / length) * length, 1) / 86_400_000;
}

export function after(unit: Unit, start: number, n: number): number {
  if (unit === "day") return start + n;
  if (unit === "week") return start + 7 * n;
  const date = new Date(start * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + (months[unit] ?? 1) * n, 1) / 86_400_000;
}

const lengths: Record<Unit, number> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

export const happened = ({ role }: Fact) =>
  !["trait", "observation", "correction", "retraction", "erasure"].includes(role);
export const bySubject = (facts: readonly Fact[]) => grouped(facts, ({ subject }) => subject);
const least = (days: readonly number[]) => (days.length > 0 ? Math.min(...days) : undefined);

type Observation = { index: number; from: number; to: number };

/** From enrolment, else the first event; to the first end, never past data end; both days included. */
export function observationOf(own: readonly Fact[], dataEnd: number): Observation | null {
  const known = own.filter(({ day }) => day <= dataEnd);
  const days = (role: string) => known.filter((fact) => fact.role === role).map(({ day }) => day);
  const index = least(known.filter(happened).map(({ day }) => day));
  if (index === undefined) return null;
  return { index, from: least(days("enrolment")) ?? index, to: Math.min(least(days("end")) ?? dataEnd, dataEnd) };
}

/** Days covered, one after the other: supply of the same item in hand is used up first where `shift`; different items are a union. */
function coveredDays(own: readonly Fact[], items: readonly string[], shift: boolean): Set<number> {
  const covered = new Set<number>();
  const wanted = own.filter(
    ({ item, role }) =>
      (role === "supply" || role === "order") && (items.length === 0 || (item !== null && items.includes(item))),
  );
  for (const ofItem of grouped(wanted, ({ item }) => item).values()) {
    const dispensed = ofItem.filter(({ role }) => role === "supply");
    let free = -Infinity;
    for (const { day, daysSupply, until } of (dispensed.length > 0 ? dispensed : ofItem).toSorted(
      (a, b) => a.day - b.day || a.at - b.at,
    )) {
      const days = daysSupply ?? (until === null ? 0 : until - day + 1);
      const from = shift ? Math.max(day, free) : day;
      for (let n = 0; n < days; n++) covered.add(from + n);
      if (days > 0) free = from + days;
    }
  }
  return covered;
}

/** Doses due and taken by day due: an order holds until the next order or stop of its item, its own last day or data end. Dose k is due k / per_day days after the order; where at
 * most one a day is due, an intake belongs to the nearest due dose, else to its day; no dose is taken twice. */
function dosesByDay(
  own: readonly Fact[],
  items: readonly string[],
  dataEnd: number,
): Map<number, { due: number; taken: number }> {
  const days = new Map<number, { due: number; taken: number }>();
  const wanted = own.filter(({ item }) => items.length === 0 || (item !== null && items.includes(item)));
  for (const ofItem of grouped(wanted, ({ item }) => item).values()) {
    const orders = ofItem.filter(({ role }) => role === "order" || role === "stop").toSorted((a, b) => a.at - b.at);
    orders.forEach(({ role, day, until, perDay }, i) => {
      if (role === "stop" || !perDay) return;
      const last = Math.min((orders[i + 1]?.day ?? Infinity) - 1, until ?? Infinity, dataEnd);
      const doses = [];
      for (let k = 0; day + Math.floor(k / perDay + 1e-6) <= last; k++)
        doses.push({ at: day + k / perDay, on: day + Math.floor(k / perDay + 1e-6), taken: 0 });
      for (const intake of ofItem.filter((fact) => fact.role === "intake" && fact.day >= day && fact.day <= last)) {
        const distance = ({ at }: { at: number }) => Math.abs(at - intake.day);
        const dose =
          perDay < 1
            ? doses.toReversed().reduce((a, b) => (distance(b) < distance(a) - 1e-6 ? b : a))
            : doses.find(({ on, taken }) => on === intake.day && taken === 0);
        if (dose) dose.taken = 1;
      }
      for (const { on, taken } of doses) {
        const sum = days.get(on) ?? { due: 0, taken: 0 };
        days.set(on, { due: sum.due + 1, taken: sum.taken + taken });
      }
    });
  }
  return days;
}

type AdherenceParams = {
  measure: "supply" | "doses";
  unit: Unit;
  by: "calendar" | "index";
  shift: boolean;
  items?: readonly string[];
  threshold?: number;
};
export type AdherenceCell = {
  period: string;
  group: string;
  patients: number;
  mean: number;
  q1: number;
  median: number;
  q3: number;
  share80: number;
};

/** Quantile by linear interpolation between order statistics (R type 7). */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return low + (high - low) * (at - Math.floor(at));
}

/** Adherence per patient and period, folded by group: a patient counts in a period in which they were observed and had supply at all, or doses due. */
export function adherence(
  facts: readonly Fact[],
  dataEnd: number,
  groups: ReadonlyMap<string, string> | null,
  params: AdherenceParams,
): AdherenceCell[] {
  const { measure, unit, by, shift, items = [], threshold = 0.8 } = params;
  const values = new Map<string, { period: number; group: string; values: number[] }>();
  for (const [subject, own] of bySubject(facts)) {
    const observation = observationOf(own, dataEnd);
    if (!observation) continue;
    const { index, from, to } = observation;
    const covered = measure === "supply" ? coveredDays(own, items, shift) : null;
    const doses = measure === "doses" ? dosesByDay(own, items, dataEnd) : null;
    if (covered?.size === 0) continue;
    const periods = new Map<number, { due: number; done: number }>();
    for (let day = from; day <= to; day++) {
      const period = by === "calendar" ? startOf(unit, day) : Math.floor((day - index) / lengths[unit]);
      const sum = periods.get(period) ?? { due: 0, done: 0 };
      const { due, taken } = doses
        ? (doses.get(day) ?? { due: 0, taken: 0 })
        : { due: 1, taken: covered?.has(day) ? 1 : 0 };
      periods.set(period, { due: sum.due + due, done: sum.done + taken });
    }
    const group = groups ? (groups.get(subject) ?? "unknown") : "all";
    for (const [period, { due, done }] of periods) {
      if (due === 0) continue;
      const key = `${period} ${group}`;
      const cell = values.get(key) ?? { period, group, values: [] };
      cell.values.push(Math.min(1, done / due));
      values.set(key, cell);
    }
  }
  return [...values.values()]
    .toSorted((a, b) => a.period - b.period || (a.group < b.group ? -1 : 1))
    .map(({ period, group, values: all }) => {
      const sorted = all.toSorted((a, b) => a - b);
      return {
        period: by === "calendar" ? isoDay(period) : String(period),
        group,
        patients: all.length,
        mean: sorted.reduce((sum, value) => sum + value, 0) / all.length,
        q1: quantile(sorted, 0.25),
        median: quantile(sorted, 0.5),
        q3: quantile(sorted, 0.75),
        share80: all.filter((value) => value >= threshold).length / all.length,
      };
    });
}

/** Events and the patients who had them, by calendar period and group. */
export function eventsOverTime(
  facts: readonly Fact[],
  unit: Unit,
  group: (fact: Fact) => string,
): { period: string; group: string; events: number; patients: number }[] {
  const cells = grouped(facts.filter(happened), (fact) =>
    JSON.stringify([isoDay(startOf(unit, fact.day)), group(fact)]),
  );
  return [...cells]
    .map(([key, all]) => {
      const [period, name] = JSON.parse(key) as [string, string];
      return { period, group: name, events: all.length, patients: new Set(all.map(({ subject }) => subject)).size };
    })
    .toSorted((a, b) => (a.period === b.period ? (a.group < b.group ? -1 : 1) : a.period < b.period ? -1 : 1));
}
