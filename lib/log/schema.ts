import { id, join, sql, type Sql } from "../sql";

/** How an event came in: the first of its id, the same again, or the same id with other content. */
export const standing = { fresh: 0, duplicate: 1, conflict: 2 } as const;

/** By what an event is known: the source's id, its position in a topic, or its content and its ordinal among the file's equal rows. */
export const identity = { id: 0, position: 1, content: 2 } as const;

/** Columns of a row as it is kept, in order. Text is kept as keys of `terms`, patients as keys of `subjects`. An event is known by (space, key): a whole number stays itself in the
 * space of its ids, anything else is hashed into both; two columns, because 128-bit integers are a hundred times dearer to read in WebAssembly. `lane` is topic and partition. Clocks are whole
 * seconds since 1970, which take half the bits, and `micros` what both lack: those of occurred_at times 10^6, and those of recorded_at. `flags`: identity, whether recorded_at was assumed (4), and standing (times 8). */
export const received = {
  segment: "INTEGER",
  row: "INTEGER",
  space: "BIGINT",
  key: "BIGINT",
  content: "UINTEGER",
  flags: "UTINYINT",
  type: "INTEGER",
  subject: "INTEGER",
  occurred_s: "BIGINT",
  recorded_s: "BIGINT",
  micros: "BIGINT",
  day: "DATE",
  recorded_by: "INTEGER",
  source: "INTEGER",
  lane: "INTEGER",
  pos: "BIGINT",
  item: "INTEGER",
  unit: "INTEGER",
  reason: "INTEGER",
  dose: "DOUBLE",
  per_day: "DOUBLE",
  days_supply: "DOUBLE",
  value: "DOUBLE",
  until_day: "DATE",
} as const;

/** What resolution adds. */
const resolved = { known_until: "TIMESTAMP" } as const;

const assumed = 4;
const standings = 8;

export const flagsOf = (kind: Sql, recordedAssumed: Sql): Sql =>
  sql`(${kind} + CASE WHEN ${recordedAssumed} THEN ${assumed} ELSE 0 END)::UTINYINT`;
export const withStanding = (flags: Sql, standing: Sql): Sql => sql`(${flags} + ${standings} * ${standing})::UTINYINT`;
export const ofIncoming = (flags: Sql): Sql => sql`(${flags} % ${standings})::UTINYINT`;

/** The clocks of kept rows as moments, and what flags say, under names of their own. */
export const spelled: Sql = sql`make_timestamp(occurred_s * 1000000 + micros // 1000000) AS occurred_at, make_timestamp(recorded_s * 1000000 + micros % 1000000) AS recorded_at,
  flags % ${assumed} AS kind, flags // ${assumed} % 2 = 1 AS recorded_assumed, flags // ${standings} AS standing`;

export const table = (name: string): Sql => id("log", "main", name);
export const scratch = (name: string): Sql => id("memory", "main", name);

const columns = (of: Record<string, string>): Sql =>
  join(Object.entries(of).map(([name, type]) => sql`${id(name)} ${rawType(type)}`));

const types: Record<string, Sql> = {
  INTEGER: sql`INTEGER`,
  BIGINT: sql`BIGINT`,
  UTINYINT: sql`UTINYINT`,
  UINTEGER: sql`UINTEGER`,
  TIMESTAMP: sql`TIMESTAMP`,
  BOOLEAN: sql`BOOLEAN`,
  DATE: sql`DATE`,
  DOUBLE: sql`DOUBLE`,
};
const rawType = (type: string): Sql => types[type] ?? sql`VARCHAR`;

export const names = (of: Record<string, string>): Sql => join(Object.keys(of).map((name) => id(name)));

/** Rows that came in and are not resolved yet: written as they are, and compressed where there are many. */
export const [incoming, packed] = [scratch("incoming"), table("incoming")];

/** A dropped table gives its memory back; deleted rows would not. */
const emptied = (name: Sql): Sql[] => [
  sql`DROP TABLE IF EXISTS ${name}`,
  sql`CREATE TABLE ${name} (${columns(received)})`,
];
export const emptyIncoming: readonly Sql[] = [...emptied(incoming), ...emptied(packed)];

/** Compresses what came in. */
export const packIncoming: readonly Sql[] = [sql`INSERT INTO ${packed} FROM ${incoming}`, ...emptied(incoming)];

/** Times after the first in which a row was in force once more, and rows that would have closed a cycle of corrections. */
export const unsettled = (again: Sql, cycles: Sql): readonly Sql[] => [
  sql`CREATE OR REPLACE TABLE ${again} (segment INTEGER, row INTEGER, known_from TIMESTAMP, known_until TIMESTAMP)`,
  sql`CREATE OR REPLACE TABLE ${cycles} (segment INTEGER, row INTEGER)`,
];

export const create: readonly Sql[] = [
  sql`CREATE TABLE ${table("subjects")} (key INTEGER, namespace VARCHAR, id VARCHAR)`,
  sql`CREATE TABLE ${table("terms")} (key INTEGER, text VARCHAR)`,
  sql`CREATE TABLE ${table("roles")} (type INTEGER, role VARCHAR)`,
  sql`CREATE TABLE ${table("rows")} (${columns({ ...received, ...resolved })})`,
  sql`CREATE OR REPLACE VIEW ${table("received")} AS SELECT *, ${spelled} FROM ${table("rows")}`,
  sql`CREATE TABLE ${table("corrections")} (segment INTEGER, row INTEGER, space BIGINT, key BIGINT)`,
  ...unsettled(table("again"), table("cycles")),
  ...emptyIncoming,
  sql`CREATE TABLE ${table("traits")} (segment INTEGER, row INTEGER, name VARCHAR, value VARCHAR)`,
  sql`CREATE TABLE ${table("quarantine")} (segment INTEGER, row INTEGER, reason VARCHAR)`,
];
