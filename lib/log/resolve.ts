import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { sql, type Sql } from "../sql";
import { emptyIncoming, identity, names, received, scratch, standing, table } from "./schema";

/** Rows sorted at a time: what a sort holds grows with the share of patients in one bucket, not with the log. */
const bucketRows = 1_500_000;
/** Keys counted at a time, so that finding repeats holds a bounded table. */
const keyRows = 6_000_000;

const [repeats, versions, verdicts] = [scratch("repeats"), scratch("versions"), scratch("verdicts")];
const both: Sql = sql`(SELECT ${names(received)} FROM ${table("received")} UNION ALL SELECT ${names(received)} FROM ${table("incoming")})`;

/** Recorded first wins; ties go by what both say, never by which file came first. */
const order = sql`recorded_at, occurred_at, pos, part, content, source`;

/** Sets apart the first of each id, its duplicates and its conflicts. A later version holds from its own recorded_at on; a row that corrects or retracts another ends it. */
const steps = (): Sql[] => [
  sql`CREATE OR REPLACE TABLE ${versions} AS
    WITH named AS (
      SELECT ${names(received)}, CASE WHEN kind = ${identity.content} THEN row_number() OVER (PARTITION BY key, segment ORDER BY row) ELSE 1 END AS ordinal
      FROM ${both} WHERE key IN (SELECT key FROM ${repeats}) OR corrects IS NOT NULL OR key IN (SELECT corrects FROM ${both} WHERE corrects IS NOT NULL))
    SELECT *, row_number() OVER (PARTITION BY key, ordinal, content ORDER BY ${order}, segment, row) AS copy FROM named`,
  sql`CREATE OR REPLACE TABLE ${verdicts} AS
    WITH held AS (
      SELECT segment, row, key, recorded_at, corrects,
        row_number() OVER (PARTITION BY key, ordinal ORDER BY ${order}) AS version,
        lead(recorded_at) OVER (PARTITION BY key, ordinal ORDER BY ${order}) AS replaced_at
      FROM ${versions} WHERE copy = 1),
    ended AS (SELECT corrects AS key, min(recorded_at) AS ended_at FROM held WHERE corrects IS NOT NULL GROUP BY corrects)
    SELECT segment, row, ${standing.duplicate}::UTINYINT AS standing, NULL::TIMESTAMP AS known_until FROM ${versions} WHERE copy > 1
    UNION ALL
    SELECT segment, row, CASE WHEN version = 1 THEN ${standing.fresh} ELSE ${standing.conflict} END::UTINYINT,
      CASE WHEN ended_at < recorded_at THEN recorded_at ELSE least(replaced_at, ended_at) END
    FROM held LEFT JOIN ended USING (key)`,
];

async function findRepeats(engine: Engine, rows: number, signal: { signal?: AbortSignal }): Promise<void> {
  const passes = Math.max(1, Math.ceil(rows / keyRows));
  await engine.query(sql`CREATE OR REPLACE TABLE ${repeats} (key HUGEINT)`, signal);
  for (let pass = 0; pass < passes; pass++) {
    const part = passes === 1 ? sql`TRUE` : sql`hash(key) % ${passes} = ${pass}`;
    await engine.query(sql`INSERT INTO ${repeats} SELECT key FROM ${both} WHERE ${part} GROUP BY key HAVING count(*) > 1`, signal);
  }
}

async function write(engine: Engine, rows: number, signal: { signal?: AbortSignal }): Promise<void> {
  const patients = decode(await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${table("subjects")}`), { n: "integer" })[0]?.n ?? 0;
  const buckets = Math.max(1, Math.ceil(rows / bucketRows));
  const width = Math.ceil((patients + 1) / buckets);
  await engine.query(sql`CREATE OR REPLACE TABLE ${table("next")} AS FROM ${table("received")} LIMIT 0`, signal);
  for (let bucket = 0; bucket < buckets; bucket++)
    await engine.query(
      sql`INSERT INTO ${table("next")} SELECT a.*, coalesce(v.standing, ${standing.fresh})::UTINYINT, v.known_until
        FROM ${both} a LEFT JOIN ${verdicts} v ON v.segment = a.segment AND v.row = a.row
        WHERE subject >= ${bucket * width} AND subject < ${(bucket + 1) * width}
        ORDER BY subject, occurred_at, recorded_at, key, a.segment, a.row`,
      signal,
    );
}

/** Takes `incoming` into `received`: one table, in order of patient and time, every row with its standing and the time it held. Cost n log n in rows. */
export async function resolve(engine: Engine, signal?: AbortSignal): Promise<void> {
  const stop = signal ? { signal } : {};
  const rows = decode(await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${both}`), { n: "integer" })[0]?.n ?? 0;
  try {
    await findRepeats(engine, rows, stop);
    for (const step of steps()) await engine.query(step, stop);
    await write(engine, rows, stop);
    await engine.query(sql`DROP TABLE ${table("received")}`);
    await engine.query(sql`ALTER TABLE ${table("next")} RENAME TO received`);
    for (const statement of emptyIncoming) await engine.query(statement);
  } finally {
    for (const name of [repeats, versions, verdicts, table("next")]) await engine.query(sql`DROP TABLE IF EXISTS ${name}`);
  }
}
