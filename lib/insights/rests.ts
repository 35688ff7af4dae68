import { decode } from "../engine/decode";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { prepare, type Asking, type Question } from "./ask";
import type { AnyInsight } from "./insight";

/** What a figure rests on: the events that made its patients' rows, and how many of them state no time of recording. */
export type Rests = { events: number; assumed: number };

/** Counts the events behind all cells together, each once. One pass over the events and one over the patient rows. */
export async function restsOn(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<Rests> {
  const stop = signal ? { signal } : {};
  const { patients, rows } = await prepare(study, insight, question, stop);
  const [counted] = decode(
    await study.engine.query(
      sql`SELECT count(*)::BIGINT AS events, (count(*) FILTER (recorded_assumed))::BIGINT AS assumed FROM ${patients.events} e
        WHERE EXISTS (SELECT 1 FROM ${rows} r WHERE r.subject = e.subject AND ${insight.events(patients)})`,
      stop,
    ),
    { events: "integer", assumed: "integer" },
  );
  return { events: counted?.events ?? 0, assumed: counted?.assumed ?? 0 };
}
