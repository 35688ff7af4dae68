import { assignRoles, retractionsIn } from "./roles";
import { resolve } from "./resolve/resolve";
import type { Rule } from "./resolve/rule";
import { type Loaded, makeCurrent, snapshot, type Study } from "./study";

/** The study that follows from these segments: what came in is resolved by the rule, and the engine answers for it from now on. Cost n log n in the rows of the log. */
export async function settled(
  { engine, erased }: Study,
  rule: Rule,
  loaded: readonly Loaded[],
  signal?: AbortSignal,
): Promise<Study> {
  const mappings = loaded.map(({ mapping }) => mapping);
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
