import { join, none, sql, type Sql } from "../sql";

/** What becomes of supply that is left when the next one starts: dropped where the medication changes, and turned into days of the next dose. */
export type CarryOver = { sameMedication: boolean; dose: boolean };

/** Carry-over as AdhereR's measures have it where nothing is said. */
export const anyMedication: CarryOver = { sameMedication: false, dose: false };

/** A course of supplies: which of a patient's it is, where there are several, and the day it ends. */
export type Course = { parts: readonly Sql[]; end: Sql };

/**
 * Carry-over in courses of supplies, each an unbroken stretch of a patient's `supplies` (see there): its rows with `next_day` the day of the course's next supply (null for its last), and `carried`, the days of supply in hand when it starts; 0 without `carry`.
 * The recursion W' = max(0, W + days − interval) of AdhereR (Dima & Dediu 2017) is Lindley's: with S the sum of (days − interval) of the supplies before, W = S − min(S so far). Intervals add up to days gone by, so S is the supplies' `level`, whatever
 * came before the course. Where doses count, amounts (days × dose) are summed; where supply is for one medication only, each unbroken run of it starts at nothing. One sort, with either of these another, with both three.
 */
export function carried(supplies: Sql, carry: CarryOver | null, { parts, end }: Course): Sql {
  const next = sql`CASE WHEN next_day <= ${end} THEN next_day END AS next_day`;
  if (!carry) return sql`SELECT * EXCLUDE (level) REPLACE (${next}), 0::DOUBLE AS carried FROM (${supplies})`;
  const { sameMedication, dose } = carry;
  const whole = sql`PARTITION BY ${join([sql`subject`, ...parts])}`;
  const along = sql`${whole} ORDER BY ordinal`;
  const within = sql`${whole}${sameMedication ? sql`, run` : none} ORDER BY ordinal`;
  const inHand = sql`level - min(level) OVER (${within} ROWS UNBOUNDED PRECEDING)`;
  const courses = sql`SELECT * REPLACE (${next})${sameMedication ? sql`, lag(item) OVER (${along}) IS DISTINCT FROM item AS changed` : none} FROM (${supplies})`;
  const runs = sameMedication
    ? sql`SELECT * EXCLUDE (changed), count(*) FILTER (changed) OVER (${along} ROWS UNBOUNDED PRECEDING) AS run FROM (${courses})`
    : courses;
  const levels = dose
    ? sql`SELECT * REPLACE (coalesce(sum((days - (next_day - day)) * dose) OVER (${within} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS level) FROM (${runs})`
    : runs;
  return sql`SELECT * EXCLUDE (level${sameMedication ? sql`, run` : none}), ${dose ? sql`(${inHand}) / dose` : inHand} AS carried FROM (${levels})`;
}

/** Days without supply after a supply of `carried`, up to its course's next or to `end`, whichever is first. */
export const gapTo = (end: Sql): Sql =>
  sql`greatest(0, least(coalesce(next_day, ${end}), ${end}) - day - days - carried)`;
