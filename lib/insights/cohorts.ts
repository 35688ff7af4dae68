import { z } from "zod";
import { cohortSchema, type Cohort } from "../cohorts/cohort";
import { Failed } from "../failure";
import type { AnyInsight, Breakdown } from "./insight";

/** The breakdown by which several cohorts stand beside each other. */
export const byCohort = "cohort";

/** Whether an insight's rows can have groups. */
const hasGroups = ({ params }: AnyInsight): boolean => params instanceof z.ZodObject && "breakdown" in params.shape;

/** Parameters with a breakdown by cohort, where there are several and no other is asked for. */
export function besideEachOther(insight: AnyInsight, params: unknown, cohorts: readonly Cohort[]): unknown {
  if (cohorts.length < 2 || typeof params !== "object" || params === null || !hasGroups(insight)) return params;
  return "breakdown" in params && params.breakdown !== "none" ? params : { ...params, breakdown: byCohort };
}

/** The cohorts that an insight is asked about: as they are, and taken together where it has no groups, so that nobody counts twice. Throws Failed where two have one name, which is what tells them apart. */
export function apart(insight: AnyInsight, cohorts: readonly Cohort[]): readonly Cohort[] {
  const names = cohorts.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new Failed({ kind: "cohort", cohort: twice, detail: "another cohort has the same name" });
  if (cohorts.length < 2 || insight.candidates || hasGroups(insight)) return cohorts;
  return [cohortSchema.parse({ name: names.join(", ").slice(0, 80), entry: { kind: "union", of: cohorts } })];
}

/** The names of two cohorts that stand beside each other, in the order asked; null where there are not two, or groups are something else. */
export function pairOf(
  cohorts: readonly Cohort[],
  breakdown: Breakdown,
): readonly [first: string, second: string] | null {
  const [first, second, ...more] = cohorts;
  if (!first || !second || more.length > 0) return null;
  return breakdown.by === "none" || ("name" in breakdown && breakdown.name === byCohort)
    ? [first.name, second.name]
    : null;
}
