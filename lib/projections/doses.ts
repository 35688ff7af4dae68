import { sql, type Sql } from "../sql";

/** Schedules: (subject, item, from_day, to_day, per_day), the end exclusive. A change, a stop, the order's own end or data end closes one; as-needed orders (no doses per day) have no denominator. */
export const schedules = (events: Sql, items: Sql, dataEnd: string): Sql => sql`
  SELECT subject, item, day AS from_day, least(coalesce(next_day, DATE '9999-12-31'), coalesce(until_day + 1, DATE '9999-12-31'), ${dataEnd}::DATE + 1) AS to_day, per_day
  FROM (
    SELECT subject, item, day, until_day, per_day, role,
      lead(day) OVER (PARTITION BY subject, item ORDER BY day, occurred_at, recorded_at, key) AS next_day
    FROM ${events} WHERE role IN ('order', 'stop') AND ${items})
  WHERE role = 'order' AND per_day > 0`;

/** Doses taken by day: (subject, item, day, taken). */
export const intakes = (events: Sql, items: Sql): Sql => sql`
  SELECT subject, item, day, count(*) AS taken FROM ${events} WHERE role = 'intake' AND ${items} GROUP BY ALL`;
