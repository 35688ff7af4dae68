import { plural } from "../charts/format";
import { decode } from "../engine/decode";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { ask, prepare, type Asking, type Question } from "./ask";
import { imbalance } from "./characteristics/words";
import type { AnyInsight } from "./insight";

/** Who the cohorts of a question are. `shared` patients are in more than one of them; `differs` are the characteristics in which any differs from the first by a standardised difference above 0.1, the greatest first. */
export type Comparable = {
  members: readonly { cohort: string; patients: number; entries: number }[];
  shared: number;
  differs: readonly { label: string; smd: number }[];
};

/** In what cohorts differ most from the start; null where in nothing. */
export function baselineWords({ differs }: Comparable): string | null {
  const [most, ...others] = differs;
  if (!most) return null;
  const more = others.length === 0 ? "" : ` and in ${plural(others.length, "other characteristic")}`;
  return `At their index days these cohorts differ most in ${most.label} (standardised difference ${most.smd.toFixed(2)})${more}: what is seen between them may come from that.`;
}

/** Counts the members of cohorts and holds them against each other at their index days. `characteristics` is the insight of that name. Cost: that of the cohorts, and of their characteristics where there are several. */
export async function comparable(
  study: Study,
  characteristics: AnyInsight,
  { knownAt, cohorts = [] }: Omit<Question, "params">,
  { signal }: Asking = {},
): Promise<Comparable> {
  const stop = signal ? { signal } : {};
  const question = { params: {}, knownAt, cohorts };
  const { members: relation } = await prepare(study, characteristics, question, stop);
  const counted = decode(
    await study.engine.query(
      sql`SELECT cohort, count(DISTINCT patient)::BIGINT AS patients, count(*)::BIGINT AS entries FROM ${relation} GROUP BY cohort`,
      stop,
    ),
    { cohort: "text", patients: "integer", entries: "integer" },
  );
  const both = decode(
    await study.engine.query(
      sql`SELECT count(*)::BIGINT AS shared FROM (SELECT patient FROM ${relation} GROUP BY patient HAVING count(DISTINCT cohort) > 1)`,
      stop,
    ),
    { shared: "integer" },
  );
  const differs = cohorts.length < 2 ? [] : imbalance((await ask(study, characteristics, question, stop)).also);
  return {
    members: cohorts.map(({ name }) => {
      const own = counted.find(({ cohort }) => cohort === name);
      return { cohort: name, patients: own?.patients ?? 0, entries: own?.entries ?? 0 };
    }),
    shared: both[0]?.shared ?? 0,
    differs,
  };
}
