import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { id, join, none, sql, type Sql } from "../sql";
import {
  emptyIncoming,
  identity,
  incoming,
  names,
  ofIncoming,
  packed,
  received,
  scratch,
  spelled,
  standing,
  table,
  withStanding,
} from "./schema";

/** Rows sorted at a time: what a sort holds grows with the share of patients in one bucket, not with the log. */
const bucketRows = 1_500_000;
/** Keys counted at a time, so that finding repeats holds a bounded table. */
const keyRows = 6_000_000;

const [repeats, versions, verdicts] = [scratch("repeats"), scratch("versions"), scratch("verdicts")];

/** Recorded first wins; ties go by what both say, never by which file came first. */
const order = sql`recorded_at, occurred_at, pos, lane_name, content`;

/** Equal for equal ids; hardly ever for others, and what looks at ids then compares them whole. */
const mark = (space: Sql, key: Sql): Sql => sql`xor(${space}, ${key})`;
const own = mark(sql`space`, sql`key`);

/** The least of a value among rows of one id at one position of one topic: they are one record, even where a later export of it has other columns. */
const sameRecord = (value: Sql): Sql =>
  sql`CASE WHEN lane IS NULL OR pos IS NULL THEN ${value} ELSE min(${value}) OVER (PARTITION BY space, key, ordinal, lane, pos) END`;

/** Sets apart the first of each id, its duplicates and its conflicts. A later version holds from its own recorded_at on; a row that corrects or retracts another ends it. */
const steps = (all: Sql): Sql[] => [
  sql`CREATE OR REPLACE TABLE ${versions} AS
    WITH named AS (
      SELECT a.*, ${spelled}, c.space AS corrects_space, c.key AS corrects, t.text AS lane_name
      FROM ${all} a LEFT JOIN ${table("corrections")} c ON c.segment = a.segment AND c.row = a.row LEFT JOIN ${table("terms")} t ON t.key = a.lane
      WHERE ${mark(sql`a.space`, sql`a.key`)} IN (SELECT mark FROM ${repeats}) OR c.key IS NOT NULL),
    counted AS (SELECT *, CASE WHEN kind = ${identity.content} THEN row_number() OVER (PARTITION BY space, key, segment ORDER BY row) ELSE 1 END AS ordinal FROM named),
    placed AS (SELECT *, ${sameRecord(sql`content`)} AS placed FROM counted),
    alike AS (SELECT *, min(placed) OVER (PARTITION BY space, key, ordinal, content) AS alike FROM placed),
    meant AS (SELECT *, ${sameRecord(sql`alike`)} AS meant FROM alike)
    SELECT *, row_number() OVER (PARTITION BY space, key, ordinal, meant ORDER BY ${order}, segment, row) AS copy FROM meant`,
  sql`CREATE OR REPLACE TABLE ${verdicts} AS
    WITH held AS (
      SELECT segment, row, space, key, recorded_at, corrects_space, corrects,
        row_number() OVER (PARTITION BY space, key, ordinal ORDER BY ${order}) AS version,
        lead(recorded_at) OVER (PARTITION BY space, key, ordinal ORDER BY ${order}) AS replaced_at
      FROM ${versions} WHERE copy = 1),
    ended AS (SELECT corrects_space AS space, corrects AS key, min(recorded_at) AS ended_at FROM held WHERE corrects IS NOT NULL GROUP BY ALL)
    SELECT segment, row, ${standing.duplicate}::UTINYINT AS standing, NULL::TIMESTAMP AS known_until FROM ${versions} WHERE copy > 1
    UNION ALL
    FROM (SELECT segment, row, CASE WHEN version = 1 THEN ${standing.fresh} ELSE ${standing.conflict} END::UTINYINT AS standing,
      CASE WHEN ended_at < recorded_at THEN recorded_at ELSE least(replaced_at, ended_at) END AS known_until
    FROM held LEFT JOIN ended USING (space, key)) WHERE standing <> ${standing.fresh} OR known_until IS NOT NULL`,
];

