import { join, none, sql, type Sql } from "../sql";

/** What becomes of supply that is left when the next one starts: dropped where the medication changes, and turned into days of the next dose. */
export type CarryOver = { sameMedication: boolean; dose: boolean };

/** How the supplies of one course are told from others'. */
const course = (parts: readonly Sql[]): Sql => join([sql`subject`, ...parts]);

/**
 * Carry-over in courses of supplies: rows of `supplies` (subject, ordinal, day, days, dose, item, and `parts` that tell the courses of a patient apart) with
 * `next_day`, the day of the course's next supply (null for its last), and `carried`, the days of supply in hand when it starts; 0 without `carry`.
 * The recursion W' = max(0, W + days − interval) of AdhereR (Dima & Dediu 2017) is Lindley's: with S the sum of (days − interval) of the supplies before, W = S − min(S so far). Where doses count, amounts
 * (days × dose) are summed; where supply is for one medication only, each unbroken run of it starts at nothing. Cost: three sorts of the supplies at most.
 */
export function carried(supplies: Sql, carry: CarryOver | null, parts: readonly Sql[] = []): Sql {
  const along = sql`PARTITION BY ${course(parts)} ORDER BY ordinal`;
  const next = sql`lead(day) OVER (${along}) AS next_day`;
  if (!carry) return sql`SELECT *, ${next}, 0::DOUBLE AS carried FROM (${supplies})`;
  const { sameMedication, dose } = carry;
  const run = sameMedication ? sql`, run` : none;
  const within = sql`PARTITION BY ${course(parts)}${run} ORDER BY ordinal`;
  const before = sql`OVER (${within} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const stretch = dose
    ? sql`coalesce(sum((days - (next_day - day)) * dose) ${before}, 0)`
    : sql`coalesce(sum(days) ${before}, 0) - day`;
  const level = sql`level - min(level) OVER (${within} ROWS UNBOUNDED PRECEDING)`;
  return sql`
    WITH given AS (SELECT *, ${next}${sameMedication ? sql`, lag(item) OVER (${along}) IS DISTINCT FROM item AS changed` : none} FROM (${supplies})),
    runs AS (SELECT *${sameMedication ? sql` EXCLUDE (changed), count(*) FILTER (changed) OVER (${along} ROWS UNBOUNDED PRECEDING) AS run` : none} FROM given),
    levels AS (SELECT *, ${stretch} AS level FROM runs)
    SELECT * EXCLUDE (level${run}), ${dose ? sql`(${level}) / dose` : level} AS carried FROM levels`;
}

/** Days without supply after a supply of `carried`, up to its course's next or to `end`, whichever is first. */
export const gapTo = (end: Sql): Sql =>
  sql`greatest(0, least(coalesce(next_day, ${end}), ${end}) - day - days - carried)`;
