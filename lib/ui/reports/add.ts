import { type Cohort, namesPatients } from "@/lib/cohorts/cohort";
import type { Params } from "../params/stated";
import type { Open } from "./open";
import { figurePart, placed } from "./report";

/** More cohorts than a report can have. */
const most = 8;

/** A figure as it is asked on a page of its own or on a board. */
export type Asked = { insight: string; params: Params; cohorts: readonly Cohort[] };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A cohort under a name that no other cohort of the report has. */
function apart(cohort: Cohort, among: readonly Cohort[]): Cohort {
  const taken = (name: string) =>
    among.some((one) => one.name === name && !same({ ...one, name: "" }, { ...cohort, name: "" }));
  let [n, name] = [1, cohort.name];
  while (taken(name)) name = `${cohort.name} (${(n += 1)})`;
  return { ...cohort, name };
}

/** A report with figures put into it, each about its own cohorts; or why they cannot be, in words. `instead` is the id of the figure whose place one takes. */
export function withFigures(
  { draft, about }: Open,
  figures: readonly Asked[],
  instead: string | null = null,
): { open: Open } | { refused: string } {
  if (figures.some(({ cohorts }) => cohorts.some(namesPatients)))
    return { refused: "It is asked about a cohort that names patients, which no report may carry." };
  const before = about.cohorts;
  let cohorts: Cohort[] = [...before];
  const asked = figures.map(({ insight, params, cohorts: own }) => {
    const named = own.map((one) => apart(one, cohorts));
    cohorts = [...cohorts, ...named.filter(({ name }) => !cohorts.some((one) => one.name === name))];
    return { insight, params, names: named.map(({ name }) => name) };
  });
  if (cohorts.length > most) return { refused: `A report has ${most} cohorts at most.` };
  const all = cohorts.map(({ name }) => name);
  const earlier = before.map(({ name }) => name);
  // What asked about all cohorts goes on asking about those that were there.
  const held = draft.parts.map((one) =>
    one.part.kind === "text" || one.part.cohorts || all.length === earlier.length
      ? one
      : { ...one, part: { ...one.part, cohorts: earlier } },
  );
  const parts = asked.map(({ insight, params, names }) =>
    figurePart(insight, params, same(names, all) ? undefined : names),
  );
  const at = held.findIndex(({ id, part }) => id === instead && part.kind === "figure");
  const [old, first] = [held[at], parts[0]];
  const next =
    old?.part.kind === "figure" && first?.kind === "figure"
      ? held.with(at, { ...old, part: { ...first, heading: old.part.heading, note: old.part.note } })
      : [...held, ...parts.map(placed)];
  return { open: { draft: { ...draft, parts: next }, about: { ...about, cohorts } } };
}