/** Marks of the ids that more than one row has, and of those that a row corrects. */
async function findRepeats(engine: Engine, all: Sql, rows: number, stop: Stop): Promise<void> {
  const passes = Math.max(1, Math.ceil(rows / keyRows));
  await engine.query(
    sql`CREATE OR REPLACE TABLE ${repeats} AS SELECT DISTINCT ${own} AS mark FROM ${table("corrections")}`,
    stop,
  );
  for (let pass = 0; pass < passes; pass++) {
    const part = passes === 1 ? sql`TRUE` : sql`hash(${own}) % ${passes} = ${pass}`;
    await engine.query(
      sql`INSERT INTO ${repeats} SELECT ${own} AS mark FROM ${all} WHERE ${part} GROUP BY mark HAVING count(*) > 1`,
      stop,
    );
  }
}

const count = async (engine: Engine, from: Sql): Promise<number> =>
  decode(await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${from}`), { n: "integer" })[0]?.n ?? 0;

async function write(engine: Engine, all: Sql, rows: number, stop: Stop): Promise<void> {
  const patients = await count(engine, table("subjects"));
  const buckets = Math.max(1, Math.ceil(rows / bucketRows));
  const width = Math.ceil((patients + 1) / buckets);
  const kept = Object.keys(received).map((name) =>
    name === "flags"
      ? withStanding(ofIncoming(sql`a.flags`), sql`coalesce(v.standing, ${standing.fresh})`)
      : id("a", name),
  );
  for (let bucket = 0; bucket < buckets; bucket++) {
    const rowsOf = sql`SELECT ${join(kept.map((column, i) => sql`${column} AS ${id(Object.keys(received)[i] ?? "")}`))}, v.known_until
        FROM ${all} a LEFT JOIN ${verdicts} v ON v.segment = a.segment AND v.row = a.row
        ${buckets === 1 ? none : sql`WHERE subject >= ${bucket * width} AND subject < ${(bucket + 1) * width}`}
        ORDER BY a.subject, occurred_s, micros // 1000000, recorded_s, micros, space, key, a.segment, a.row`;
    await engine.query(
      bucket === 0
        ? sql`CREATE OR REPLACE TABLE ${table("next")} AS ${rowsOf}`
        : sql`INSERT INTO ${table("next")} ${rowsOf}`,
      stop,
    );
  }
}

type Stop = { signal?: AbortSignal };

/** Takes `incoming` into `received`: one table, in order of patient and time, every row with its standing and the time it held. The old table goes in one turn with `settle`, so that nobody asks in between. Cost n log n in rows. */
export async function resolve<T>(
  engine: Engine,
  settle: (engine: Engine) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const stop = signal ? { signal } : {};
  const [before, coming] = [
    await count(engine, table("rows")),
    (await count(engine, incoming)) + (await count(engine, packed)),
  ];
  const rows = before + coming;
  const parts = [
    ...(before > 0 ? [table("rows")] : []),
    incoming,
    ...((await count(engine, packed)) > 0 ? [packed] : []),
  ];
  const all = sql`(${join(
    parts.map((part) => sql`SELECT ${names(received)} FROM ${part}`),
    " UNION ALL ",
  )})`;
  try {
    await findRepeats(engine, all, rows, stop);
    for (const step of steps(all)) await engine.query(step, stop);
    await write(engine, all, rows, stop);
    return await engine.exclusive(async (turn) => {
      await turn.query(sql`DROP TABLE ${table("rows")}`);
      await turn.query(sql`ALTER TABLE ${table("next")} RENAME TO rows`);
      for (const statement of emptyIncoming) await turn.query(statement);
      return settle(turn);
    });
  } finally {
    for (const name of [repeats, versions, verdicts, table("next")])
      await engine.query(sql`DROP TABLE IF EXISTS ${name}`);
  }
}
