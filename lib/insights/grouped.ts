import type { FileColumn } from "../log/columns";
import { table } from "../log/schema";
import { sql, type Sql } from "../sql";
import type { Breakdown } from "./insight";

/** What was stated of patients under a name: as traits, or in a column of the files. */
const statedAs = (name: string, column: FileColumn | null): Sql =>
  column
    ? sql`(SELECT segment, row, text AS value FROM ${column.rows} JOIN ${column.words} USING (key))`
    : sql`(SELECT segment, row, value FROM ${table("traits")} WHERE name = ${name})`;

/** Members with their group: everybody alike, or the latest value of a trait, or of a column of the files, that was true by the index day, else the first that came later; no more than `events` knew. */
export function grouped(members: Sql, breakdown: Breakdown, events: Sql, column: FileColumn | null): Sql {
  if (breakdown.by !== "trait") return sql`SELECT *, 'all' AS "group" FROM (${members})`;
  return sql`
    SELECT m.*, coalesce(t.value, 'unknown') AS "group" FROM (${members}) m LEFT JOIN (
      SELECT x.subject, coalesce(
          arg_max(tr.value, (day, occurred_at, recorded_at, e.space, e.key)) FILTER (day <= index_day),
          arg_min(tr.value, (day, occurred_at, recorded_at, e.space, e.key))) AS value
      FROM ${statedAs(breakdown.name, column)} tr JOIN ${events} e ON e.segment = tr.segment AND e.row = tr.row JOIN (${members}) x ON x.subject = e.subject
      GROUP BY ALL) t USING (subject)`;
}
