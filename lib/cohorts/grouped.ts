import type { Stated } from "../log/stated";
import { sql, type Sql } from "../sql";

/** Everybody alike. */
export const together = (members: Sql): Sql => sql`SELECT *, 'all' AS "group" FROM (${members})`;

/** Of rows (key, subject, index_day), the value of what was stated of the subject (key, value): the latest that was true by the index day, else the first that came later; no more than `events` knew. */
export const statedBy = (rows: Sql, key: Sql, { rows: said, ofTypes }: Stated, events: Sql): Sql => sql`
      SELECT x.${key}, coalesce(
          arg_max(tr.value, (day, occurred_at, recorded_at, e.space, e.key)) FILTER (day <= index_day),
          arg_min(tr.value, (day, occurred_at, recorded_at, e.space, e.key))) AS value
      FROM ${said} tr JOIN (FROM ${events} e WHERE ${ofTypes}) e ON e.segment = tr.segment AND e.row = tr.row JOIN (${rows}) x ON x.subject = e.subject
      GROUP BY ALL`;

/** Members with their group: what was stated of them by their index day. */
export const grouped = (members: Sql, stated: Stated, events: Sql): Sql => sql`
    SELECT m.*, coalesce(t.value, 'unknown') AS "group" FROM (${members}) m LEFT JOIN (${statedBy(members, sql`subject`, stated, events)}) t USING (subject)`;
