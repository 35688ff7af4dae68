import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { join, sql, type Sql } from "../../sql";
import { standing } from "../schema";
import { held, intricate, mark, statements, verdicts, versions, type Stop } from "./relations";
import { settle } from "./settle";

const own = mark(sql`space`, sql`key`);
const target = mark(sql`names_space`, sql`names_key`);

/** Events that take more than a look at who names them: a statement about them, or by them, ends, may be withdrawn, or may be part of a cycle. */
const findIntricate = sql`CREATE OR REPLACE TABLE ${intricate} AS
  WITH entangled AS (
    SELECT * FROM ${statements} WHERE until IS NOT NULL
      OR ${own} IN (SELECT ${target} FROM ${statements} WHERE withdraws)
      OR (${own} IN (SELECT ${target} FROM ${statements}) AND ${target} IN (SELECT ${own} FROM ${statements})))
  SELECT ${own} AS mark FROM entangled UNION SELECT ${target} FROM entangled`;

const entangled = sql`(SELECT mark FROM ${intricate})`;
const micros = (at: Sql): Sql => sql`epoch_us(${at})::VARCHAR`;
const name = (space: Sql, key: Sql): Sql => sql`${space} || ' ' || ${key}`;
const row = sql`segment || ' ' || row`;

/** Inserts rows of whole numbers, a bounded number at a time. */
async function insert(engine: Engine, into: Sql, rows: readonly Sql[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 2000)
    await engine.query(sql`INSERT INTO ${into} VALUES ${join(rows.slice(from, from + 2000))}`);
}

async function settleIntricate(engine: Engine, again: Sql, cycles: Sql, stop: Stop): Promise<void> {
  const said = decode(
    await engine.query(
      sql`SELECT ${row} AS row, ${name(sql`space`, sql`key`)} AS own, ${name(sql`names_space`, sql`names_key`)} AS target, withdraws, ${micros(sql`since`)} AS "from", ${micros(sql`until`)} AS until
        FROM ${statements} WHERE ${own} IN ${entangled} OR ${target} IN ${entangled} ORDER BY since, space, key, segment, row`,
      stop,
    ),
    { row: "text", own: "text", target: "text", withdraws: "boolean", from: "text", until: "text" },
  );
  if (said.length === 0) return;
  const given = decode(
    await engine.query(
      sql`SELECT ${row} AS row, ${name(sql`space`, sql`key`)} AS event, ${micros(sql`recorded_at`)} AS "from", ${micros(sql`until`)} AS until, contradicts FROM ${held} WHERE ${own} IN ${entangled}`,
      stop,
    ),
    { row: "text", event: "text", from: "text", until: "text", contradicts: "boolean" },
  );
  const interval = ({ from, until }: { from: string | null; until: string | null }) => ({
    from: BigInt(from ?? 0),
    until: until === null ? null : BigInt(until),
  });
  const settled = settle(
    said.map((one) => ({
      ...interval(one),
      row: one.row ?? "",
      own: one.own ?? "",
      target: one.target ?? "",
      withdraws: one.withdraws === true,
    })),
    given.map((one) => ({ ...interval(one), row: one.row ?? "", event: one.event ?? "" })),
  );
  const at = (moment: bigint | null) => (moment === null ? sql`NULL::TIMESTAMP` : sql`make_timestamp(${moment})`);
  const place = (text: string) => join(text.split(" ").map(Number));
  const about = new Map(given.map(({ row: of, contradicts, from }) => [of, { contradicts, from: BigInt(from ?? 0) }]));
  const judged: Sql[] = [];
  const later: Sql[] = [];
  for (const { row: of, intervals } of settled.inForce) {
    const { contradicts, from } = about.get(of) ?? { contradicts: false, from: 0n };
    const [first, ...more] = intervals;
    const atOnce = first?.from === from;
    const until = atOnce ? first.until : from;
    const stands = contradicts ? standing.conflict : standing.fresh;
    judged.push(sql`(${place(of)}, ${stands}, ${at(until)})`);
    for (const { from: since, until: to } of atOnce ? more : intervals)
      later.push(sql`(${place(of)}, ${at(since)}, ${at(to)})`);
  }
  await insert(engine, verdicts, judged);
  await insert(engine, again, later);
  await insert(
    engine,
    cycles,
    settled.cycles.map((of) => sql`(${place(of)})`),
  );
}

/** Judges every version, of which a copy of another never holds; `again` takes the times after the first in which one was in force once more, `cycles` the rows that would have closed one. */
export async function judge(engine: Engine, again: Sql, cycles: Sql, stop: Stop): Promise<void> {
  await engine.query(findIntricate, stop);
  await engine.query(
    sql`CREATE OR REPLACE TABLE ${verdicts} AS
      WITH ended AS (SELECT names_space AS space, names_key AS key, min(since) AS ended_at FROM ${statements} WHERE until IS NULL GROUP BY ALL),
      plain AS (
        SELECT segment, row, CASE WHEN contradicts THEN ${standing.conflict} ELSE ${standing.fresh} END::UTINYINT AS standing,
          CASE WHEN ended_at <= recorded_at THEN recorded_at ELSE least(until, ended_at) END AS known_until
        FROM ${held} LEFT JOIN ended USING (space, key) WHERE ${own} NOT IN ${entangled})
      SELECT segment, row, ${standing.duplicate}::UTINYINT AS standing, recorded_at AS known_until FROM ${versions} WHERE copy > 1
      UNION ALL FROM plain WHERE standing <> ${standing.fresh} OR known_until IS NOT NULL`,
    stop,
  );
  await settleIntricate(engine, again, cycles, stop);
}
