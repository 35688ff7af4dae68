import { dispensedDays } from "../../projections/dispensed";
import { sql, type Sql } from "../../sql";
import { ofItems } from "../../log/attributes";
import type { Context } from "./question";

/** What stands for supply in hand beside the sources of intakes. */
const dispensing = "dispensing";

const same = (a: Sql, b: Sql) => sql`${a}.subject = ${b}.subject AND ${a}.item IS NOT DISTINCT FROM ${b}.item`;

/** Of due days, and due doses that are rarer, on which one source reports an intake and another does too, or a dispensing leaves supply in hand, where a patient has both for a medicine: (subject, source, against, together, only, other, neither). Reads `told` and
 * `slots`. */
export const agreement = (ctx: Context): Sql => sql`
  WITH there AS MATERIALIZED (
    SELECT DISTINCT s.subject, s.item, s.starts, s.slot, coalesce(t.source, -1) AS source, FALSE AS supplied
    FROM told t JOIN slots s ON ${same(sql`t`, sql`s`)} AND t.starts = s.starts AND t.slot = s.slot WHERE t.intake
    UNION ALL
    SELECT s.subject, s.item, s.starts, s.slot, -2 AS source, TRUE AS supplied
    FROM (${dispensedDays(ctx, ofItems(ctx, ctx.params.items), ctx.dataEnd)}) d JOIN slots s ON ${same(sql`d`, sql`s`)} AND d.day = s.day),
  held AS (SELECT h.*, coalesce(text, '–') AS name FROM (SELECT subject, item, source, supplied, count(*) AS days FROM there GROUP BY ALL) h LEFT JOIN ${ctx.terms} ON key = source),
  pairs AS (
    SELECT a.subject, a.item, a.source, b.source AS beside, a.name AS name, CASE WHEN b.supplied THEN ${dispensing} ELSE b.name END AS against, a.days AS here, b.days AS there
    FROM held a JOIN held b ON ${same(sql`a`, sql`b`)} AND NOT a.supplied AND (b.supplied OR a.name < b.name)),
  overlap AS (
    SELECT a.subject, a.item, a.source, b.source AS beside, count(*) AS days
    FROM there a JOIN there b ON ${same(sql`a`, sql`b`)} AND a.starts = b.starts AND a.slot = b.slot AND a.source <> b.source GROUP BY ALL),
  whole AS (SELECT subject, item, count(*) AS days FROM slots GROUP BY ALL)
  SELECT p.subject, name AS source, against, sum(coalesce(t.days, 0))::BIGINT AS together, sum(here - coalesce(t.days, 0))::BIGINT AS "only", sum(p.there - coalesce(t.days, 0))::BIGINT AS other,
    sum(w.days - here - p.there + coalesce(t.days, 0))::BIGINT AS neither
  FROM pairs p LEFT JOIN overlap t ON ${same(sql`p`, sql`t`)} AND p.source = t.source AND p.beside = t.beside JOIN whole w ON ${same(sql`p`, sql`w`)}
  GROUP BY p.subject, name, against`;
