import { sql, type Sql } from "../sql";
import type { Dialect, Period } from "./dialect";

const months: Record<Exclude<Period, "day" | "week">, number> = { month: 1, quarter: 3, year: 12 };
const scale = sql`1152921504606846976`;

function add(period: Period, n: Sql, date: Sql): Sql {
  if (period === "day") return sql`(${date} + (${n})::INTEGER)`;
  if (period === "week") return sql`(${date} + 7 * (${n})::INTEGER)`;
  return sql`(${date} + to_months(((${n}) * ${months[period]})::INTEGER))::DATE`;
}

/** DuckDB 1.4, without ICU. A mean is summed in units of 2^-60 as 128-bit integers, so that no order of rows can move its last bit. */
export const duckdbDialect: Dialect = {
  truncate: (period, date) => (period === "day" ? date : sql`date_trunc(${period}, ${date})::DATE`),
  add,
  days: (from, to) => sql`(${to} - ${from})`,
  fullYears: (from, to) => sql`date_sub('year', ${from}, ${to})`,
  between: (period, from, to) => sql`date_diff(${period}, ${from}, ${to})`,
  integers: (from, to) => sql`range(${from}, (${to}) + 1)`,
  quantile: (value, p) => sql`quantile_cont(${value}, ${p})`,
  total: (value) => sql`(sum(round(${value} * 1099511627776)::BIGINT)::DOUBLE / 1099511627776)`,
  mean: (value) => sql`(sum(round(${value} * ${scale})::HUGEINT)::DOUBLE / ${scale} / count(${value}))`,
};
