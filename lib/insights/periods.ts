import { z } from "zod";
import { periods, type Dialect, type Period } from "../engine/dialect";
import { sql, type Sql } from "../sql";

export const unit = z.enum(periods).default("month").meta({
  title: "Period",
  description: "Length of a period. Since the first event a month has 30 days, a quarter 90, a year 365.",
});

export const breakdownParam = z
  .string()
  .default("none")
  .meta({ title: "Break down by", description: "none, or an attribute", choices: "breakdowns" });

/** Days of a period counted since an index date. */
const lengths: Record<Period, number> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

/** The periods of one way of counting, as SQL: which one a day lies in, when it starts and ends (exclusive). Calendar periods are dates, others numbers from 0. */
export type Clock = {
  periodOf(day: Sql, index: Sql): Sql;
  startOf(period: Sql, index: Sql): Sql;
  endOf(period: Sql, index: Sql): Sql;
  span(from: Sql, to: Sql, index: Sql): Sql;
};

export function clock(dialect: Dialect, period: Period, by: "calendar" | "index"): Clock {
  if (by === "calendar") {
    const periodOf = (day: Sql) => dialect.truncate(period, day);
    return {
      periodOf,
      startOf: (start) => start,
      endOf: (start) => dialect.add(period, sql`1`, start),
      span: (from, to) =>
        sql`list_transform(${dialect.integers(sql`0`, dialect.between(period, periodOf(from), to))}, lambda i: ${dialect.add(period, sql`i`, periodOf(from))})`,
    };
  }
  const days = lengths[period];
  const periodOf = (day: Sql, index: Sql) => sql`floor((${day} - ${index}) / ${days})::INTEGER`;
  return {
    periodOf,
    startOf: (n, index) => sql`(${index} + ${n}::INTEGER * ${days})`,
    endOf: (n, index) => sql`(${index} + (${n}::INTEGER + 1) * ${days})`,
    span: (from, to, index) => dialect.integers(periodOf(from, index), periodOf(to, index)),
  };
}
