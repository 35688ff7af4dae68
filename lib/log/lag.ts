import { decode } from "../engine/decode";
import { sql } from "../sql";
import { standing, table } from "./schema";
import type { Study } from "./study";

/** How late events were recorded: half and 95 % of them within so many minutes (whole hours from a day on), and the share that was recorded more than a day after it occurred. */
export type Lag = { name: string | null; events: number; median: number; p95: number; late: number };

export type Lags = { all: Lag | null; sources: Lag[]; types: Lag[] };

/** The recording lag of what was recorded by a moment (ISO UTC), most frequent first; events that state no time of recording are left out. From histograms, which cost no sort. */
export async function lags({ engine }: Study, moment: string): Promise<Lags> {
  const minutes = sql`greatest(0, date_diff('minute', occurred_at, recorded_at))`;
  const rows = decode(
    await engine.query(sql`
      WITH counted AS (
        SELECT type, source, CASE WHEN ${minutes} < 1440 THEN ${minutes} ELSE ${minutes} // 60 * 60 END AS lag, count(*) AS n
        FROM ${table("received")} WHERE standing <> ${standing.duplicate} AND NOT recorded_assumed AND recorded_at <= ${moment}::TIMESTAMP GROUP BY ALL),
      grouped AS (
        SELECT grouping(type, source) AS left_out, type, source, lag, sum(n) AS n FROM counted GROUP BY GROUPING SETS ((lag), (type, lag), (source, lag))),
      added AS (
        SELECT *, sum(n) OVER (PARTITION BY left_out, type, source ORDER BY lag) AS upto, sum(n) OVER (PARTITION BY left_out, type, source) AS total FROM grouped)
      SELECT CASE left_out WHEN 3 THEN 'all' WHEN 2 THEN 'source' ELSE 'type' END AS by,
        (SELECT text FROM ${table("terms")} WHERE key = coalesce(type, source)) AS name, any_value(total)::BIGINT AS events,
        min(lag) FILTER (upto >= 0.5 * total)::BIGINT AS median, min(lag) FILTER (upto >= 0.95 * total)::BIGINT AS p95,
        coalesce(sum(n) FILTER (lag > 1440), 0)::DOUBLE / any_value(total)::DOUBLE AS late
      FROM added GROUP BY left_out, type, source ORDER BY events DESC, name`),
    { by: "text", name: "text", events: "integer", median: "integer", p95: "integer", late: "number" },
  );
  const of = (which: string): Lag[] =>
    rows.flatMap(({ by, name, events, median, p95, late }) =>
      by === which ? [{ name, events: events ?? 0, median: median ?? 0, p95: p95 ?? 0, late: late ?? 0 }] : [],
    );
  return { all: of("all")[0] ?? null, sources: of("source"), types: of("type") };
}
