import { sql, type Sql } from "../sql";
import { dayNumber, dayOfNumber, type Events } from "./supply";

/** Days on which a medicine was in hand by its dispensings, each once: (subject, item, day). An early refill starts the day after its supply ends; prescriptions are none. */
export const dispensedDays = ({ events, inRoles }: Events, items: Sql, dataEnd: string): Sql => {
  const running = sql`OVER (PARTITION BY subject, item ORDER BY day, occurred_at, recorded_at, key, segment, row ROWS UNBOUNDED PRECEDING)`;
  const last = dayNumber(sql`${dataEnd}::DATE`);
  return sql`
    SELECT DISTINCT subject, item, ${dayOfNumber(sql`number`)} AS day FROM (
      SELECT subject, item, unnest(range(ceil(start)::BIGINT, least(ceil(start + days), ${last} + 1)::BIGINT)) AS number FROM (
        SELECT subject, item, days, before + max(no - before) ${running} AS start FROM (
          SELECT *, ${dayNumber(sql`day`)} AS no, days_supply AS days, sum(days_supply) ${running} - days_supply AS before
          FROM ${events} WHERE ${inRoles("supply")} AND ${items} AND days_supply > 0))
      WHERE start <= ${last})`;
};
