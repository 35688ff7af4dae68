import { episodes } from "../../projections/episodes";
import { gaps as gapsOf, measured, readsGaps, type SupplyMeasure } from "../../projections/measures";
import { id, join, sql, type Sql } from "../../sql";
import type { Plan } from "../insight";
import { course, whole } from "../supply-course";
import type { Context } from "./question";

const plain = { sameMedication: false, dose: false };

type Course = { supplies: Sql; windows: Sql; gaps: Sql; stays: Sql };

/** A row a patient and permissible gap, and why there is no episode where there is none. */
function followed({ params }: Context, { windows, gaps }: Course): Sql {
  const { permissibleGap, gapUnit, medicationChange } = params;
  const each = permissibleGap.map(
    (gap) => sql`SELECT subject, ${gap}::DOUBLE AS gap, (to_no - from_no)::DOUBLE AS time, ended
      FROM (${episodes(gaps, sql`${gap}`, gapUnit, medicationChange)}) WHERE episode = 1`,
  );
  return sql`SELECT subject, gap, time, ended, coalesce(why, CASE WHEN time IS NOT NULL THEN NULL
      WHEN subject IN (SELECT subject FROM ${gaps}) THEN 'dose not known' ELSE 'no supply in follow-up' END) AS why
    FROM (SELECT subject, why FROM ${windows}) LEFT JOIN (${join(each, " UNION ALL ")}) USING (subject)`;
}

/** The same with the group by a measure over all of follow-up as `attribute`. */
function byMeasure({ params, dialect }: Context, measure: SupplyMeasure, of: Course, rows: Sql): Sql {
  const { threshold } = params.group;
  const { supplies, windows, stays } = of;
  const own = readsGaps(measure) ? sql`(${gapsOf(supplies, windows, plain)})` : sql`(SELECT NULL)`;
  const values = measured(measure, { dialect, supplies, windows, gaps: own, carry: plain, stays, spans: null });
  const label = (sign: string) => `${measure} ${sign} ${threshold}`;
  return sql`
    SELECT r.* REPLACE (coalesce(r.why, ${`${measure} not defined: `} || v.why) AS why),
      CASE WHEN value >= ${threshold} THEN ${label("≥")} WHEN value < ${threshold} THEN ${label("<")} END AS attribute
    FROM (${rows}) r JOIN (SELECT subject, value, why FROM (${values})) v USING (subject)`;
}

/** A row a patient and permissible gap: the time to the end of the first episode and whether it ended within follow-up; one empty row with `why` for whom that is not defined. */
export function firstEpisodes(ctx: Context): Plan {
  const { carryOver, group } = ctx.params;
  return course(ctx, { ...ctx.params, observation: whole }, carryOver, (of) => {
    const all = followed(ctx, of);
    const rows = group.measure === "none" ? all : byMeasure(ctx, group.measure, of, all);
    const defined = (column: "gap" | "time" | "ended") =>
      sql`CASE WHEN why IS NULL THEN ${id(column)} END AS ${id(column)}`;
    return sql`SELECT DISTINCT * REPLACE (${join([defined("gap"), defined("time"), defined("ended")])}) FROM (${rows})`;
  });
}
