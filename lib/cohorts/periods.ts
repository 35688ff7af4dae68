import { isoDay } from "../charts/format";
import { type Cohort, cohortSchema } from "./cohort";

const dayMs = 86_400_000;
const dayBefore = (day: string) => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);

/** As long as a name may be. */
const longest = 80;

const called = (name: string, period: string) => `${name.slice(0, longest - period.length - 1).trimEnd()} ${period}`;

/** A cohort in two by when its members enter: until the day before, and from the day on. */
export function twoPeriods(cohort: Cohort, day: string): readonly [until: Cohort, from: Cohort] {
  const { name, entry } = cohort;
  const before = dayBefore(day);
  const until = entry.until !== undefined && entry.until < before ? entry.until : before;
  const from = entry.from !== undefined && entry.from > day ? entry.from : day;
  return [
    { ...cohort, name: called(name, `until ${isoDay(before)}`), entry: { ...entry, until } },
    { ...cohort, name: called(name, `from ${isoDay(day)}`), entry: { ...entry, from } },
  ];
}

/** Everybody as a cohort, from their first event. */
export const everyone: Cohort = cohortSchema.parse({ name: "Everybody" });
