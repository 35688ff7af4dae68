import { sql, type Sql } from "../sql";
import { dosesDue, dueAt, slotOf } from "./doses";
import type { Events } from "./supply";

const length = sql`(to_day - from_day)`;
const rare = sql`per_day < 1`;

/** Every day of `plan`, which are schedules, with the due dose that owns it: (subject, item, day, starts, slot); `slot` counts days from the schedule's first, `starts`, to the day on which the dose is due. */
export const owners = (plan: Sql): Sql => sql`
  SELECT subject, item, (from_day + days::INTEGER) AS day, from_day AS starts, ${slotOf(sql`days`)} AS slot
  FROM (SELECT *, unnest(range(0, ${length}::BIGINT)) AS days FROM ${plan} WHERE to_day > from_day)`;

/** What is due under observation: (subject, item, starts, slot, day, due), a row a day, or a row a dose where doses are rarer than daily. */
export const dueDoses = (plan: Sql, observed: Sql): Sql => sql`
  SELECT s.subject, item, starts, slot, starts + slot AS day, due FROM (
    SELECT subject, item, from_day AS starts, slot, ${dueAt(sql`slot`)}::INTEGER AS due FROM (
      SELECT *, (CASE WHEN ${rare} THEN floor(n / per_day + 0.000001) ELSE n END)::INTEGER AS slot FROM (
        SELECT *, unnest(range(0, (CASE WHEN ${rare} THEN ${dosesDue(length, sql`per_day`)} ELSE ${length} END)::BIGINT)) AS n FROM ${plan} WHERE to_day > from_day))) s
  JOIN ${observed} o ON o.subject = s.subject AND starts + slot BETWEEN o.from_day AND o.to_day`;

/** Midnight to the second is a bare date: its time of day is not known. */
const dated = sql`coalesce(wall_s % 86400 = 0, FALSE)`;

/** Intakes and recorded skips, each with the source that said so: (subject, item, day, source, zone, intake, hour, starts, slot, deviation). Hours are those of the patient's clock, null where they are not known; starts and slot those of `owners`,
 * null outside every schedule; `deviation` is by how much of the due interval, 1 / per_day days, the time since the intake before differs from it, null for the first of what an order or its change asks for and where a time of day is not
 * known. An order, a change or a stop ends at its moment what was asked for until then. `events` have a clock. */
export const said = ({ events, inRoles }: Events, items: Sql, owned: Sql, observed: Sql): Sql => sql`
  SELECT e.subject, e.item, e.day, source, CASE WHEN hour IS NOT NULL THEN zone END AS zone, intake, hour, starts, slot,
    CASE WHEN intake AND rate > 0 AND e.day <= coalesce(last_day, e.day) THEN (moment_s - before_s) * rate / 86400 - 1 END AS deviation
  FROM (
    SELECT *, lag(moment_s) OVER (PARTITION BY subject, item, course, ordered, intake ORDER BY moment_s, occurred_at) AS before_s,
      first_value(rate_given) OVER (PARTITION BY subject, item, course ORDER BY occurred_at, ordered DESC) AS rate, first_value(until_given) OVER (PARTITION BY subject, item, course ORDER BY occurred_at, ordered DESC) AS last_day
    FROM (
      SELECT *, count(*) FILTER (ordered) OVER (PARTITION BY subject, item ORDER BY occurred_at, ordered DESC, recorded_at, key ROWS UNBOUNDED PRECEDING) AS course,
        CASE WHEN ${dated} THEN NULL ELSE occurred_s + (micros // 1000000) / 1000000 END AS moment_s, CASE WHEN NOT ${dated} THEN (wall_s % 86400) // 3600 END AS hour
      FROM (
        SELECT subject, item, day, source, zone, wall_s, occurred_s, micros, occurred_at, recorded_at, key, ${inRoles("intake")} AS intake, ${inRoles("order", "stop")} AS ordered,
          CASE WHEN ${inRoles("order")} THEN per_day END AS rate_given, CASE WHEN ${inRoles("order")} THEN until_day END AS until_given
        FROM ${events} WHERE ${inRoles("order", "stop", "intake", "missed")} AND ${items}))) e
  JOIN ${observed} o ON o.subject = e.subject AND e.day BETWEEN o.from_day AND o.to_day
  LEFT JOIN ${owned} w ON w.subject = e.subject AND w.item IS NOT DISTINCT FROM e.item AND w.day = e.day
  WHERE NOT ordered`;
