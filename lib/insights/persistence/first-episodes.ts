import { episodes, withoutEpisode } from "../../projections/episodes";
import { anyMedication } from "../../projections/gaps";
import { measured, type SupplyMeasure } from "../../projections/measures";
import { id, join, sql, type Sql } from "../../sql";
import type { Plan } from "../insight";
import { courseWithGaps, type Course } from "../supply-course";
import { whole } from "../supply-params";
import type { Context } from "./question";

type Followed = Course & { gaps: Sql };

/** A row a patient and permissible gap, and why there is no episode where there is none. */
function followed({ params }: Context, { windows, gaps }: Followed): Sql {
  const { permissibleGap, gapUnit, medicationChange } = params;
  const each = permissibleGap.map(
    (gap) => sql`SELECT subject, ${gap}::DOUBLE AS gap, (to_no - from_no)::DOUBLE AS time, ended
      FROM (${episodes(gaps, sql`${gap}`, gapUnit, medicationChange)}) WHERE episode = 1`,
  );
  const all = join(each, " UNION ALL ");
  return sql`SELECT *, NULL::VARCHAR AS why FROM (${all}) UNION ALL BY NAME ${withoutEpisode(windows, gaps, all)}`;
}

/** The same with the group by a measure over all of follow-up as `attribute`. */
function byMeasure({ params, dialect }: Context, measure: SupplyMeasure, of: Course, rows: Sql): Sql {
  const { threshold } = params.group;
  const { supplies, windows, stays } = of;
  const values = measured(measure, { dialect, supplies, windows, carry: anyMedication, stays, spans: null });
  const label = (sign: string) => `${measure} ${sign} ${threshold}`;
  return sql`
    SELECT r.* REPLACE (coalesce(r.why, ${`${measure} not defined: `} || v.why) AS why),
      CASE WHEN value >= ${threshold} THEN ${label("≥")} WHEN value < ${threshold} THEN ${label("<")} END AS attribute
    FROM (${rows}) r JOIN (SELECT subject, value, why FROM (${values})) v USING (subject)`;
}

/** A row a patient and permissible gap: the time to the end of the first episode and whether it ended within follow-up; one empty row with `why` for whom that is not defined. */
export function firstEpisodes(ctx: Context): Plan {
  const { carryOver, group } = ctx.params;
  return courseWithGaps(ctx, { ...ctx.params, observation: whole }, carryOver, (of) => {
    const all = followed(ctx, of);
    const rows = group.measure === "none" ? all : byMeasure(ctx, group.measure, of, all);
    const defined = (column: "gap" | "time" | "ended") =>
      sql`CASE WHEN why IS NULL THEN ${id(column)} END AS ${id(column)}`;
    return sql`SELECT DISTINCT * REPLACE (${join([defined("gap"), defined("time"), defined("ended")])}) FROM (${rows})`;
  });
}
