import type { Dialect } from "../engine/dialect";
import { sql, type Sql } from "../sql";
import { dayNumber, dayOfNumber } from "./supply";

export const timeUnits = ["days", "weeks", "months", "years"] as const;
export type TimeUnit = (typeof timeUnits)[number];

export type FollowUp = {
  /** From what day it is counted: a patient's first supply (a cohort member's first from the entry on), the index day of the cohort, or a date. */
  from: "first" | "index" | "date";
  date: string;
  start: number;
  startUnit: TimeUnit;
  /** 0 is to the end of observation. */
  duration: number;
  durationUnit: TimeUnit;
  censor: "none" | "observation";
};

export type Observation = {
  from: "followUp" | "date";
  date: string;
  start: number;
  startUnit: TimeUnit;
  /** 0 is to the end of follow-up. */
  duration: number;
  durationUnit: TimeUnit;
};

/** A day number so many units later. A day that its month does not have is the first of the next (lubridate's add_with_rollback, roll_to_first). */
function later(dialect: Dialect, day: Sql, n: number, unit: TimeUnit): Sql {
  if (n === 0) return day;
  if (unit === "days") return sql`(${day} + ${n})`;
  if (unit === "weeks") return sql`(${day} + ${7 * n})`;
  const date = dayOfNumber(day);
  const moved = dialect.add(unit === "months" ? "month" : "year", sql`${n}`, date);
  return sql`(${dayNumber(moved)} + CASE WHEN extract(day FROM ${moved}) = extract(day FROM ${date}) THEN 0 ELSE 1 END)`;
}

type Given = { dialect: Dialect; observed: Sql; members: Sql; supplies: Sql; cohorts: readonly unknown[] };

/** One row a patient: (subject, f0, f1, o0, o1, why), day numbers of the follow-up and the observation window, and in words why there is none. A window contains the events from its first to its last day, both included; its
 * length is end − start. */
export function windows(
  { dialect, observed, members, supplies, cohorts }: Given,
  followUp: FollowUp,
  observation: Observation,
): Sql {
  const origin = {
    first: sql`first_no`,
    index: sql`index_no`,
    date: dayNumber(sql`${followUp.date || null}::DATE`),
  }[followUp.from];
  const start = later(dialect, origin, followUp.start, followUp.startUnit);
  const whole = followUp.duration === 0;
  const planned = whole ? sql`to_no` : later(dialect, sql`f0`, followUp.duration, followUp.durationUnit);
  const clips = whole || followUp.censor === "observation";
  const from = observation.from === "date" ? dayNumber(sql`${observation.date || null}::DATE`) : sql`f0`;
  const asked = later(dialect, from, observation.start, observation.startUnit);
  const until =
    observation.duration === 0 ? sql`f1` : later(dialect, sql`o0`, observation.duration, observation.durationUnit);
  // Everybody enters with the first event of all, so that no supply comes before.
  const counted =
    cohorts.length > 0
      ? sql`(SELECT s.* FROM ${supplies} s JOIN ${members} m ON m.subject = s.subject AND s.day >= ${dayNumber(sql`m.entry_day`)})`
      : supplies;
  return sql`
    WITH known AS (SELECT m.subject, ${dayNumber(sql`index_day`)} AS index_no, ${dayNumber(sql`to_day`)} AS to_no, first_no
      FROM (SELECT DISTINCT subject, index_day FROM ${members}) m JOIN (SELECT subject, to_day FROM ${observed}) USING (subject)
      LEFT JOIN (SELECT subject, min(day) AS first_no FROM ${counted} GROUP BY subject) USING (subject)),
    started AS (SELECT *, ${start} AS f0 FROM known),
    followed AS (SELECT *, ${clips ? sql`least(${planned}, to_no)` : planned} AS f1 FROM started),
    watched AS (SELECT *, ${asked} AS o0 FROM followed),
    ended AS (SELECT *, ${clips ? sql`least(${until}, f1)` : until} AS o1 FROM watched)
    SELECT subject, f0::INTEGER AS f0, f1::INTEGER AS f1, o0::INTEGER AS o0, o1::INTEGER AS o1,
      CASE WHEN first_no IS NULL THEN 'never supplied'
        WHEN f1 <= f0 THEN 'no day of follow-up'
        WHEN o0 < f0 OR o1 > f1 THEN 'observation window not inside follow-up'
        WHEN o1 <= o0 THEN 'no day in the observation window' END AS why
    FROM ended`;
}
