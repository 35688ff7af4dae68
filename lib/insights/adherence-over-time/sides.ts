import { id, join, none, sql, type Sql } from "../../sql";
import type { CellsContext } from "../insight";
import { type Compare, namesOf } from "./compare";

export type Compared = { compare: Compare; threshold: number };
type Given = CellsContext<Compared>;

const unnamed = sql`(name IN ('unknown', '–'))`;
const one = sql`SELECT subject, patient, key, place, 1 AS side, one AS value FROM pairs`;
const paired = join(
  [
    one,
    sql`SELECT subject, patient, key, place, 2, other FROM pairs`,
    sql`SELECT subject, patient, key, place, 3, one - other FROM pairs`,
  ],
  " UNION ALL ",
);

/** The two sides as they are named; else the two groups with the most patients, those whose group is not known last and ties by name, or the last and the first of the periods with more than a fifth of the patients of the fullest. */
function chosen({ compare }: Compared): Sql {
  const [first, second] = namesOf(compare);
  const groups = compare.what === "groups";
  const named = groups ? sql`"group"` : sql`period`;
  const usual = groups ? sql`TRUE` : sql`5 * count(*) > max(count(*)) OVER ()`;
  const order = (back: Sql) => (groups ? sql`${unnamed}, patients DESC, name` : sql`place${back}`);
  const pick = (given: string, other: Sql, by: Sql) =>
    given === ""
      ? sql`(SELECT name FROM sizes WHERE usual AND name IS DISTINCT FROM ${other} ORDER BY ${by} LIMIT 1)`
      : sql`${given}`;
  return sql`sizes AS (SELECT ${named}::VARCHAR AS name, ${named} AS place, count(DISTINCT subject) AS patients, ${usual} AS usual FROM valued GROUP BY ${named}),
    chosen AS (SELECT first, ${pick(second, sql`first`, order(none))} AS second FROM (SELECT ${pick(first, sql`${second === "" ? null : second}`, order(sql` DESC`))} AS first))`;
}

/** Values by side: of two groups in every period and, with an empty key, over all of them by each patient's mean; of two periods in every group. */
function sided({ dialect, params: { compare } }: Given): Sql {
  if (compare.what === "periods")
    return sql`sided AS MATERIALIZED (SELECT subject, patient, "group" AS key, "group" AS place, CASE WHEN period::VARCHAR = first THEN 1 ELSE 2 END AS side, value
      FROM valued JOIN chosen ON period::VARCHAR IN (first, second) AND second IS NOT NULL),
    keys AS (SELECT DISTINCT "group" AS key, "group" AS place FROM valued, chosen WHERE second IS NOT NULL)`;
  return sql`own AS (SELECT subject, patient, period::VARCHAR AS key, period AS place, CASE WHEN "group" = first THEN 1 ELSE 2 END AS side, value
      FROM valued JOIN chosen ON "group" IN (first, second) AND second IS NOT NULL),
    sided AS MATERIALIZED (SELECT * FROM own UNION ALL SELECT subject, patient, '' AS key, NULL AS place, side, ${dialect.mean(sql`value`)} AS value FROM own GROUP BY subject, patient, side),
    keys AS (SELECT DISTINCT key, place FROM sided)`;
}

/** Two sides key by key: how many patients each has, their mean and standard deviation, how many are at the threshold; how many patients are in both, by whichever entries, and at the threshold in both; how many entries are of patients who have another. Of two periods only patients with a value in both count. At least one row. Linear in patient rows. */
export function sides(ctx: Given): Sql {
  const { rows, dialect, params } = ctx;
  const { compare, threshold } = params;
  const periods = compare.what === "periods";
  const of = (side: number) => sql`(SELECT * FROM spread WHERE side = ${side})`;
  return sql`
    WITH valued AS MATERIALIZED (SELECT subject, patient, period, "group", value FROM ${rows} r WHERE value IS NOT NULL),
    ${chosen(params)},
    ${sided(ctx)},
    pairs AS MATERIALIZED (SELECT a.subject, a.patient, a.key, a.place, a.value AS one, b.value AS other FROM sided a JOIN sided b ON ${periods ? sql`a.subject = b.subject` : sql`a.patient = b.patient`} AND a.key = b.key WHERE a.side = 1 AND b.side = 2),
    counted AS (${periods ? paired : sql`FROM sided`}),
    folded AS (SELECT key, side, count(*)::BIGINT AS n, (count(*) - count(DISTINCT patient))::BIGINT AS again, ${dialect.mean(sql`value`)} AS mean, (count(*) FILTER (value >= ${threshold}))::BIGINT AS adherent FROM counted GROUP BY key, side),
    spread AS (SELECT f.key, f.side, any_value(n) AS n, any_value(mean) AS mean, any_value(again) AS again, any_value(adherent) AS adherent, sqrt(${dialect.mean(sql`(value - mean) * (value - mean)`)} * any_value(n) / nullif(any_value(n) - 1, 0)) AS sd
      FROM counted c JOIN folded f ON f.key = c.key AND f.side = c.side GROUP BY f.key, f.side),
    met AS (SELECT key, count(DISTINCT patient)::BIGINT AS shared, (count(*) FILTER (one >= ${threshold} AND other >= ${threshold}))::BIGINT AS adherent_both FROM pairs GROUP BY key)
    SELECT ${periods ? sql`NULL::VARCHAR` : sql`nullif(k.key, '')`} AS period, ${periods ? sql`k.key` : sql`NULL::VARCHAR`} AS "group", first, second, ${periods} AS paired,
      coalesce(x.n, 0) AS n_first, coalesce(y.n, 0) AS n_second, x.mean AS mean_first, y.mean AS mean_second, x.sd AS sd_first, y.sd AS sd_second, z.sd AS sd_difference, coalesce(shared, 0) AS shared, greatest(coalesce(x.again, 0), coalesce(y.again, 0)) AS again,
      coalesce(x.adherent, 0) AS adherent_first, coalesce(y.adherent, 0) AS adherent_second, coalesce(adherent_both, 0) AS adherent_both,
      ${join(
        [
          "difference",
          "lower",
          "upper",
          "share_first",
          "share_second",
          "share_difference",
          "share_lower",
          "share_upper",
        ].map((name) => sql`NULL::DOUBLE AS ${id(name)}`),
      )}, NULL::VARCHAR AS why
    FROM chosen LEFT JOIN keys k ON TRUE LEFT JOIN ${of(1)} x ON x.key = k.key LEFT JOIN ${of(2)} y ON y.key = k.key LEFT JOIN ${of(3)} z ON z.key = k.key LEFT JOIN met ON met.key = k.key
    WHERE first IS NOT NULL ORDER BY k.place NULLS FIRST, k.key`;
}
