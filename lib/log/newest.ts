import { decode } from "../engine/decode";
import { sql } from "../sql";
import { table } from "./schema";
import type { Study } from "./study";

/** The last UTC day that each segment recorded; those without events are not in it. */
export async function newestDays({ engine }: Study): Promise<ReadonlyMap<number, string>> {
  const rows = decode(
    await engine.query(
      sql`SELECT segment, max(recorded_at)::DATE AS newest FROM ${table("received")} GROUP BY segment ORDER BY segment`,
    ),
    { segment: "integer", newest: "date" },
  );
  return new Map(
    rows.flatMap(({ segment, newest }) => (segment === null || newest === null ? [] : [[segment, newest]])),
  );
}
