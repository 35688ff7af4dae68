import { type Cohort, cohortSchema, type SubjectId } from "../cohorts/cohort";
import { decode } from "../engine/decode";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { ask, type Asking, prepare } from "./ask";
import type { AnyInsight } from "./insight";
import { insights } from "./registry";

/** Adherence over time, which has the definitions. */
export function overTime(): AnyInsight {
  const insight = insights.get("adherence-over-time");
  if (!insight) throw new Error("no adherence over time");
  return insight;
}

/** A cohort of one, with everything that was observed of them. */
export const cohortOfOne = (patient: SubjectId): Cohort =>
  cohortSchema.parse({
    name: "This patient",
    entry: { kind: "event", event: {}, which: "first" },
    criteria: [{ kind: "subjects", ids: [patient] }],
  });

/** Measures that are shares of something counted by day, which add up over days. */
export const dailyMeasures = ["supply", "doses", "dosing"] as const;
export type DailyMeasure = (typeof dailyMeasures)[number];

/** A local day of a patient (ISO): so much of what there was to be. */
export type DayShare = { day: string; part: number; whole: number };

/** What adherence over time counts of a patient, day by day, as known at a moment (ISO UTC, null for now). Throws Failed. */
export async function dailyShares(
  study: Study,
  patient: SubjectId,
  measure: DailyMeasure,
  knownAt: string | null,
  asking: Asking = {},
): Promise<DayShare[]> {
  const params = { measure, unit: "day", by: "calendar" };
  const { rows } = await prepare(study, overTime(), { params, knownAt, cohorts: [cohortOfOne(patient)] }, asking);
  const found = await study.engine.query(
    sql`SELECT period::DATE AS day, sum(numerator) AS part, sum(denominator) AS whole FROM ${rows} WHERE value IS NOT NULL GROUP BY ALL ORDER BY ALL`,
    { ...(asking.signal && { signal: asking.signal }), urgent: true },
  );
  return decode(found, { day: "date", part: "number", whole: "number" }).map(({ day, part, whole }) => ({
    day: day ?? "",
    part: part ?? 0,
    whole: whole ?? 0,
  }));
}

/** A share of the last days up to and including a day; null where there was nothing to be. */
export type Rolling = { day: string; share: number | null };

const dayMs = 86_400_000;

/** Shares of windows of so many days, one ending on each day that is wholly preceded by one. Linear in the days. */
export function rolling(days: readonly DayShare[], window: number): Rolling[] {
  const first = Date.parse(days[0]?.day ?? "");
  let [start, part, whole] = [0, 0, 0];
  return days.flatMap((one) => {
    const end = Date.parse(one.day);
    part += one.part;
    whole += one.whole;
    for (let old = days[start]; old && Date.parse(old.day) <= end - window * dayMs; old = days[++start]) {
      part -= old.part;
      whole -= old.whole;
    }
    return end - first < (window - 1) * dayMs ? [] : { day: one.day, share: whole <= 0 ? null : part / whole };
  });
}

/** The middle half of a cohort in a period of 30 days since each patient's first event, and of how many patients. */
export type BandPart = { part: number; patients: number; low: number; high: number };

/** How the patients of a cohort lie by the same measure, everybody where none is named; periods of fewer than so many patients are left out. Throws Failed. */
export async function bandOf(
  study: Study,
  cohorts: readonly Cohort[],
  measure: DailyMeasure,
  knownAt: string | null,
  least: number,
  asking: Asking = {},
): Promise<BandPart[]> {
  const params = { measure, unit: "month", by: "index" };
  const { cells } = await ask(study, overTime(), { params, knownAt, cohorts }, asking);
  return cells.flatMap(({ period, patients, q1, q3 }) =>
    Number(patients) < least
      ? []
      : { part: Number(period), patients: Number(patients), low: Number(q1), high: Number(q3) },
  );
}
