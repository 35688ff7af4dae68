import { sql, type Sql } from "../sql";

/** Everybody alike. */
export const together = (members: Sql): Sql => sql`SELECT *, 'all' AS "group" FROM (${members})`;

/** Of rows (key, patient, index_day), the value of what was stated of the patient, by statements under one name: the latest that was true by the index day, else the first that came later. */
export const statedBy = (rows: Sql, key: Sql, statements: Sql): Sql => sql`
      SELECT x.${key}, coalesce(
          arg_max(s.value, (day, occurred_at, recorded_at, space, key)) FILTER (day <= index_day),
          arg_min(s.value, (day, occurred_at, recorded_at, space, key))) AS value
      FROM (${statements}) s JOIN (${rows}) x ON x.patient = s.patient
      GROUP BY ALL`;

/** Members with their group: what was stated of them by their index day. */
export const grouped = (members: Sql, statements: Sql): Sql => sql`
    SELECT m.*, coalesce(t.value, 'unknown') AS "group" FROM (${members}) m LEFT JOIN (${statedBy(members, sql`subject`, statements)}) t USING (subject)`;
