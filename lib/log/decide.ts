import { assignRoles, retractionsIn } from "./roles";
import { resolve } from "./resolve/resolve";
import type { Rule } from "./resolve/rule";
import { makeCurrent, snapshot, type Study } from "./study";

/** The same log with its contradictions decided by another rule. Cost n log n in the rows of the log. */
export async function decide(study: Study, rule: Rule, signal?: AbortSignal): Promise<Study> {
  const { engine, segments, erased } = study;
  const loaded = segments.map(({ counts, ...segment }) => ({ ...segment, rows: counts.rows - counts.erased }));
  const mappings = segments.map(({ mapping }) => mapping);
  const next = await resolve(
    engine,
    { rule, retractions: retractionsIn(mappings) },
    async (turn) => {
      await assignRoles(turn, mappings);
      return { ...(await snapshot(turn, loaded, rule)), erased, engine };
    },
    signal,
  );
  makeCurrent(next);
  return next;
}
