import type { Row } from "../../engine/decode";
import { and, sql, type Sql } from "../../sql";
import type { CellsContext } from "../insight";
import type { Compared } from "./sides";

type Given = CellsContext<Compared>;

/** A row of differences, and which of its two sides is looked at. */
export const sideOf = (row: Row, side: "first" | "second"): Row => ({ ...row, side: row[side] ?? null });

const valued = sql`r.value IS NOT NULL`;

/** Whose values one side of a difference is the mean of: a group's in a period or in any; those of a period who have one in the other too. */
function inMean({ paired, period, group, first, second, side }: Row, { rows }: Given): Sql {
  if (paired !== true)
    return and([
      valued,
      sql`r."group" = ${side ?? null}`,
      period === null || period === undefined ? sql`TRUE` : sql`r.period::VARCHAR = ${period}`,
    ]);
  return sql`${valued} AND r."group" = ${group ?? null} AND r.period::VARCHAR = ${side ?? null} AND r.subject IN (
    SELECT subject FROM ${rows} WHERE value IS NOT NULL AND "group" = ${group ?? null} AND period::VARCHAR IN (${first ?? null}, ${second ?? null}) GROUP BY subject HAVING count(DISTINCT period) = 2)`;
}

/** Of those, who is at the threshold; over all periods by the mean of theirs. */
function atThreshold(row: Row, ctx: Given): Sql {
  const { rows, dialect, params } = ctx;
  const all = row["paired"] !== true && (row["period"] === null || row["period"] === undefined);
  const own = all
    ? sql`r.subject IN (SELECT subject FROM ${rows} WHERE value IS NOT NULL AND "group" = ${row["side"] ?? null} GROUP BY subject HAVING ${dialect.mean(sql`value`)} >= ${params.threshold})`
    : sql`r.value >= ${params.threshold}`;
  return sql`${inMean(row, ctx)} AND ${own}`;
}

/** Who is behind each side of a difference. */
export const behind = { inMean, atThreshold };
