import { assumedFlag, rowColumns } from "../ingest/encode/row-columns";
import { id, join, none, sql, type Sql } from "../sql";

/** How an event came in: the first of its id, the same again, or the same id with other content. */
export const standing = { fresh: 0, duplicate: 1, conflict: 2 } as const;

const sqlTypes = {
  whole: "INTEGER",
  word: "INTEGER",
  day: "DATE",
  long: "BIGINT",
  hash: "UINTEGER",
  byte: "UTINYINT",
  number: "DOUBLE",
} as const;

/** Columns of a row as it is kept, in order: its segment, and what its batch says of it, words as keys of `terms`, patients as keys of `subjects`. Two columns of 64 bits name an event, because integers of 128 are a
 * hundred times dearer to read in WebAssembly; clocks are whole seconds, which take half the bits. `flags` has the standing times 8 beside what the batch says. */
export const received: Readonly<Record<string, string>> = {
  segment: "INTEGER",
  ...Object.fromEntries(Object.entries(rowColumns).map(([name, kind]) => [name, sqlTypes[kind]])),
};

/** What resolution adds. */
const resolved = { known_until: "TIMESTAMP" } as const;

const standings = 8;

export const withStanding = (flags: Sql, standing: Sql): Sql => sql`(${flags} + ${standings} * ${standing})::UTINYINT`;
export const ofIncoming = (flags: Sql): Sql => sql`(${flags} % ${standings})::UTINYINT`;

/** The clocks of kept rows as moments, and what flags say, under names of their own. */
export const spelled: Sql = sql`make_timestamp(occurred_s * 1000000 + micros // 1000000) AS occurred_at, make_timestamp(recorded_s * 1000000 + micros % 1000000) AS recorded_at,
  flags % ${assumedFlag} AS kind, flags // ${assumedFlag} % 2 = 1 AS recorded_assumed, flags // ${standings} AS standing`;

export const table = (name: string): Sql => id("log", "main", name);
export const scratch = (name: string): Sql => id("memory", "main", name);

const columns = (of: Record<string, string>): Sql =>
  join(Object.entries(of).map(([name, type]) => sql`${id(name)} ${rawType(type)}`));

/** How columns of rows in order of patient and time come out smallest. To try every way for each column takes as long as to sort the rows; hashes never get smaller, and of values nothing is known. */
const [asTheyAre, asRuns, asBits] = [
  sql` USING COMPRESSION uncompressed`,
  sql` USING COMPRESSION rle`,
  sql` USING COMPRESSION bitpacking`,
];
const packing: Record<string, Sql> = {
  content: asTheyAre,
  segment: asRuns,
  flags: asRuns,
  subject: asRuns,
  dose: asRuns,
  per_day: asRuns,
  days_supply: asRuns,
  known_until: asRuns,
  value: none,
};

const packedColumns = (of: Record<string, string>): Sql =>
  join(Object.entries(of).map(([name, type]) => sql`${id(name)} ${rawType(type)}${packing[name] ?? asBits}`));

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
export const waiting = "incoming";
export const [incoming, packed] = [scratch(waiting), table("incoming")];

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

const keptRow = { ...received, ...resolved };

/** An empty table of rows as they are kept. */
export const emptyRows = (name: Sql): Sql => sql`CREATE OR REPLACE TABLE ${name} (${packedColumns(keptRow)})`;

/** The tables that the log is kept in. */
export const logTables = [
  "subjects",
  "terms",
  "roles",
  "rows",
  "corrections",
  "again",
  "cycles",
  "traits",
  "quarantine",
] as const;

export const create: readonly Sql[] = [
  sql`CREATE TABLE ${table("subjects")} (key INTEGER, namespace VARCHAR, id VARCHAR)`,
  sql`CREATE TABLE ${table("terms")} (key INTEGER, text VARCHAR)`,
  sql`CREATE TABLE ${table("roles")} (type INTEGER, role VARCHAR)`,
  emptyRows(table("rows")),
  sql`CREATE OR REPLACE VIEW ${table("received")} AS SELECT *, ${spelled} FROM ${table("rows")}`,
  sql`CREATE TABLE ${table("corrections")} (segment INTEGER, row INTEGER, space BIGINT, key BIGINT)`,
  ...unsettled(table("again"), table("cycles")),
  ...emptyIncoming,
  sql`CREATE TABLE ${table("traits")} (segment INTEGER, row INTEGER, type INTEGER, name VARCHAR, value VARCHAR)`,
  sql`CREATE TABLE ${table("quarantine")} (segment INTEGER, row INTEGER, reason VARCHAR)`,
];
