import { z } from "zod";
import { periods, type Dialect, type Period } from "../engine/dialect";
import { sql, type Sql } from "../sql";

export const unit = z.enum(periods).default("month").meta({
  title: "Period",
  description: "Length of a period. Since the first event a month has 30 days, a quarter 90, a year 365.",
});

/** Days of a period counted since an index date. */
export const lengths: Record<Period, number> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

/** The periods of one way of counting, as SQL: which one a day lies in, when it starts and ends (exclusive). Calendar periods are dates, others numbers from 0. */
export type Clock = {
  startOf(period: Sql, index: Sql): Sql;
  endOf(period: Sql, index: Sql): Sql;
  /** Those that a day lies in, a row each. */
  of(day: Sql, index: Sql): Sql;
  /** Those that days from..to reach, as a list. */
  span(from: Sql, to: Sql, index: Sql): Sql;
};

/** Windows so many days wide, one every `step` days since the index day, numbered from 1. */
const slidingClock = (width: number, step: number): Clock => {
  const startOf = (n: Sql, index: Sql) => sql`(${index} + (${n}::INTEGER - 1) * ${step})`;
  const span = (from: Sql, to: Sql, index: Sql) =>
    sql`range(greatest(1, 1 + ceil((${from} - ${index} - ${width - 1}) / ${step})::INTEGER), 2 + floor((${to} - ${index}) / ${step})::INTEGER)`;
  return {
    startOf,
    of: (day, index) => sql`unnest(${span(day, day, index)})`,
    span,
    endOf: (n, index) => sql`(${startOf(n, index)} + ${width})`,
  };
};

/** How time is divided: calendar units, the same lengths since the index day, or sliding windows. */
export type Division = { unit: Period; by: "calendar" | "index"; window: number; step: number };

export function clock(dialect: Dialect, { unit: period, by, window, step }: Division): Clock {
  if (window > 0) return slidingClock(window, step || window);
  if (by === "calendar") {
    const periodOf = (day: Sql) => dialect.truncate(period, day);
    return {
      startOf: (start) => start,
      of: periodOf,
      endOf: (start) => dialect.add(period, sql`1`, start),
      span: (from, to) =>
        sql`list_transform(${dialect.integers(sql`0`, dialect.between(period, periodOf(from), to))}, lambda i: ${dialect.add(period, sql`i`, periodOf(from))})`,
    };
  }
  const days = lengths[period];
  const periodOf = (day: Sql, index: Sql) => sql`floor((${day} - ${index}) / ${days})::INTEGER`;
  return {
    of: periodOf,
    startOf: (n, index) => sql`(${index} + ${n}::INTEGER * ${days})`,
    endOf: (n, index) => sql`(${index} + (${n}::INTEGER + 1) * ${days})`,
    span: (from, to, index) => dialect.integers(periodOf(from, index), periodOf(to, index)),
  };
}
