import { id, join, sql, type Sql } from "../sql";

/** How an event came in: the first of its id, the same again, or the same id with other content. */
export const standing = { fresh: 0, duplicate: 1, conflict: 2 } as const;

/** By what an event is known: the source's id, its position in a topic, or its content and its ordinal among the file's equal rows. */
export const identity = { id: 0, position: 1, content: 2 } as const;

/** Columns of a received row, in order. Text is kept as keys of `terms`, patients as keys of `subjects`. An event is known by (space, key): a whole number stays itself in the
 * space of its ids, anything else is hashed into both; two columns, because 128-bit integers are a hundred times dearer to read in WebAssembly. */
export const received = {
  segment: "INTEGER",
  row: "INTEGER",
  space: "BIGINT",
  key: "BIGINT",
  kind: "UTINYINT",
  content: "UINTEGER",
  type: "INTEGER",
  subject: "INTEGER",
  occurred_at: "TIMESTAMP",
  recorded_at: "TIMESTAMP",
  recorded_assumed: "BOOLEAN",
  day: "DATE",
  recorded_by: "INTEGER",
  source: "INTEGER",
  topic: "INTEGER",
  part: "INTEGER",
  pos: "BIGINT",
  corrects_space: "BIGINT",
  corrects: "BIGINT",
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
const resolved = { standing: "UTINYINT", known_until: "TIMESTAMP" } as const;

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

const createIncoming = sql`CREATE TABLE ${table("incoming")} (${columns(received)})`;

/** A dropped table gives its memory back; deleted rows would not. */
export const emptyIncoming: readonly Sql[] = [sql`DROP TABLE ${table("incoming")}`, createIncoming];

export const create: readonly Sql[] = [
  sql`CREATE TABLE ${table("subjects")} (key INTEGER, namespace VARCHAR, id VARCHAR)`,
  sql`CREATE TABLE ${table("terms")} (key INTEGER, text VARCHAR)`,
  sql`CREATE TABLE ${table("roles")} (type INTEGER, role VARCHAR)`,
  sql`CREATE TABLE ${table("received")} (${columns({ ...received, ...resolved })})`,
  createIncoming,
  sql`CREATE TABLE ${table("traits")} (segment INTEGER, row INTEGER, name VARCHAR, value VARCHAR)`,
  sql`CREATE TABLE ${table("quarantine")} (segment INTEGER, row INTEGER, reason VARCHAR)`,
];
