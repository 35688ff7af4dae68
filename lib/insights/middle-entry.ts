import { decode } from "../engine/decode";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { prepare, type Asking, type Question } from "./ask";
import type { AnyInsight } from "./insight";

/** The first day from which on no more than half of the members of cohorts enter, of everybody where none is named; null where nobody does. `insight` is any whose patient rows are at hand. */
export async function middleEntry(
  study: Study,
  insight: AnyInsight,
  { knownAt, cohorts = [] }: Omit<Question, "params">,
  { signal }: Asking = {},
): Promise<string | null> {
  const stop = signal ? { signal } : {};
  const { members } = await prepare(study, insight, { params: {}, knownAt, cohorts }, stop);
  const middle = sql`SELECT (quantile_disc(index_day, 0.5) + 1)::VARCHAR AS day FROM ${members}`;
  return decode(await study.engine.query(middle, stop), { day: "text" })[0]?.day ?? null;
}
