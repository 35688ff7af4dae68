import type { FileColumn } from "../log/columns";
import { table } from "../log/schema";
import type { Study } from "../log/study";
import { list, sql, type Sql } from "../sql";

/** What was stated of patients under a name: (segment, row, value), and the types of the events that state it. */
export type Stated = { rows: Sql; ofTypes: Sql };

export const inColumn = (column: FileColumn): Stated => ({
  rows: sql`(SELECT segment, row, text AS value FROM ${column.rows} JOIN ${column.words} USING (key))`,
  ofTypes: sql`TRUE`,
});

/** A trait as its events state it. A scan that knows their types reads the rest of those rows alone. */
export function asTrait({ traits }: Study, name: string): Stated {
  const types = traits.flatMap((trait) => (trait.name === name ? trait.type : []));
  return {
    rows: sql`(SELECT segment, row, value FROM ${table("traits")} WHERE name = ${name})`,
    ofTypes: types.length === 0 ? sql`FALSE` : sql`e.type IN ${list(types)}`,
  };
}

/** Everybody alike. */
export const together = (members: Sql): Sql => sql`SELECT *, 'all' AS "group" FROM (${members})`;

/** Members with their group: the latest value of what was stated of them that was true by the index day, else the first that came later; no more than `events` knew. */
export const grouped = (members: Sql, { rows, ofTypes }: Stated, events: Sql): Sql => sql`
    SELECT m.*, coalesce(t.value, 'unknown') AS "group" FROM (${members}) m LEFT JOIN (
      SELECT x.subject, coalesce(
          arg_max(tr.value, (day, occurred_at, recorded_at, e.space, e.key)) FILTER (day <= index_day),
          arg_min(tr.value, (day, occurred_at, recorded_at, e.space, e.key))) AS value
      FROM ${rows} tr JOIN (FROM ${events} e WHERE ${ofTypes}) e ON e.segment = tr.segment AND e.row = tr.row JOIN (${members}) x ON x.subject = e.subject
      GROUP BY ALL) t USING (subject)`;
