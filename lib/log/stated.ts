import type { FileColumn } from "./columns";
import { table } from "./schema";
import type { Study } from "./study";
import { list, sql, type Sql } from "../sql";

/** What was stated of patients: (segment, row, value), with the name where there are several, and the types of the events that state it. A scan that knows the types reads the rest of those rows alone. */
export type Stated = { rows: Sql; ofTypes: Sql };

export const inColumn = (column: FileColumn): Stated => ({
  rows: sql`(SELECT segment, row, text AS value FROM ${column.rows} JOIN ${column.words} USING (key))`,
  ofTypes: sql`TRUE`,
});

/** All traits as their events state them: (segment, row, name, value). */
export const allTraits = ({ traits }: Study): Stated => ({
  rows: sql`(SELECT segment, row, name, value FROM ${table("traits")})`,
  ofTypes: traits.length === 0 ? sql`FALSE` : sql`e.type IN ${list([...new Set(traits.map(({ type }) => type))])}`,
});

/** The same with what tells which was stated last: (name, value, patient, day, occurred_at, recorded_at, space, key), of those that `events` knew; few rows, but of columns of the whole log. */
export const statements = ({ rows, ofTypes }: Stated, events: Sql): Sql => sql`
  SELECT tr.* EXCLUDE (segment, row), e.subject AS patient, e.day, e.occurred_at, e.recorded_at, e.space, e.key
  FROM ${rows} tr JOIN (FROM ${events} e WHERE ${ofTypes}) e ON e.segment = tr.segment AND e.row = tr.row`;
