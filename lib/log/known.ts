import { Temporal } from "temporal-polyfill";
import { none, sql, type Sql } from "../sql";
import { standing, table } from "./schema";

const perSecond = 1_000_000n;

/** Versions of events as known at a moment (ISO UTC, inclusive): one of each, as it held then. Where the moment is the `latest`, nothing was recorded after it, and no clock is asked. */
function versionsAt(moment: string, latest: boolean): Sql {
  const micros = Temporal.Instant.from(moment).epochNanoseconds / 1000n;
  const part = ((micros % perSecond) + perSecond) % perSecond;
  const seconds = (micros - part) / perSecond;
  const at = sql`${moment}::TIMESTAMP`;
  const recorded = latest
    ? none
    : sql` AND recorded_s <= ${seconds} AND (recorded_s < ${seconds} OR micros % 1000000 <= ${part})`;
  return sql`(
    SELECT * FROM ${table("received")}
    WHERE standing <> ${standing.duplicate}${recorded} AND (known_until IS NULL OR known_until > ${at})
    UNION ALL
    SELECT r.* FROM ${table("received")} r JOIN ${table("again")} a ON a.segment = r.segment AND a.row = r.row
    WHERE a.known_from <= ${at} AND (a.known_until IS NULL OR a.known_until > ${at}))`;
}

/** Events as known at a moment, with the role of their type. */
export const knownAt = (moment: string, latest = false): Sql =>
  sql`(SELECT e.*, role FROM ${versionsAt(moment, latest)} e LEFT JOIN ${table("roles")} USING (type))`;

/** Of each patient's events of a type the first day and the last end (subject, type, role, day, until_day), of those that occurred by a day. */
export const extremesAt = (moment: string, latest: boolean, lastDay: string): Sql =>
  sql`(SELECT e.*, role FROM (
    SELECT subject, type, min(day) AS day, max(until_day) AS until_day FROM ${versionsAt(moment, latest)} WHERE day <= ${lastDay}::DATE GROUP BY subject, type) e
  LEFT JOIN ${table("roles")} USING (type))`;
