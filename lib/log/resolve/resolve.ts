import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { id, join, none, sql, type Sql } from "../../sql";
import {
  emptyIncoming,
  emptyRows,
  incoming,
  names,
  ofIncoming,
  packed,
  received,
  standing,
  table,
  unsettled,
  withStanding,
} from "../schema";
import { findRepeats } from "./repeats";
import { relations, verdicts, type Stop } from "./relations";
import type { Rule } from "./rule";
import { judge } from "./verdicts";
import { versionSteps } from "./versions";

/** Rows sorted at a time: what a sort holds grows with the share of patients in one bucket, not with the log. */
const bucketRows = 1_500_000;

const next = { rows: table("next_rows"), again: table("next_again"), cycles: table("next_cycles") };

const count = async (engine: Engine, from: Sql): Promise<number> =>
  decode(await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${from}`), { n: "integer" })[0]?.n ?? 0;

async function write(engine: Engine, all: Sql, rows: number, stop: Stop): Promise<void> {
  const patients = await count(engine, table("subjects"));
  const buckets = Math.max(1, Math.ceil(rows / bucketRows));
  const width = Math.ceil((patients + 1) / buckets);
  const columns = Object.keys(received).map((name) =>
    name === "flags"
      ? sql`${withStanding(ofIncoming(sql`a.flags`), sql`coalesce(v.standing, ${standing.fresh})`)} AS flags`
      : id("a", name),
  );
  await engine.query(emptyRows(next.rows), stop);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const sorted = sql`SELECT ${join(columns)}, v.known_until
        FROM ${all} a LEFT JOIN ${verdicts} v ON v.segment = a.segment AND v.row = a.row
        ${buckets === 1 ? none : sql`WHERE subject >= ${bucket * width} AND subject < ${(bucket + 1) * width}`}
        ORDER BY a.subject, occurred_s`;
    await engine.query(sql`INSERT INTO ${next.rows} ${sorted}`, stop);
  }
}

/** How contradictions are decided, and which types of event withdraw the one they name. */
export type Deciding = { rule: Rule; retractions: readonly string[] };

/** Takes what came in into the log; a User Timing measure says how long it took to judge the rows: one table in order of patient and time, every row with its standing and the time it was in force. What was there gives way in one turn with `settle`, so that nobody asks in
 * between. Cost n log n in rows. */
export async function resolve<T>(
  engine: Engine,
  { rule, retractions }: Deciding,
  settle: (engine: Engine) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const stop = signal ? { signal } : {};
  const parts: Sql[] = [];
  let rows = 0;
  for (const part of [table("rows"), incoming, packed]) {
    const held = await count(engine, part);
    if (held > 0) parts.push(sql`SELECT ${names(received)} FROM ${part}`);
    rows += held;
  }
  const all = sql`(${parts.length > 0 ? join(parts, " UNION ALL ") : sql`SELECT ${names(received)} FROM ${incoming}`})`;
  const started = performance.now();
  try {
    await findRepeats(engine, all, rows, stop);
    for (const step of versionSteps(all, rule, retractions)) await engine.query(step, stop);
    for (const statement of unsettled(next.again, next.cycles)) await engine.query(statement, stop);
    await judge(engine, next.again, next.cycles, stop);
    performance.measure("rivergraph:resolve", { start: started, detail: { rows } });
    await write(engine, all, rows, stop);
    return await engine.exclusive(async (turn) => {
      for (const [name, made] of Object.entries(next)) {
        await turn.query(sql`DROP TABLE ${table(name)}`);
        await turn.query(sql`ALTER TABLE ${made} RENAME TO ${id(name)}`);
      }
      for (const statement of emptyIncoming) await turn.query(statement);
      return settle(turn);
    });
  } finally {
    for (const name of [...relations, ...Object.values(next)]) await engine.query(sql`DROP TABLE IF EXISTS ${name}`);
  }
}
