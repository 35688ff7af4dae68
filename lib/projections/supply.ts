import { identity } from "../ingest/encode/row-columns";
import { type InRoles, never } from "../log/roles";
import { join, sql, type Sql } from "../sql";

/** Events, and how those of some roles are told. */
export type Events = { events: Sql; inRoles: InRoles };

/** Day numbers count from 1970-01-01. */
export const dayNumber = (day: Sql): Sql => sql`(${day} - DATE '1970-01-01')`;
export const dayOfNumber = (number: Sql): Sql => sql`(DATE '1970-01-01' + (${number})::INTEGER)`;

/** Ties of a day in the order in which the log learnt them, those of rows without an id in that of their file; what then still ties says the same. */
const order = sql`day, occurred_at, recorded_at, CASE WHEN kind = ${identity.content} THEN row ELSE 0 END, key`;

/** Rows with days, and what tells their order, as supply along a patient's time. */
const alongTime = (rows: Sql): Sql => sql`
  SELECT subject, segment, row, item, day, days, dose, (row_number() OVER along)::INTEGER AS ordinal, lead(day) OVER along AS next_day,
    coalesce(sum(days) OVER (PARTITION BY subject ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) - day AS level
  FROM (${rows})
  WHERE days > 0
  WINDOW along AS (PARTITION BY subject ORDER BY ${order})`;

/** Supply as given: (subject, segment, row, item, day, days, dose, ordinal, next_day, level), ordinals along a patient's time, the dose a day's, `next_day` that of the patient's next supply, `level` the days supplied before less the day. A prescription counts only
 * where that patient has no dispensing of that item. One pass over the events, one sort of the supplies. */
export const supplies = ({ events, inRoles }: Events, items: Sql): Sql => {
  const given = sql`
    SELECT subject, segment, row, item, day, until_day, days_supply, dose, per_day, occurred_at, recorded_at, kind, key, ${inRoles("supply")} AS supplied
    FROM ${events} WHERE ${inRoles("supply", "order")} AND ${items}`;
  const read = sql`SELECT * REPLACE (${dayNumber(sql`day`)}::INTEGER AS day, coalesce(dose * per_day, dose)::DOUBLE AS dose), coalesce(days_supply, until_day - day + 1)::DOUBLE AS days`;
  if (inRoles("order") === never) return alongTime(sql`${read} FROM (${given})`);
  return alongTime(sql`
    WITH given AS MATERIALIZED (${given})
    ${read} FROM given g WHERE supplied OR NOT EXISTS (SELECT 1 FROM given s WHERE s.supplied AND s.subject = g.subject AND s.item IS NOT DISTINCT FROM g.item)`);
};

/** The same of `prescribedDays` (see there), of which each stretch is a supply. */
export const suppliesPrescribed = (derived: Sql): Sql => alongTime(sql`SELECT * FROM ${derived}`);

/** Covered stretches of `supplies`, disjoint within a patient, and within each of its `parts` where it has some: (subject, …parts, from_no, to_no), day numbers, the end exclusive. With `shift`, an early refill of the same item starts the day
 * after its supply ends: the running sum of days before it, plus the running maximum of (day − that sum). Different items are a union (PQA). */
export const covered = (supplies: Sql, shift: boolean, parts: readonly Sql[] = []): Sql => {
  const whose = join([sql`subject`, ...parts]);
  const running = sql`OVER (PARTITION BY ${whose}, item ORDER BY ordinal ROWS UNBOUNDED PRECEDING)`;
  const started = shift ? sql`before + max(day - before) ${running}` : sql`day`;
  return sql`
    WITH given AS (${supplies}),
    summed AS (SELECT *, sum(days) ${running} - days AS before FROM given),
    placed AS (SELECT ${whose}, ${started} AS from_no, days FROM summed),
    spans AS (SELECT ${whose}, from_no, from_no + days AS to_no,
      max(from_no + days) OVER (PARTITION BY ${whose} ORDER BY from_no, from_no + days ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM placed)
    SELECT ${whose}, greatest(from_no, coalesce(reached, from_no)) AS from_no, to_no FROM spans WHERE to_no > coalesce(reached, from_no)`;
};
