import { table } from "../log/schema";
import { sql, type Sql } from "../sql";
import type { Breakdown } from "./insight";

/** Members with their group: everybody alike, or the latest value of a trait that was true by the index day, else the first that came later; of traits no more than `events` knew. */
export function grouped(members: Sql, breakdown: Breakdown, events: Sql): Sql {
  if (breakdown.by !== "trait") return sql`SELECT *, 'all' AS "group" FROM (${members})`;
  return sql`
    SELECT m.*, coalesce(t.value, 'unknown') AS "group" FROM (${members}) m LEFT JOIN (
      SELECT x.subject, coalesce(
          arg_max(tr.value, (day, occurred_at, recorded_at, e.space, e.key)) FILTER (day <= index_day),
          arg_min(tr.value, (day, occurred_at, recorded_at, e.space, e.key))) AS value
      FROM ${table("traits")} tr JOIN ${events} e ON e.segment = tr.segment AND e.row = tr.row JOIN (${members}) x ON x.subject = e.subject
      WHERE tr.name = ${breakdown.name} GROUP BY ALL) t USING (subject)`;
}
