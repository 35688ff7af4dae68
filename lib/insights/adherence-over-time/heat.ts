import type { Columns } from "../../engine/decode";
import { join, sql, type Sql } from "../../sql";
import type { Aside, CellsContext } from "../insight";

export const pictures = ["curves", "patients"] as const;

type Asked = { picture: (typeof pictures)[number]; threshold: number };
type Given = CellsContext<Asked>;

/** What became of a patient between the first and the second half of their periods, in the order of the rows. */
export const courses = ["stays", "falls", "rises", "stays below"] as const;

/** Rows at most but for what courses and groups leave over, and cells. */
const [mostRows, fewestRows, mostCells] = [400, 40, 30_000];

const columns = {
  row: "integer",
  group: "text",
  course: "text",
  size: "integer",
  period: "text",
  patients: "integer",
  mean: "number",
} as const satisfies Columns;

/** The relations `valued` (a patient's values in order) and `ranked` (subject, "group", course, row, size): patients by group, then by course, the mean of the first and of the second half of their periods at the threshold or below it (the middle one of an odd number counts in both),
 * then by the mean of all, descending, then by their values; as many neighbours a row as it takes. */
function ranked({ rows, dialect, params: { threshold } }: Given): Sql {
  const half = (condition: Sql) => dialect.mean(sql`CASE WHEN ${condition} THEN value END`);
  return sql`
    valued AS MATERIALIZED (SELECT subject, "group", period, value, row_number() OVER (PARTITION BY subject ORDER BY period) AS place, count(*) OVER (PARTITION BY subject) AS n
      FROM ${rows} r WHERE value IS NOT NULL),
    halves AS (SELECT subject, any_value("group") AS "group", ${dialect.mean(sql`value`)} AS mean, ${half(sql`2 * place <= n + 1`)} >= ${threshold} AS early, ${half(sql`2 * place > n`)} >= ${threshold} AS late,
      list(value ORDER BY period) AS own, list(period ORDER BY period) AS periods FROM valued GROUP BY subject),
    fits AS (SELECT least(${mostRows}, greatest(${fewestRows}, ${mostCells} // greatest(1, count(DISTINCT period)))) AS rows FROM valued),
    sorted AS (SELECT subject, "group", course, row_number() OVER (PARTITION BY "group", course ORDER BY mean DESC, own DESC, periods, subject) - 1 AS place
      FROM (SELECT *, CASE WHEN early AND late THEN 0 WHEN early THEN 1 WHEN late THEN 2 ELSE 3 END AS course FROM halves)),
    banded AS (SELECT *, place // (SELECT greatest(1, ceil(count(*) / any_value(rows)))::BIGINT FROM sorted, fits) AS band FROM sorted),
    ranked AS MATERIALIZED (SELECT subject, "group", course, dense_rank() OVER (ORDER BY "group", course, band) AS row, count(*) OVER (PARTITION BY "group", course, band) AS size FROM banded)`;
}

/** Patients in the order of their courses as rows of a heat map, each the mean of so many neighbours (`size`) in every period in which one of them has a value. Linear in patient rows, times their logarithm for the order; at most some 30,000 cells. */
export const heat: Aside<Asked, typeof columns> = {
  columns,
  rows: (ctx) =>
    ctx.params.picture === "curves"
      ? null
      : sql`WITH ${ranked(ctx)}
        SELECT row::BIGINT AS row, any_value(k."group") AS "group", CASE any_value(course) ${join(
          courses.map((course, i) => sql`WHEN ${i} THEN ${course}`),
          " ",
        )} END AS course, any_value(size)::BIGINT AS size, period::VARCHAR AS period, count(*)::BIGINT AS patients, ${ctx.dialect.mean(sql`value`)} AS mean
        FROM valued v JOIN ranked k USING (subject) GROUP BY row, v.period ORDER BY row, v.period`,
  members: ({ row, period }, ctx) =>
    sql`r.period::VARCHAR = ${period} AND r.value IS NOT NULL AND r.subject IN (WITH ${ranked(ctx)} SELECT subject FROM ranked WHERE row = ${row})`,
};
