import { grouped } from "../../group";
import { type DueDay, dosesByDay } from "./due";
import type { PatientEvent } from "./events";

/** How the doses of a day came out; nothing where none were due. */
export type DoseState = "all" | "partly" | "skipped" | "unrecorded" | null;

/** What besides doses a day holds. */
export const dayKinds = ["visit", "score", "task due", "task done", "other"] as const;
export type DayKind = (typeof dayKinds)[number];

/** A local day of a patient: doses by the schedules in force, recorded skips, and how many events of each other kind. */
export type MonthDay = DueDay & {
  day: string;
  state: DoseState;
  skipped: number;
  events: number;
  of: Readonly<Record<DayKind, number>>;
};

/** A calendar month, day by day, and what its days add up to; `unrecorded` are doses due of which neither taking nor skipping was recorded. */
export type Month = {
  days: readonly MonthDay[];
  due: number;
  taken: number;
  skipped: number;
  unrecorded: number;
  of: Readonly<Record<DayKind, number>>;
};

const visits = /appointment|visit|encounter/i;

function kindOf({ role, type }: PatientEvent): DayKind | null {
  switch (role) {
    case "measure":
      return "score";
    case "task-due":
      return "task due";
    case "task-done":
      return "task done";
    case "intake":
    case "missed":
    case "trait":
    case "observation":
    case "correction":
    case "retraction":
    case "erasure":
      return null;
    case "enrolment":
    case "end":
    case "order":
    case "stop":
    case "supply":
    case "stay":
      return "other";
    case null:
      return visits.test(type ?? "") ? "visit" : "other";
  }
}

const none: DueDay = { due: 0, taken: 0, extra: 0 };

const stateOf = ({ due, taken }: DueDay, skipped: number): DoseState =>
  due === 0 ? null : taken >= due ? "all" : taken > 0 ? "partly" : skipped > 0 ? "skipped" : "unrecorded";

const countsOf = (kinds: readonly (DayKind | null)[]): Readonly<Record<DayKind, number>> => {
  const n = (kind: DayKind) => kinds.filter((one) => one === kind).length;
  return {
    visit: n("visit"),
    score: n("score"),
    "task due": n("task due"),
    "task done": n("task done"),
    other: n("other"),
  };
};

/** Doses due that are neither taken nor, by the day, recorded as skipped. */
const unrecordedOf = ({ due, taken, skipped }: MonthDay): number => Math.max(0, due - taken - skipped);

const dayMs = 86_400_000;
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Days of the month that a local day lies in. */
export function daysOfMonth(day: string): string[] {
  const first = Date.parse(`${day.slice(0, 7)}-01`);
  const date = new Date(first);
  const n = (Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - first) / dayMs;
  return Array.from({ length: n }, (_, i) => isoOf(first + i * dayMs));
}

/** The month that a local day lies in, for one patient, from their events as they are known, in order of time. Linear in them and in the days of their schedules. */
export function monthOf(events: readonly PatientEvent[], day: string, dataEnd: string): Month {
  const doses = dosesByDay(events, dataEnd);
  const own = grouped(
    events.filter((event) => event.day.startsWith(day.slice(0, 7))),
    (event) => event.day,
  );
  const days = daysOfMonth(day).map((date): MonthDay => {
    const here = own.get(date) ?? [];
    const due = doses.get(date) ?? none;
    const skipped = here.filter(({ role }) => role === "missed").length;
    return {
      ...due,
      day: date,
      state: stateOf(due, skipped),
      skipped,
      events: here.length,
      of: countsOf(here.map(kindOf)),
    };
  });
  const sum = (of: (day: MonthDay) => number) => days.reduce((total, one) => total + of(one), 0);
  return {
    days,
    due: sum(({ due }) => due),
    taken: sum(({ taken }) => taken),
    skipped: sum(({ skipped }) => skipped),
    unrecorded: sum(unrecordedOf),
    of: countsOf([...own.values()].flat().map(kindOf)),
  };
}
