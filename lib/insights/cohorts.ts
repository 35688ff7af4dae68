import { z } from "zod";
import type { Cohort } from "../cohorts/cohort";
import { Failed } from "../failure";
import type { AnyInsight, Breakdown } from "./insight";

/** The breakdown by which several cohorts stand beside each other. */
export const byCohort = "cohort";

/** Whether an insight has a parameter of that name, with that value among its choices where one is given. */
const has = ({ params }: AnyInsight, name: string, value?: string): boolean =>
  params instanceof z.ZodObject && name in params.shape && (value === undefined || accepts(params.shape[name], value));
const accepts = (schema: unknown, value: string): boolean =>
  schema instanceof z.ZodType && schema.safeParse(value).success;

/** Whether an insight's rows can have groups. */
const hasGroups = (insight: AnyInsight): boolean => has(insight, "breakdown");

/** Whether cohorts are told apart by when their members enter: on one day of the calendar they have then been followed for different times. */
export const enterApart = (cohorts: readonly Cohort[]): boolean =>
  new Set(cohorts.map(({ entry: { from = "", until = "" } }) => `${from} ${until}`)).size > 1;

/** Parameters with a breakdown by cohort, where there are several and no other is asked for; where they enter apart, with time since the start, where none is asked for. */
export function besideEachOther(insight: AnyInsight, params: unknown, cohorts: readonly Cohort[]): unknown {
  if (cohorts.length < 2 || typeof params !== "object" || params === null || !hasGroups(insight)) return params;
  const since = enterApart(cohorts) && !("by" in params) && has(insight, "by", "index");
  return {
    ...params,
    ...(since && { by: "index" }),
    ...("breakdown" in params && params.breakdown !== "none" ? {} : { breakdown: byCohort }),
  };
}

/** Throws Failed where two cohorts have one name, which is what tells them apart. */
export function apart(cohorts: readonly Cohort[]): readonly Cohort[] {
  const names = cohorts.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new Failed({ kind: "cohort", cohort: twice, detail: "another cohort has the same name" });
  return cohorts;
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
