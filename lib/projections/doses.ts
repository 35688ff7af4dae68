import { sql, type Sql } from "../sql";
import type { Events } from "./supply";

/** Schedules: (subject, item, from_day, to_day, per_day), the end exclusive. A change, a stop, the order's own end or data end closes one; as-needed orders (no doses per day) have no denominator. */
export const schedules = ({ events, inRoles }: Events, items: Sql, dataEnd: string): Sql => sql`
  SELECT subject, item, day AS from_day, least(coalesce(next_day, DATE '9999-12-31'), coalesce(until_day + 1, DATE '9999-12-31'), ${dataEnd}::DATE + 1) AS to_day, per_day
  FROM (
    SELECT subject, item, day, until_day, per_day, ${inRoles("order")} AS ordered,
      lead(day) OVER (PARTITION BY subject, item ORDER BY day, occurred_at, recorded_at, key) AS next_day
    FROM ${events} WHERE ${inRoles("order", "stop")} AND ${items})
  WHERE ordered AND per_day > 0`;

/** Doses that an order asks for in its first so many days: one at its start, then one every 1 / per_day days. */
export const dosesDue = (days: Sql, perDay: Sql): Sql => sql`ceil(round((${days}) * ${perDay}, 6))`;

const lastDue = sql`${dosesDue(sql`to_day - from_day`, sql`per_day`)} - 1`;
const rareSlot = (days: Sql) => sql`floor(least(floor(${days} * per_day + 0.5), ${lastDue}) / per_day + 0.000001)`;

/** The days into a schedule at which the dose is due that owns a day so many days into it: the time half-way to its neighbours, or where one or more are due on a day, that day. */
export const slotOf = (days: Sql): Sql => sql`(CASE WHEN per_day < 1 THEN ${rareSlot(days)} ELSE ${days} END)::INTEGER`;

/** Doses due at a slot. */
export const dueAt = (slot: Sql): Sql =>
  sql`(${dosesDue(sql`${slot} + 1`, sql`per_day`)} - ${dosesDue(slot, sql`per_day`)})`;

/** Intakes by the due dose that owns their day: (subject, item, starts, slot, intakes, due). `plan` are schedules. */
export const intakes = (plan: Sql, { events, inRoles }: Events, items: Sql): Sql => sql`
  SELECT subject, item, from_day AS starts, slot, sum(n) AS intakes, any_value(${dueAt(sql`slot`)}) AS due
  FROM (
    SELECT p.*, n, ${slotOf(sql`(day - from_day)`)} AS slot
    FROM (SELECT subject, item, day, count(*) AS n FROM ${events} WHERE ${inRoles("intake")} AND ${items} GROUP BY ALL) t
    JOIN ${plan} p ON p.subject = t.subject AND p.item IS NOT DISTINCT FROM t.item AND t.day >= p.from_day AND t.day < p.to_day)
  GROUP BY subject, item, from_day, slot`;

/** Due doses that were taken, by the day on which they were due: (subject, day, taken). */
export const taken = (plan: Sql, from: Events, items: Sql): Sql =>
  sql`SELECT subject, starts + slot AS day, least(intakes, due) AS taken FROM (${intakes(plan, from, items)})`;
