import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { insightNamed } from "@/bin/registry";
import { everybody } from "@/lib/cohorts/entering";
import { duckdbDialect } from "@/lib/engine/duckdb-dialect";
import { prepare } from "@/lib/ingest/prepare";
import { open } from "@/lib/ingest/read/open";
import { observed } from "@/lib/projections/observed";
import type { InRoles } from "@/lib/log/roles";
import { happened } from "@/lib/projections/observed";
import { id, join, list, sql, type Sql } from "@/lib/sql";
import { inOne } from "./in-one";
import { halfway, questions, type Measured } from "./measured";

const texts = ["type", "recorded_by", "source", "topic", "item", "unit", "reason"];
const others = [
  "event_id",
  "occurred_at",
  "recorded_at",
  "partition",
  "offset",
  "corrects",
  "dose",
  "doses_per_day",
  "days_supply",
  "value",
  "until",
];

const contents = [
  "type",
  "subject",
  "occurred_at",
  "recorded_by",
  "source",
  "corrects",
  "item",
  "dose",
  "unit",
  "doses_per_day",
  "days_supply",
  "until",
  "value",
  "reason",
  "sex",
  "birth_date",
  "arm",
  "prior_treatment",
  "payload",
];

const hashOf = (names: readonly string[]): Sql =>
  sql`(hash(${join(names.map((name) => id("e", name)))}) >> 32)::UINTEGER`;

/** The same work as an ingest, in order: patients and texts to integers; which ids come more than once or are corrected, which positions two ids share, and from that until when each row is known to hold; then all
 * rows with their day (in UTC, to the advantage of this side) and a hash of all that they say, by patient and time, in a compressed table; and what stands for the whole log. */
function ingest(file: string): { read: Sql[]; resolve: Sql[]; write: Sql[] } {
  const data = sql`read_parquet(${file}, file_row_number = true)`;
  return {
    read: [
      sql`ATTACH ':memory:' AS log (COMPRESS)`,
      sql`CREATE TABLE subjects AS SELECT (row_number() OVER (ORDER BY subject))::INTEGER AS key, subject AS text FROM (SELECT DISTINCT subject FROM ${data})`,
      sql`CREATE TABLE terms AS SELECT (row_number() OVER (ORDER BY text))::INTEGER AS key, text FROM (${join(
        texts.map((name) => sql`SELECT DISTINCT ${id(name)} AS text FROM ${data}`),
        " UNION ",
      )}) WHERE text IS NOT NULL`,
    ],
    resolve: [
      sql`CREATE TABLE repeats AS SELECT event_id FROM ${data} GROUP BY event_id HAVING count(*) > 1 UNION SELECT corrects FROM ${data} WHERE corrects IS NOT NULL`,
      sql`CREATE TABLE clashes AS SELECT source, topic, "partition", "offset" FROM ${data} WHERE "offset" IS NOT NULL GROUP BY ALL HAVING min(event_id) <> max(event_id)`,
      sql`CREATE TABLE verdicts AS
        WITH versions AS (SELECT e.file_row_number AS row, e.event_id, e.recorded_at, ${hashOf(contents)} AS content FROM ${data} e
          WHERE e.event_id IN (FROM repeats) OR (e.source, e.topic, e."partition", e."offset") IN (FROM clashes)),
        copies AS (SELECT *, row_number() OVER (PARTITION BY event_id, content ORDER BY recorded_at, row) AS copy FROM versions),
        held AS (SELECT *, lead(recorded_at) OVER (PARTITION BY event_id ORDER BY recorded_at, row) AS until, row_number() OVER (PARTITION BY event_id ORDER BY recorded_at, row) AS version FROM copies WHERE copy = 1),
        ended AS (SELECT corrects AS event_id, min(recorded_at) AS ended_at FROM ${data} WHERE corrects IS NOT NULL GROUP BY ALL)
        SELECT row, 1 AS standing, NULL AS known_until FROM copies WHERE copy > 1
        UNION ALL SELECT row, CASE WHEN version > 1 THEN 2 ELSE 0 END, least(until, ended_at) FROM held LEFT JOIN ended USING (event_id)`,
    ],
    write: [
      sql`CREATE TABLE log.events AS SELECT s.key AS subject, ${join(texts.map((name) => sql`${id(`t ${name}`)}.key AS ${id(name)}`))}, ${join(others.map((name) => id("e", name)))},
          e.file_row_number::INTEGER AS row, e.occurred_at::DATE AS day, coalesce(v.standing, 0)::UTINYINT AS standing, v.known_until, ${hashOf(contents)} AS content
        FROM ${data} e JOIN subjects s ON s.text = e.subject LEFT JOIN verdicts v ON v.row = e.file_row_number
        ${join(
          texts.map((name) => sql`LEFT JOIN terms ${id(`t ${name}`)} ON ${id(`t ${name}`)}.text = ${id("e", name)}`),
          " ",
        )}
        ORDER BY s.key, e.occurred_at`,
      sql`SELECT sum(hash(event_id, content, recorded_at, known_until, day)::HUGEINT) FROM log.events WHERE standing <> 1`,
    ],
  };
}

