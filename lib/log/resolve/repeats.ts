import type { Engine } from "../../engine/engine";
import { sql, type Sql } from "../../sql";
import { table } from "../schema";
import { clashes, mark, repeats, type Stop } from "./relations";

/** Keys counted at a time, so that finding repeats holds a bounded table. */
const keyRows = 6_000_000;

const own = mark(sql`space`, sql`key`);

/** Finds the ids that more than one row has or that a row names, and the positions where rows of different ids lie. Cost linear in rows, memory bounded. */
export async function findRepeats(engine: Engine, all: Sql, rows: number, stop: Stop): Promise<void> {
  const passes = Math.max(1, Math.ceil(rows / keyRows));
  await engine.query(
    sql`CREATE OR REPLACE TABLE ${repeats} AS SELECT DISTINCT ${own} AS mark FROM ${table("corrections")}`,
    stop,
  );
  await engine.query(sql`CREATE OR REPLACE TABLE ${clashes} AS SELECT source, lane, pos FROM ${all} WHERE FALSE`, stop);
  for (let pass = 0; pass < passes; pass++) {
    const among = (value: Sql) => (passes === 1 ? sql`TRUE` : sql`hash(${value}) % ${passes} = ${pass}`);
    await engine.query(
      sql`INSERT INTO ${repeats} SELECT ${own} AS mark FROM ${all} WHERE ${among(own)} GROUP BY mark HAVING count(*) > 1`,
      stop,
    );
    await engine.query(
      sql`INSERT INTO ${clashes} SELECT source, lane, pos FROM ${all} WHERE lane IS NOT NULL AND pos IS NOT NULL AND ${among(sql`pos`)}
        GROUP BY source, lane, pos HAVING min(${own}) <> max(${own})`,
      stop,
    );
  }
}
