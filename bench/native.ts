import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { insightNamed } from "@/bin/registry";
import { everybody } from "@/lib/cohorts/everybody";
import { duckdbDialect } from "@/lib/engine/duckdb-dialect";
import { prepare } from "@/lib/ingest/prepare";
import { open } from "@/lib/ingest/read/open";
import { observed } from "@/lib/projections/observed";
import { happened } from "@/lib/projections/observed";
import { id, join, sql, type Sql } from "@/lib/sql";
import { questions, type Measured } from "./measured";

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

/** The same work as an ingest: read, patients and texts to integers, what tells equal contents from others as a hash of all that a row says, ids that come more than once, in order
 * of patient and time, in a compressed table. */
const ingest = (file: string): Sql[] => {
  const data = sql`read_parquet(${file}, file_row_number = true)`;
  return [
    sql`ATTACH ':memory:' AS log (COMPRESS)`,
    sql`CREATE TABLE subjects AS SELECT (row_number() OVER (ORDER BY subject))::INTEGER AS key, subject AS text FROM (SELECT DISTINCT subject FROM ${data})`,
    sql`CREATE TABLE terms AS SELECT (row_number() OVER (ORDER BY text))::INTEGER AS key, text FROM (${join(
      texts.map((name) => sql`SELECT DISTINCT ${id(name)} AS text FROM ${data}`),
      " UNION ",
    )}) WHERE text IS NOT NULL`,
    sql`CREATE TABLE repeats AS SELECT event_id FROM ${data} GROUP BY event_id HAVING count(*) > 1`,
    sql`CREATE TABLE log.events AS SELECT s.key AS subject, ${join(texts.map((name) => sql`${id(`t ${name}`)}.key AS ${id(name)}`))}, ${join(others.map((name) => id("e", name)))},
        e.file_row_number::INTEGER AS row, r.event_id IS NOT NULL AS repeated, (hash(${join(contents.map((name) => id("e", name)))}) >> 32)::UINTEGER AS content
      FROM ${data} e JOIN subjects s ON s.text = e.subject LEFT JOIN repeats r ON r.event_id = e.event_id
      ${join(
        texts.map((name) => sql`LEFT JOIN terms ${id(`t ${name}`)} ON ${id(`t ${name}`)}.text = ${id("e", name)}`),
        " ",
      )}
      ORDER BY s.key, e.occurred_at`,
  ];
};

/** Raw rows under the names that insights use. Days are UTC's and repeated ids stay in, both to the advantage of this side. */
const events = (file: string, roles: Readonly<Record<string, string>>): Sql => sql`
  SELECT subject, item, type, role, make_timestamp(epoch_us(occurred_at)) AS occurred_at, make_timestamp(epoch_us(occurred_at))::DATE AS day, recorded_at, event_id AS key,
    file_row_number AS row, 0 AS segment, dose, doses_per_day AS per_day, days_supply, value, make_timestamp(epoch_us(until))::DATE AS until_day
  FROM read_parquet(${file}, file_row_number = true) LEFT JOIN (VALUES ${join(Object.entries(roles).map(([type, role]) => sql`(${type}, ${role})`))}) AS roles (type, role) USING (type)`;

const eventsOverTime = sql`SELECT date_trunc('month', day) AS period, type, count(*), count(DISTINCT subject) FROM events e WHERE ${happened} GROUP BY ALL ORDER BY ALL`;

async function question(
  name: string,
  moment: { knownAt: string; now: string; dataStart: string; dataEnd: string },
): Promise<Sql> {
  if (name === "events-over-time") return eventsOverTime;
  const insight = await insightNamed(name);
  const params = insight.params.parse({});
  const members = everybody(sql`observed`);
  const base = { ...moment, params, dialect: duckdbDialect };
  const patients = insight.patients({
    ...base,
    events: sql`events`,
    observed: sql`observed`,
    members: sql`(${members})`,
    attribute: null,
  });
  const rows = sql`(SELECT r.*, m.index_day, 'all' AS "group" FROM patient_rows r JOIN members m USING (subject))`;
  return sql`, observed AS (${observed(sql`events`, moment.dataEnd)}), members AS (${members}), patient_rows AS (${patients}) FROM (${insight.cells({ ...base, rows, members: sql`members` })})`;
}

async function timed(connection: DuckDBConnection, statements: readonly Sql[]): Promise<number> {
  const started = performance.now();
  for (const { text } of statements) await connection.runAndReadAll(text);
  return performance.now() - started;
}

/** Native DuckDB, one thread, on the file itself: an ingest's work, and each question as one query over the raw rows. */
export async function measureNative(file: string): Promise<Measured> {
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
  const asked: Measured["asked"] = {};
  for (const { insight } of questions) {
    const statement = sql`WITH events AS (${events(file, prepared.mapping.roles)}) ${await question(insight, moment)}`;
    asked[insight] = { cold: await timed(connection, [statement]), changed: null };
  }
  return { rows: Number(rows), ingest: await timed(connection, ingest(file)), reopened: null, bytes: null, asked };
}
