import { measured, sliding } from "../../projections/measures";
import { dayOfNumber } from "../../projections/supply";
import { sql } from "../../sql";
import type { Plan } from "../insight";
import { courseOf } from "../supply-course";
import type { Context, Params } from "./question";

type Division = Pick<Params, "window" | "step" | "windows">;

/** Days from the start of the first window to the end of the last. */
export const stretchOf = ({ window, step, windows }: Division): number => (windows - 1) * (step || window) + window;

/** A row a patient: `course`, the measure in every window in order, with its mean, first and last value; all null, and `why`, where a window is not observed to its end or the measure not defined in one. `until` is the last day. */
export function courses(ctx: Context): Plan {
  const { measure, carryOver: carry, window, step } = ctx.params;
  const stretch = stretchOf(ctx.params);
  return courseOf(measure, ctx, ctx.params, (made) => {
    const windows = sql`(SELECT * REPLACE (o0 + ${stretch} AS o1, coalesce(why, CASE WHEN o1 < o0 + ${stretch} THEN 'not observed in every window' END) AS why) FROM ${made.windows})`;
    const spans = sliding(window, step || window);
    const values = measured(measure, { ...made, windows, dialect: ctx.dialect, carry, spans });
    return sql`
      SELECT subject, why, until, CASE WHEN why IS NULL THEN course END AS course, CASE WHEN why IS NULL THEN mean END AS mean,
        CASE WHEN why IS NULL THEN course[1] END AS first, CASE WHEN why IS NULL THEN course[len(course)] END AS last
      FROM (SELECT subject, arg_min(why, part) AS why, ${dayOfNumber(sql`max(w1)`)} AS until, list(value ORDER BY part) AS course, ${ctx.dialect.mean(sql`value`)} AS mean
        FROM (SELECT * REPLACE (coalesce(part, 0) AS part) FROM (${values})) GROUP BY subject)`;
  });
}
