import { Temporal } from "temporal-polyfill";
import { decode } from "../engine/decode";
import { none, sql, type Sql } from "../sql";
import type { Study } from "./study";
import { standing, table } from "./schema";

const perSecond = 1_000_000n;

/** What is known of a log beforehand and spares work: that the moment is its `latest`, so that nothing was recorded after it; whether any version was in force `again`. */
export type Reading = { latest?: boolean; again?: boolean };

const returned = new WeakMap<Study, Promise<boolean>>();

/** Whether any version was in force again after another had taken its place; asked once. */
export function anyAgain(study: Study): Promise<boolean> {
  const asked = async () => {
    const [found] = decode(
      await study.engine.query(sql`SELECT count(*) > 0 AS any FROM ${table("again")}`, { urgent: true }),
      { any: "boolean" },
    );
    return found?.any ?? true;
  };
  const found = returned.get(study) ?? asked();
  returned.set(study, found);
  found.catch(() => returned.delete(study));
  return found;
}

/** Events as known at a moment (ISO UTC, inclusive), of each the version that held then. What they mean is told by their types: see `inRoles`. */
export function knownAt(moment: string, { latest = false, again = true }: Reading = {}): Sql {
  const micros = Temporal.Instant.from(moment).epochNanoseconds / 1000n;
  const part = ((micros % perSecond) + perSecond) % perSecond;
  const seconds = (micros - part) / perSecond;
  const at = sql`${moment}::TIMESTAMP`;
  const recorded = latest
    ? none
    : sql` AND recorded_s <= ${seconds} AND (recorded_s < ${seconds} OR micros % 1000000 <= ${part})`;
  const first = sql`SELECT * FROM ${table("received")}
    WHERE standing <> ${standing.duplicate}${recorded} AND (known_until IS NULL OR known_until > ${at})`;
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
