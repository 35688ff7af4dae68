import type { Sql } from "../sql";

/** The calendar units a period can have. */
export const periods = ["day", "week", "month", "quarter", "year"] as const;
export type Period = (typeof periods)[number];

/** What differs between engines; an insight's SQL otherwise stays within what all speak. */
export type Dialect = {
  /** Start of the period that a date lies in, as a date. Weeks start on Monday. */
  truncate(period: Period, date: Sql): Sql;
  /** The date n periods later. */
  add(period: Period, n: Sql, date: Sql): Sql;
  /** Whole days from one date to another. */
  days(from: Sql, to: Sql): Sql;
  /** Whole years from one date to another. */
  fullYears(from: Sql, to: Sql): Sql;
  /** Boundaries of periods crossed between two dates. */
  between(period: Period, from: Sql, to: Sql): Sql;
  /** A list of the integers from..to, inclusive, for unnest. */
  integers(from: Sql, to: Sql): Sql;
  /** Quantile by linear interpolation (R type 7). */
  quantile(value: Sql, p: number): Sql;
  /** A mean whose last bit does not depend on the order of rows; |value| < 2^60. */
  mean(value: Sql): Sql;
  /** A sum whose last bit does not depend on the order of rows, to 2^-40; |value| < 2^23. */
  total(value: Sql): Sql;
};
