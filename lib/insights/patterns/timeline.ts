import { sql, type Sql } from "../../sql";
import type { CellsContext } from "../insight";
import { lengths, type Params } from "./params";

/** Events of each kind by period from the index day, over the days that patients were under observation in it: a group, kind and period in which somebody was. */
export function timeline({ rows, params: { unit, before, after }, dialect }: CellsContext<Params>): Sql {
  const days = lengths[unit];
  const periodOf = (day: Sql) => sql`floor((${day} - index_day) / ${days})::BIGINT`;
  const start = (n: Sql) => sql`(index_day + (${n} * ${days})::INTEGER)`;
  const own = dialect.integers(
    sql`greatest(${-before}, ${periodOf(sql`"from"`)})`,
    sql`least(${after - 1}, ${periodOf(sql`"to"`)})`,
  );
  return sql`
    WITH reached AS (SELECT "group", "from", "to", index_day, unnest(${own}) AS period FROM ${rows} WHERE part = 'observed'),
    watched AS (
      SELECT "group", period, count(*)::BIGINT AS observed, sum(least("to" + 1, ${start(sql`(period + 1)`)}) - greatest("from", ${start(sql`period`)}))::BIGINT AS days
      FROM reached GROUP BY "group", period),
    had AS (SELECT "group", event, period, sum(events)::BIGINT AS events, count(DISTINCT subject)::BIGINT AS patients FROM ${rows} WHERE part = 'period' GROUP BY "group", event, period)
    SELECT w."group", k.event, w.period, coalesce(h.patients, 0) AS patients, coalesce(h.events, 0) AS events, w.observed, w.days, coalesce(h.events, 0) * 7 / w.days AS rate
    FROM watched w CROSS JOIN (SELECT DISTINCT event FROM had) k LEFT JOIN had h ON h."group" = w."group" AND h.event = k.event AND h.period = w.period
    ORDER BY w."group", k.event, w.period`;
}
