import type { Columns } from "../../engine/decode";
import { dueDoses, owners, said } from "../../projections/due";
import { sql, type Sql } from "../../sql";
import { ofItems } from "../../log/attributes";
import type { Context } from "./question";
import { agreement } from "./sources";

/** Columns of a patient's rows: `part` says what a row is about, and those of other parts are null. */
export const rowColumns = {
  part: "text",
  weekday: "integer",
  hour: "integer",
  intakes: "integer",
  missed: "integer",
  timed: "integer",
  in_time: "integer",
  due: "integer",
  taken: "integer",
  extra: "integer",
  days: "integer",
  exact: "integer",
  contradicted: "integer",
  outside: "integer",
  taking: "number",
  dosing: "number",
  timing: "number",
  length: "integer",
  runs: "integer",
  bar: "integer",
  source: "text",
  against: "text",
  together: "integer",
  only: "integer",
  other: "integer",
  neither: "integer",
  why: "text",
} as const satisfies Columns;

/** Bars are a twentieth of the due interval wide, numbered from 0 at the interval itself, their end away from it included; the last takes in all that is later. */
export const perInterval = 20;
export const lastBar = 30;

const barOf = sql`least(${lastBar}, CASE WHEN deviation > 0 THEN ceil(round(deviation * ${perInterval}, 9)) - 1 ELSE floor(round(deviation * ${perInterval}, 9)) END)::BIGINT`;

const n = (condition: Sql) => sql`(count(*) FILTER (${condition}))::BIGINT`;

/** Why a patient has no due dose, null for those who have. */
const why = sql`CASE WHEN due > 0 THEN NULL WHEN scheduled IS NULL THEN 'no prescription' WHEN NOT scheduled THEN 'as needed only' ELSE 'nothing due while observed' END`;

/** Rows of each patient: of part `hour`, `weekday`, `run` (of due days without any dose, by length), `bar` (of deviations from the due interval), `said` (by source), `clock` (by zone), `pair` (one source beside another), and one `all`. */
export function patientRows(ctx: Context, plan: Sql): Sql {
  const { plain, inRoles, observed, params } = ctx;
  const items = ofItems(ctx, params.items);
  const inTime = sql`abs(deviation) <= ${params.tolerance + 1e-9}`;
  const scheduled = sql`slot IS NOT NULL`;
  return sql`
    WITH owned AS MATERIALIZED (${owners(plan)}),
    told AS MATERIALIZED (${said(ctx, items, sql`owned`, observed)}),
    slots AS MATERIALIZED (
      SELECT d.*, coalesce(intakes, 0) AS intakes, coalesce(skips, 0) AS skips FROM (${dueDoses(plan, observed)}) d
      LEFT JOIN (SELECT subject, item, starts, slot, ${n(sql`intake`)} AS intakes, ${n(sql`NOT intake`)} AS skips FROM told WHERE ${scheduled} GROUP BY ALL) t
        ON t.subject = d.subject AND t.item IS NOT DISTINCT FROM d.item AND t.starts = d.starts AND t.slot = d.slot),
    due AS (
      SELECT subject, sum(due)::BIGINT AS due, sum(least(intakes, due))::BIGINT AS taken, sum(greatest(intakes - due, 0))::BIGINT AS extra, count(*)::BIGINT AS days,
        ${n(sql`intakes = due`)} AS exact, sum(skips)::BIGINT AS missed, ${n(sql`skips > 0 AND intakes > 0 AND intakes + skips > due`)} AS contradicted
      FROM slots GROUP BY subject),
    counted AS (
      SELECT subject, ${n(sql`${scheduled} AND deviation IS NOT NULL`)} AS timed, ${n(sql`${scheduled} AND ${inTime}`)} AS in_time, ${n(sql`intake AND NOT ${scheduled}`)} AS outside
      FROM told GROUP BY subject),
    ordered AS (SELECT subject, bool_or(coalesce(per_day > 0, FALSE)) AS scheduled FROM ${plain} WHERE ${inRoles("order")} AND ${items} AND day <= ${ctx.dataEnd}::DATE GROUP BY subject),
    islands AS (
      SELECT subject, item, intakes, row_number() OVER (PARTITION BY subject, item ORDER BY day) - row_number() OVER (PARTITION BY subject, item, intakes = 0 ORDER BY day) AS island FROM slots)
    SELECT subject, 'all' AS part, due, taken, extra, days, exact, missed, contradicted, coalesce(timed, 0) AS timed, coalesce(in_time, 0) AS in_time, coalesce(outside, 0) AS outside,
      taken / due AS taking, exact / days AS dosing, in_time / nullif(timed, 0) AS timing, ${why} AS why
    FROM ${observed} LEFT JOIN due USING (subject) LEFT JOIN counted USING (subject) LEFT JOIN ordered USING (subject)
    UNION ALL BY NAME
    SELECT subject, 'hour' AS part, isodow(day)::BIGINT AS weekday, hour::BIGINT AS hour, ${n(sql`intake`)} AS intakes, ${n(sql`NOT intake`)} AS missed, count(deviation)::BIGINT AS timed, ${n(inTime)} AS in_time
    FROM told WHERE ${scheduled} GROUP BY ALL
    UNION ALL BY NAME
    SELECT subject, 'weekday' AS part, isodow(day)::BIGINT AS weekday, sum(due)::BIGINT AS due, sum(least(intakes, due))::BIGINT AS taken FROM slots GROUP BY ALL
    UNION ALL BY NAME
    SELECT subject, 'run' AS part, length, count(*)::BIGINT AS runs FROM (SELECT subject, count(*)::BIGINT AS length FROM islands WHERE intakes = 0 GROUP BY subject, item, island) GROUP BY ALL
    UNION ALL BY NAME
    SELECT subject, 'bar' AS part, ${barOf} AS bar, count(*)::BIGINT AS timed FROM told WHERE ${scheduled} AND deviation IS NOT NULL GROUP BY ALL
    UNION ALL BY NAME
    SELECT subject, 'said' AS part, (SELECT text FROM ${ctx.terms} WHERE key = t.source) AS source, ${n(sql`intake`)} AS intakes, ${n(sql`NOT intake`)} AS missed FROM told t WHERE ${scheduled} GROUP BY subject, t.source
    UNION ALL BY NAME
    SELECT subject, 'clock' AS part, zone AS source, count(*)::BIGINT AS intakes FROM told WHERE ${scheduled} GROUP BY ALL
    UNION ALL BY NAME
    SELECT subject, 'pair' AS part, source, against, together, "only", other, neither FROM (${agreement({ ...ctx, events: plain })})`;
}
