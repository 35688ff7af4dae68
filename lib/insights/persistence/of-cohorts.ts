import { grouped } from "../../group";
import { alongCurves, curvesByGroup } from "../curve-estimates";
import type { Estimated } from "../insight";
import { gapName, isInitiation } from "./groups";
import type { Cell, Params } from "./question";

type Named = { name: string };

/** What a group of a cohort is called after: what it is of, then the cohort; of one gap the cohort alone. */
function parted(group: string, params: Params, cohorts: readonly Named[]): { of: string; name: string } | null {
  const [gap = 0, ...more] = params.permissibleGap;
  const risen = isInitiation(params);
  if (!risen && more.length === 0)
    return cohorts.some(({ name }) => name === group) ? { of: gapName(gap, params.gapUnit), name: group } : null;
  const endOf = (name: string) => (risen ? `, ${params.breakdown} ${name}` : `, ${name}`);
  const [longest] = cohorts
    .map(({ name }) => name)
    .filter((name) => group.endsWith(endOf(name)))
    .toSorted((a, b) => b.length - a.length);
  return longest === undefined ? null : { of: group.slice(0, -endOf(longest).length), name: longest };
}

/** Curves of cohorts, those of one gap or one medicine beside each other. */
export function ofCohorts(cells: readonly Cell[], params: Params, cohorts: readonly Named[]): Estimated[] {
  const risen = isInitiation(params);
  const sense = { what: risen ? "with a first dispensing" : "still on treatment", risen };
  const curves = curvesByGroup(cells).flatMap(([group, curve]) => {
    const found = parted(group, params, cohorts);
    return found ? [{ ...found, curve }] : [];
  });
  return [...grouped(curves, ({ of }) => of)].flatMap(([of, own]) =>
    alongCurves(
      own.map(({ name, curve }) => [name, curve] as const),
      sense,
      { curve: of },
    ),
  );
}
