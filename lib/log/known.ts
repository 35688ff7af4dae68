import { Temporal } from "temporal-polyfill";
import { sql, type Sql } from "../sql";
import { standing, table } from "./schema";

const perSecond = 1_000_000n;

/** What is known of a log beforehand and spares work: that the moment is its `latest`, so that nothing was recorded after it; whether any version was in force `again`. */
export type Reading = { latest?: boolean; again?: boolean };

/** Events as known at a moment (ISO UTC, inclusive), of each the version that held then. What they mean is told by their types: see `inRoles`. */
export function knownAt(moment: string, { latest = false, again = true }: Reading = {}): Sql {
  const micros = Temporal.Instant.from(moment).epochNanoseconds / 1000n;
  const part = ((micros % perSecond) + perSecond) % perSecond;
  const seconds = (micros - part) / perSecond;
  const at = sql`${moment}::TIMESTAMP`;
  const first = latest
    ? sql`SELECT * FROM ${table("received")} WHERE known_until IS NULL`
    : sql`SELECT * FROM ${table("received")} WHERE standing <> ${standing.duplicate}
      AND recorded_s <= ${seconds} AND (recorded_s < ${seconds} OR micros % 1000000 <= ${part}) AND (known_until IS NULL OR known_until > ${at})`;
  if (!again) return sql`(${first})`;
  return sql`(
    ${first}
    UNION ALL
    SELECT r.* FROM ${table("received")} r JOIN ${table("again")} a ON a.segment = r.segment AND a.row = r.row
    WHERE a.known_from <= ${at} AND (a.known_until IS NULL OR a.known_until > ${at}))`;
}

/** Of each patient's events of a type the first day and the last end (subject, type, day, until_day), of those that occurred by a day. */
export const extremesAt = (moment: string, lastDay: string, reading: Reading): Sql =>
  sql`(SELECT subject, type, min(day) AS day, max(until_day) AS until_day FROM ${knownAt(moment, reading)} WHERE day <= ${lastDay}::DATE GROUP BY subject, type)`;
