import { join, sql, type Sql } from "../sql";
import { covered, dayNumber, type Events } from "./supply";

/** Days in hospital, overlapping stays together: (subject, from_no, to_no, before), day numbers, the end exclusive, `before` the days of earlier stays. The days of admission and of discharge count, and all between. */
export const stays = ({ events, inRoles }: Events): Sql => sql`
  SELECT subject, from_no, to_no, coalesce(sum(to_no - from_no) OVER (PARTITION BY subject ORDER BY from_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM (
    SELECT subject, min(from_no) AS from_no, max(to_no) AS to_no FROM (
      SELECT *, count(*) FILTER (from_no > reached) OVER (PARTITION BY subject ORDER BY from_no, to_no ROWS UNBOUNDED PRECEDING) AS island FROM (
        SELECT *, coalesce(max(to_no) OVER (PARTITION BY subject ORDER BY from_no, to_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), from_no) AS reached FROM (
          SELECT subject, ${dayNumber(sql`day`)} AS from_no, ${dayNumber(sql`greatest(day, coalesce(until_day, day))`)} + 1 AS to_no FROM ${events} WHERE ${inRoles("stay")})))
    GROUP BY subject, island)`;

/** Rows with `outside`: the days out of hospital up to a day number, which stands still during a stay. */
const outside = (rows: Sql, day: Sql, hospital: Sql): Sql => sql`
  SELECT r.*, ${day} - coalesce(h.before + least(${day}, h.to_no) - h.from_no, 0) AS outside FROM (${rows}) r ASOF LEFT JOIN (${hospital}) h ON h.subject = r.subject AND h.from_no <= ${day}`;

/** The shortest time from a first fill to the end of the period that is measured, days. */
const shortest = 91;

/**
 * Proportion of days covered, after the Pharmacy Quality Alliance: fills (subject, part, w0, w1, item, day, days, ordinal) in windows → (subject, part, value, why). The period lasts from the first fill to the window's end. Time is counted in days out of hospital, so that a stay
 * leaves the period and supply that overlaps it moves behind it; an early refill of the same item starts when its supply ends, different items are a union, supply stops at the period's end.
 */
export function proportionCovered(fills: Sql, hospital: Sql): Sql {
  const part = sql`part`;
  return sql`
    WITH fills AS (${outside(fills, sql`r.day`, hospital)}),
    periods AS (SELECT subject, part, w1, min(outside) AS begins, min(day) AS first_day, count(DISTINCT day) AS days FROM fills GROUP BY subject, part, w1),
    ended AS (${outside(sql`SELECT * FROM periods`, sql`r.w1`, hospital)}),
    stretches AS (${covered(sql`SELECT subject, part, item, outside AS day, days, ordinal FROM fills`, true, [part])}),
    sums AS (SELECT subject, part, sum(greatest(0, least(to_no, outside) - from_no)) AS amount FROM stretches JOIN ended USING (subject, part) GROUP BY ${join([sql`subject`, part])})
    SELECT subject, part, CASE WHEN days < 2 THEN 'filled on one day only' WHEN w1 - first_day < ${shortest} THEN ${`first fill less than ${shortest} days before the end`}
        WHEN outside <= begins THEN 'in hospital for the whole period' END AS unmet,
      least(1, amount / nullif(outside - begins, 0)) AS share
    FROM ended JOIN sums USING (subject, part)`;
}
