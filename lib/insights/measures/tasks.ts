import { sql, type Sql } from "../../sql";
import type { Context } from "./question";

/** Tasks that fell due under observation, by patient, item and the period of the day they were assigned for, and how many were done: a task is done by the first completion of its item at or after it and before the next of the same item. `period` is that of `day`. */
export function tasks({ plain, inRoles, terms, observed }: Context, period: Sql): Sql {
  const of = (role: Sql) =>
    sql`(SELECT subject, coalesce(item, -1) AS item, day, occurred_at, recorded_at, space, key FROM ${plain} e WHERE ${role})`;
  return sql`
    SELECT t.subject, 'task' AS part, coalesce(text, '–') AS measure, period::VARCHAR AS period, count(*)::BIGINT AS due, (count(*) FILTER (done))::BIGINT AS done
    FROM (
      SELECT d.subject, d.item, ${period} AS period, n.place IS NOT NULL AS done
      FROM (SELECT q.*, o.index_day, row_number() OVER (PARTITION BY q.subject, q.item ORDER BY occurred_at, recorded_at, space, key) AS place
        FROM ${of(inRoles("task-due"))} q JOIN ${observed} o ON o.subject = q.subject AND q.day BETWEEN o.from_day AND o.to_day) d
      LEFT JOIN (
        SELECT DISTINCT c.subject, c.item, a.place FROM ${of(inRoles("task-done"))} c
        ASOF JOIN (SELECT q.subject, q.item, q.occurred_at, max(place) AS place FROM (
            SELECT q.*, row_number() OVER (PARTITION BY q.subject, q.item ORDER BY occurred_at, recorded_at, space, key) AS place
            FROM ${of(inRoles("task-due"))} q JOIN ${observed} o ON o.subject = q.subject AND q.day BETWEEN o.from_day AND o.to_day) q GROUP BY ALL) a
          ON a.subject = c.subject AND a.item = c.item AND c.occurred_at >= a.occurred_at) n
        ON n.subject = d.subject AND n.item = d.item AND n.place = d.place) t
    LEFT JOIN ${terms} ON key = t.item GROUP BY t.subject, text, period`;
}
