import { decode } from "../../engine/decode";
import type { Place } from "../../engine/queue";
import { withLocalTime } from "../../log/local-time";
import { table } from "../../log/schema";
import type { Study } from "../../log/study";
import { sql } from "../../sql";
import { placeOf } from "./events";

/** What the clock of a patient showed at each of their events, as ms since 1970 of that clock, by the place of the event; none where only the day is told or the clock is not known. Cost linear in the log, for one patient. */
export async function wallTimes(study: Study, subject: number, at: Place = {}): Promise<ReadonlyMap<string, number>> {
  const own = sql`(SELECT * FROM ${table("received")} WHERE subject = ${subject})`;
  const days = await study.engine.query(sql`SELECT min(day) AS "from", max(day) AS "to" FROM ${own}`, at);
  const [span] = decode(days, { from: "date", to: "date" });
  if (!span?.from || !span.to) return new Map();
  const clocked = await withLocalTime(study, own, { from: span.from, to: span.to }, at.signal);
  const found = await study.engine.query(
    sql`SELECT segment, row, wall_s FROM ${clocked} WHERE wall_s % 86400 <> 0`,
    at,
  );
  return new Map(
    decode(found, { segment: "integer", row: "integer", wall_s: "integer" }).map((one) => [
      placeOf(one),
      (one.wall_s ?? 0) * 1000,
    ]),
  );
}
