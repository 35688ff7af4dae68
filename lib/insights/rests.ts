import { decode } from "../engine/decode";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { prepare, type Asking, type Question } from "./ask";
import type { AnyInsight } from "./insight";

/** What a figure rests on: the events that made its patients' rows, how many of them state no time of recording, and the days within which 95 % of the others were recorded after they occurred (rounded up; null where none states both clocks). */
export type Rests = { events: number; assumed: number; lagDays: number | null };

const day = 86_400;

/** Counts the events behind all cells together, each once. One pass over the events and one over the patient rows. */
export async function restsOn(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<Rests> {
  const stop = signal ? { signal } : {};
  const { patients, rows } = await prepare(study, insight, question, stop);
  const counted = decode(
    await study.engine.query(
      sql`SELECT CASE WHEN NOT recorded_assumed THEN (greatest(0, recorded_s - occurred_s) + ${day - 1}) // ${day} END::BIGINT AS days, count(*)::BIGINT AS events FROM ${patients.events} e
        WHERE EXISTS (SELECT 1 FROM ${rows} r WHERE r.subject = e.subject AND ${insight.events(patients)}) GROUP BY days ORDER BY days`,
      stop,
    ),
    { days: "integer", events: "integer" },
  );
  const sum = (of: typeof counted) => of.reduce((all, one) => all + (one.events ?? 0), 0);
  const told = counted.filter(({ days }) => days !== null);
  const stated = sum(told);
  let upto = 0;
  const within = told.find(({ events }) => (upto += events ?? 0) >= 0.95 * stated);
  return { events: sum(counted), assumed: sum(counted) - stated, lagDays: within?.days ?? null };
}
