import { grouped } from "../../group";
import type { PatientEvent } from "./events";
import { dayNumber } from "./state";

/** Doses of a local day by the schedules in force: due then, of these taken, and more than were due. */
export type DueDay = { due: number; taken: number; extra: number };

/** A schedule: day numbers, the end exclusive, and its doses a day. */
type Schedule = { from: number; to: number; perDay: number };

const standing: ReadonlySet<PatientEvent["role"]> = new Set([
  "trait",
  "observation",
  "correction",
  "retraction",
  "erasure",
]);
const least = (days: readonly string[]): string | null =>
  days.reduce<string | null>((a, b) => (a === null || b < a ? b : a), null);

/** Local days, both included, on which a patient is under observation, as `observed` of all patients; null where nothing happened. */
function observedDays(events: readonly PatientEvent[], dataEnd: string): { from: string; to: string } | null {
  const past = events.filter(({ day }) => day <= dataEnd);
  const days = (fits: (event: PatientEvent) => boolean) => past.filter(fits).map(({ day }) => day);
  const ofRole = (role: PatientEvent["role"]) => days((event) => event.role === role);
  const index = least(days(({ role }) => !standing.has(role)));
  if (index === null) return null;
  const ends = past.flatMap(({ role, until }) => (role === "observation" && until !== null ? until : [])).toSorted();
  const to = least(ofRole("end")) ?? ends.at(-1) ?? dataEnd;
  return { from: least(ofRole("enrolment")) ?? least(ofRole("observation")) ?? index, to: to < dataEnd ? to : dataEnd };
}

/** Schedules of an item: a change, a stop, the order's own end or data end closes one; as-needed orders ask for nothing. */
const schedulesOf = (statements: readonly PatientEvent[], dataEnd: string): Schedule[] =>
  statements.flatMap(({ role, day, until, perDay }, i) => {
    if (role !== "order" || perDay === null || perDay <= 0) return [];
    const next = statements[i + 1];
    const ends = [next ? dayNumber(next.day) : Infinity, until === null ? Infinity : dayNumber(until) + 1];
    const to = Math.min(...ends, dayNumber(dataEnd) + 1);
    return to > dayNumber(day) ? [{ from: dayNumber(day), to, perDay }] : [];
  });

const dosesDue = (days: number, perDay: number): number => Math.ceil(Math.round(days * perDay * 1e6) / 1e6);

/** Days into a schedule of the dose that owns a day so many days into it. */
function slotOf(days: number, { from, to, perDay }: Schedule): number {
  if (perDay >= 1) return days;
  const last = dosesDue(to - from, perDay) - 1;
  return Math.floor(Math.min(Math.floor(days * perDay + 0.5), last) / perDay + 1e-6);
}

const dueAt = (slot: number, perDay: number): number => dosesDue(slot + 1, perDay) - dosesDue(slot, perDay);

/** Days into a schedule on which something is due. */
function slotsOf({ from, to, perDay }: Schedule): number[] {
  const n = perDay < 1 ? dosesDue(to - from, perDay) : to - from;
  return Array.from({ length: n }, (_, i) => (perDay < 1 ? Math.floor(i / perDay + 1e-6) : i));
}

const iso = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Doses due and taken by the local day on which they were due, from the events of a patient as they are known, in order of time; the plain form of `dueDoses` and `taken` (../due.ts, ../doses.ts). Linear in the events and the days of the schedules. */
export function dosesByDay(events: readonly PatientEvent[], dataEnd: string): Map<string, DueDay> {
  const found = new Map<string, DueDay>();
  const observed = observedDays(events, dataEnd);
  if (!observed) return found;
  const within = (day: string) => day >= observed.from && day <= observed.to;
  const ordered = grouped(
    events.filter(({ role }) => role === "order" || role === "stop"),
    ({ item }) => item,
  );
  const intakes = grouped(
    events.filter(({ role, day }) => role === "intake" && within(day)),
    ({ item }) => item,
  );
  for (const [item, statements] of ordered) {
    const byDay = grouped(intakes.get(item) ?? [], ({ day }) => dayNumber(day));
    for (const schedule of schedulesOf(statements, dataEnd)) {
      const taken = new Map<number, number>();
      for (const [day, own] of byDay) {
        if (day < schedule.from || day >= schedule.to) continue;
        const slot = slotOf(day - schedule.from, schedule);
        taken.set(slot, (taken.get(slot) ?? 0) + own.length);
      }
      for (const slot of slotsOf(schedule)) {
        const day = iso(schedule.from + slot);
        if (!within(day)) continue;
        const [due, n] = [dueAt(slot, schedule.perDay), taken.get(slot) ?? 0];
        const so = found.get(day) ?? { due: 0, taken: 0, extra: 0 };
        found.set(day, {
          due: so.due + due,
          taken: so.taken + Math.min(n, due),
          extra: so.extra + Math.max(0, n - due),
        });
      }
    }
  }
  return found;
}
