import { Temporal } from "temporal-polyfill";
import { sql, type Sql } from "../sql";
import { standing, table } from "./schema";

const perSecond = 1_000_000n;

/** Events as known at a moment (ISO UTC, inclusive), with the role of their type: one version of each, as it held then. */
export function knownAt(moment: string): Sql {
  const micros = Temporal.Instant.from(moment).epochNanoseconds / 1000n;
  const part = ((micros % perSecond) + perSecond) % perSecond;
  const seconds = (micros - part) / perSecond;
  const at = sql`${moment}::TIMESTAMP`;
  return sql`(
  SELECT e.*, role FROM (
    SELECT * FROM ${table("received")}
    WHERE standing <> ${standing.duplicate} AND recorded_s <= ${seconds} AND (recorded_s < ${seconds} OR micros % 1000000 <= ${part})
      AND (known_until IS NULL OR known_until > ${at})
    UNION ALL
    SELECT r.* FROM ${table("received")} r JOIN ${table("again")} a ON a.segment = r.segment AND a.row = r.row
    WHERE a.known_from <= ${at} AND (a.known_until IS NULL OR a.known_until > ${at})) e
  LEFT JOIN ${table("roles")} USING (type))`;
}
