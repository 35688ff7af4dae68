import type { InRoles } from "../log/roles";
import { sql, type Sql } from "../sql";

/** Events, and how those of some roles are told. */
export type Events = { events: Sql; inRoles: InRoles };

/** Day numbers count from 1970-01-01. */
export const dayNumber = (day: Sql): Sql => sql`(${day} - DATE '1970-01-01')`;

/** Supply as given: (subject, item, day, days, ordinal). A prescription counts only where that patient has no dispensing of that item. */
const given = ({ events, inRoles }: Events, items: Sql): Sql => sql`
  SELECT subject, item, ${dayNumber(sql`day`)} AS day, coalesce(days_supply, until_day - day + 1) AS days,
    row_number() OVER (PARTITION BY subject, item ORDER BY day, occurred_at, key, segment, row) AS ordinal
  FROM (
    SELECT *, bool_or(role = 'supply') OVER (PARTITION BY subject, item) AS dispensed
    FROM ${events} WHERE ${inRoles("supply", "order")} AND ${items})
  WHERE (role = 'supply' OR NOT dispensed) AND coalesce(days_supply, until_day - day + 1) > 0`;

/** Covered stretches, disjoint within a patient: (subject, from_no, to_no), day numbers, the end exclusive. With `shift`, an early refill of the same item starts the day
 * after its supply ends: the running sum of days before it, plus the running maximum of (day − that sum). Different items are a union (PQA). */
export const covered = (events: Events, items: Sql, shift: boolean): Sql => {
  const running = sql`OVER (PARTITION BY subject, item ORDER BY ordinal ROWS UNBOUNDED PRECEDING)`;
  const started = shift ? sql`before + max(day - before) ${running}` : sql`day`;
  return sql`
    WITH given AS (${given(events, items)}),
    summed AS (SELECT *, sum(days) ${running} - days AS before FROM given),
    placed AS (SELECT subject, ${started} AS from_no, days FROM summed),
    spans AS (SELECT subject, from_no, from_no + days AS to_no,
      max(from_no + days) OVER (PARTITION BY subject ORDER BY from_no, from_no + days ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM placed)
    SELECT subject, greatest(from_no, coalesce(reached, from_no)) AS from_no, to_no FROM spans WHERE to_no > coalesce(reached, from_no)`;
};