/** Raw rows under the names that insights use. Days are UTC's and, where they are not asked for as known at a moment, repeated ids stay in: both to the advantage of this side. */
const events = (from: Sql, roles: Readonly<Record<string, string>>): Sql => sql`
  SELECT subject, item, type, role, 0 AS kind, 0 AS space, make_timestamp(epoch_us(occurred_at)) AS occurred_at, make_timestamp(epoch_us(occurred_at))::DATE AS day, recorded_at, event_id AS key,
    file_row_number AS row, 0 AS segment, dose, doses_per_day AS per_day, days_supply, value, make_timestamp(epoch_us(until))::DATE AS until_day
  FROM ${from} LEFT JOIN (VALUES ${join(Object.entries(roles).map(([type, role]) => sql`(${type}, ${role})`))}) AS roles (type, role) USING (type)`;

const inRoles: InRoles = (...roles) => sql`coalesce(role IN ${list(roles)}, FALSE)`;

const eventsOverTime = sql`SELECT date_trunc('month', day) AS period, type, count(*), count(DISTINCT subject) FROM events e WHERE ${happened({ inRoles })} GROUP BY ALL ORDER BY ALL`;

/** What was recorded by a moment: of each id the last recorded by then, without those that were corrected by then. */
const knownBy = (data: Sql, moment: string): Sql => sql`(
  SELECT * FROM ${data} WHERE recorded_at <= ${moment}::TIMESTAMPTZ
    AND event_id NOT IN (SELECT corrects FROM ${data} WHERE corrects IS NOT NULL AND recorded_at <= ${moment}::TIMESTAMPTZ)
  QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY recorded_at DESC) = 1)`;

async function question(
  name: string,
  moment: { knownAt: string; now: string; dataStart: string; dataEnd: string },
): Promise<Sql> {
  if (name === "events-over-time") return eventsOverTime;
  const insight = await insightNamed(name);
  const params = insight.params.parse({});
  const members = everybody(sql`observed`).members;
  const base = { ...moment, cohorts: [], params, dialect: duckdbDialect, terms: sql`terms` };
  const patients = insight.patients({
    ...base,
    events: sql`events`,
    plain: sql`events`,
    inRoles,
    observed: sql`observed`,
    members: sql`(${members})`,
    attribute: null,
    traits: { rows: sql`(SELECT NULL AS name WHERE FALSE)`, ofTypes: sql`FALSE` },
  });
  const rows = sql`(SELECT r.*, m.index_day, m.patient, 'all' AS "group" FROM patient_rows r JOIN members m USING (subject))`;
  return sql`, terms AS (SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS text WHERE FALSE), observed AS (${observed({ events: sql`events`, inRoles }, moment.dataEnd)}), members AS (${members}), patient_rows AS (${inOne(patients)}) FROM (${insight.cells({ ...base, rows, members: sql`(SELECT *, 'all' AS "group" FROM members)` })})`;
}

async function timed(connection: DuckDBConnection, statements: readonly Sql[]): Promise<number> {
  const started = performance.now();
  for (const { text } of statements) await connection.runAndReadAll(text);
  return performance.now() - started;
}

/** DuckDB of one thread, and what it is asked of a file. */
async function openedNative(file: string) {
  const prepared = await prepare(await open(await openAsBlob(file), basename(file)));
  if (!prepared.mapped) throw new Error(`${file} was not recognised.`);
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const [span] = (
    await connection.runAndReadAll(
      sql`SELECT min(occurred_at)::DATE::VARCHAR, max(recorded_at)::DATE::VARCHAR, max(recorded_at)::VARCHAR, count(*)::INTEGER FROM read_parquet(${file})`
        .text,
    )
  ).getRows();
  const [dataStart, dataEnd, now, rows] = (span ?? []).map(String);
  const moment = { dataStart: dataStart ?? "", dataEnd: dataEnd ?? "", now: now ?? "", knownAt: now ?? "" };
  const data = sql`read_parquet(${file}, file_row_number = true)`;
  return { connection, moment, data, rows: Number(rows), roles: prepared.mapping.roles };
}

/** Native DuckDB, one thread: an insight with its defaults as one query over the raw rows of a file; milliseconds. */
export async function askNative(file: string, insight: string): Promise<number> {
  const { connection, moment, data, roles } = await openedNative(file);
  return timed(connection, [sql`WITH events AS (${events(data, roles)}) ${await question(insight, moment)}`]);
}

/** Native DuckDB, one thread, on the file itself: an ingest's work, and each question as one query over the raw rows. */
export async function measureNative(file: string): Promise<Measured> {
  const { connection, moment, data, rows, roles } = await openedNative(file);
  const asked: Measured["asked"] = {};
  for (const { insight } of questions) {
    const statement = sql`WITH events AS (${events(data, roles)}) ${await question(insight, moment)}`;
    asked[insight] = { cold: await timed(connection, [statement]), changed: null };
  }
  const [{ insight: first }] = questions;
  const then = halfway(moment.dataStart, moment.dataEnd);
  const known = sql`WITH events AS (${events(knownBy(data, then), roles)}) ${await question(first, { ...moment, knownAt: then, dataEnd: then.slice(0, 10) })}`;
  const knownAt = { first: await timed(connection, [known]), again: null };
  const { read, resolve, write } = ingest(file);
  const before = await timed(connection, read);
  const resolved = await timed(connection, resolve);
  const written = await timed(connection, write);
  return {
    rows,
    ingest: before + resolved + written,
    resolve: resolved,
    reopened: null,
    bytes: null,
    asked,
    knownAt,
  };
}
