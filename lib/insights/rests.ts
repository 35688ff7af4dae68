import { count, plural } from "../charts/format";
import { decode } from "../engine/decode";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { prepare, type Asking, type Question } from "./ask";
import { type AnyInsight, madeRow } from "./insight";

/** What a figure rests on: the events that made its patients' rows, and how many of them state no time of recording. */
export type Rests = { events: number; assumed: number };

/** What is to be said of events that state no time of recording; null where all do. */
export const assumedWords = ({ events, assumed }: Rests): string | null =>
  assumed === 0
    ? null
    : `${count(assumed)} of the ${plural(events, "event")} behind this figure ${assumed === 1 ? "states" : "state"} no time of recording; it is taken to be the time of occurrence.`;

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
        WHERE EXISTS (SELECT 1 FROM ${rows} r WHERE r.subject = e.subject AND ${madeRow(insight, patients)})`,
      stop,
    ),
    { events: "integer", assumed: "integer" },
  );
  return { events: counted?.events ?? 0, assumed: counted?.assumed ?? 0 };
}

const day = 86_400;

/** Days, rounded up, within which 95 % of the events that a figure reads were recorded after they occurred; null where none states both clocks. One pass over the events. */
export async function lagDays(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<number | null> {
  const stop = signal ? { signal } : {};
  const { patients } = await prepare(study, insight, question, stop);
  const counted = decode(
    await study.engine.query(
      sql`SELECT (greatest(0, recorded_s - occurred_s) + ${day - 1}) // ${day}::BIGINT AS days, count(*)::BIGINT AS events FROM ${patients.events} e
        WHERE NOT recorded_assumed AND ${insight.reads(patients)} GROUP BY days ORDER BY days`,
      stop,
    ),
    { days: "integer", events: "integer" },
  );
  const all = counted.reduce((sum, { events }) => sum + (events ?? 0), 0);
  let upto = 0;
  return counted.find(({ events }) => (upto += events ?? 0) >= 0.95 * all)?.days ?? null;
}
