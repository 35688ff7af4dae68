import { none, sql, type Sql } from "../sql";
import { gapTo } from "./gaps";

export const gapUnits = ["days", "weeks", "months", "years", "percent"] as const;
export type GapUnit = (typeof gapUnits)[number];

const daysIn: Record<Exclude<GapUnit, "percent">, number> = { days: 1, weeks: 7, months: 30, years: 365 };

/** The longest stretch without supply that ends no episode, in days: months have 30, years 365; a percentage is of the last supply's days. */
const allowed = (gap: Sql, unit: GapUnit): Sql =>
  unit === "percent" ? sql`(days * ${gap} / 100)` : sql`(${gap} * ${daysIn[unit]})`;

/** Episodes of treatment from gaps (subject, ordinal, day, days, item, next_day, carried, f1): (subject, episode, from_no, to_no, end_gap, ended, item, switched, f1), numbered from 1, day numbers, the end exclusive. A new one starts after a gap longer than
 * the permissible one, and with `medicationChange` where the medication changes. It lasts to the next start less the gap; the last to the end of follow-up, less its gap unless that is shorter than the permissible one (AdhereR's compute.treatment.episodes).
 * `ended` is false where it lasts to the end of follow-up; `switched` is true where it starts with another medication, its `item`, than that of the supply before. Nobody whose carry-over is not known has any. */
export function episodes(gapped: Sql, gap: Sql, unit: GapUnit, medicationChange: boolean): Sql {
  const along = sql`PARTITION BY subject ORDER BY ordinal`;
  const limit = allowed(gap, unit);
  return sql`
    WITH given AS (SELECT *, round(${gapTo(sql`f1`)}, 9) AS gap, lag(ordinal) OVER (${along}) IS NOT NULL AND lag(item) OVER (${along}) IS DISTINCT FROM item AS other
      FROM ${gapped} QUALIFY bool_and(carried IS NOT NULL) OVER (${along} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)),
    marked AS (SELECT *, coalesce(lag(gap > ${limit}) OVER (${along}), TRUE)${medicationChange ? sql` OR other` : none} AS starts FROM given),
    numbered AS (SELECT *, (count(*) FILTER (starts) OVER (${along} ROWS UNBOUNDED PRECEDING))::INTEGER AS episode FROM marked),
    ended AS (SELECT subject, episode, min(day) AS from_no, f1, arg_min(item, ordinal) AS item, arg_min(other, ordinal) AS switched, arg_max(gap, ordinal) AS end_gap,
        arg_max(CASE WHEN next_day IS NULL AND gap < ${limit} THEN f1 ELSE coalesce(next_day, f1) - gap END, ordinal) AS to_no
      FROM numbered GROUP BY subject, episode, f1)
    SELECT *, to_no < f1 AS ended FROM ended`;
}

/** Patients without an episode, and why: (subject, why) of `windows` that are not in `found`. */
export const withoutEpisode = (windows: Sql, gapped: Sql, found: Sql): Sql => sql`
  SELECT subject, coalesce(why, CASE WHEN subject IN (SELECT subject FROM ${gapped}) THEN 'dose not known' ELSE 'no supply in follow-up' END) AS why
  FROM ${windows} WHERE subject NOT IN (SELECT subject FROM (${found}))`;
