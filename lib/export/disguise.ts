import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { Engine } from "../engine/engine";
import { table } from "../log/schema";
import { id, join, sql, type Sql } from "../sql";

/** How rows of patients leave without their names: under pseudonyms that only who has the key (32 bytes, hexadecimal) can come to again, their dates moved where asked. */
export type Disguise = { key: string; shift: boolean };

const blockBytes = 64;

/** The key for one of the two passes of an HMAC (RFC 2104). */
const padded = (key: string, byte: number): string => {
  const bytes = hexToBytes(key);
  return bytesToHex(Uint8Array.from({ length: blockBytes }, (_, i) => (bytes[i] ?? 0) ^ byte));
};

/** HMAC-SHA-256 of what a text says for one purpose, in hexadecimal, as the database works it out. */
export function keyed(key: string, purpose: string, parts: readonly Sql[]): Sql {
  const said = join([sql`${purpose}`, ...parts], " || chr(0) || ");
  return sql`sha256(unhex(${padded(key, 0x5c)}) || unhex(sha256(unhex(${padded(key, 0x36)}) || encode(${said}))))`;
}

/** Digits of a hash that a pseudonym has: among a hundred thousand two are the same once in a billion times. */
const digits = 16;
const named = (letter: string, hash: Sql): Sql => sql`${letter} || substr(${hash}, 1, ${digits})`;

/** Weeks by which dates are moved: one to 26, either way. A day of the week stays what it was. */
const most = 26;
const weeks = (hash: Sql): Sql => {
  const drawn = sql`(('0x' || substr(${hash}, 1, 8))::BIGINT % ${2 * most})`;
  return sql`(7 * CASE WHEN ${drawn} < ${most} THEN ${drawn} - ${most} ELSE ${drawn} - ${most - 1} END)::INTEGER`;
};

/** Exports that go on side by side have a table each. */
let tables = 0;

/**
 * Every patient under a pseudonym: (subject, patient, number, shift), `number` in the order of the pseudonyms, `shift` in days, nought where dates stay. `work` has it; it is gone afterwards. Cost: linear in the patients.
 */
export async function withDisguise<Result>(
  { query }: Engine,
  { key, shift }: Disguise,
  work: (patients: Sql) => Promise<Result>,
): Promise<Result> {
  const patients = id("memory", "main", `disguised ${++tables}`);
  const who = [sql`namespace`, sql`id`];
  const moved = shift ? weeks(keyed(key, "shift", who)) : sql`0::INTEGER`;
  await query(sql`CREATE OR REPLACE TABLE ${patients} AS
    SELECT key AS subject, ${named("p", sql`hash`)} AS patient, row_number() OVER (ORDER BY hash)::INTEGER AS number, ${moved} AS shift
    FROM (SELECT key, namespace, id, ${keyed(key, "patient", who)} AS hash FROM ${table("subjects")})`);
  try {
    return await work(patients);
  } finally {
    await query(sql`DROP TABLE IF EXISTS ${patients}`);
  }
}

/** Who stated something, under a pseudonym. */
export const disguisedPerson = (key: string, column: Sql): Sql =>
  sql`CASE WHEN ${column} IS NOT NULL THEN ${named("s", keyed(key, "person", [column]))} END`;

/** A number of an event that nobody comes to from the id that its source gave it. */
export const disguisedNumber = (key: string, parts: readonly Sql[]): Sql =>
  sql`('0x' || substr(${keyed(
    key,
    "event",
    parts.map((part) => sql`${part}::VARCHAR`),
  )}, 1, 15))::BIGINT`;

/** What kind of time a column holds; words may begin with a day. */
export type Time = "day" | "moment" | "words";

/** A time so many days later. */
export function moved(column: Sql, time: Time, days: Sql): Sql {
  if (time === "day") return sql`(${column} + ${days})`;
  if (time === "moment") return sql`(${column} + to_days(${days}))`;
  const day = sql`try_cast(left(${column}, 10) AS DATE)`;
  return sql`CASE WHEN regexp_matches(${column}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') AND ${day} IS NOT NULL THEN strftime(${day} + ${days}, '%Y-%m-%d') || substr(${column}, 11) ELSE ${column} END`;
}
