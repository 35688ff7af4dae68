import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Place } from "../engine/queue";
import type { FileColumn } from "../log/columns";
import { table } from "../log/schema";
import { list, sql, type Sql } from "../sql";

/** What was stated of patients under a name: (segment, row, value), and the types of the events that state it. */
export type Stated = { rows: Sql; ofTypes: Sql };

export const inColumn = (column: FileColumn): Stated => ({
  rows: sql`(SELECT segment, row, text AS value FROM ${column.rows} JOIN ${column.words} USING (key))`,
  ofTypes: sql`TRUE`,
});

/** A trait as its events state it. Their types are asked for first: a scan that knows them reads the rest of those rows alone. */
export async function asTrait(engine: Engine, name: string, place: Place): Promise<Stated> {
  const stating = sql`FROM ${table("traits")} WHERE name = ${name}`;
  const types = decode(await engine.query(sql`SELECT DISTINCT type ${stating} ORDER BY type`, place), {
    type: "integer",
  }).flatMap(({ type }) => type ?? []);
  return {
    rows: sql`(SELECT segment, row, value ${stating})`,
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
