import { parseAsString, useQueryState } from "nuqs";
import { useNameHere } from "@/lib/charts/place";
import type { Cohort } from "@/lib/cohorts/cohort";
import { besideEachOther } from "@/lib/insights/cohorts";
import type { AnyInsight } from "@/lib/insights/insight";
import { useFragment } from "../params/fragment";
import type { Params } from "../params/stated";

const isParams = (given: unknown): given is Params => typeof given === "object" && given !== null;

/** Parameters by which several cohorts stand beside each other, where the address asks for no other breakdown and no other time: the usual ones of an insight give way. */
export function useBesideEachOther(insight: AnyInsight, params: Params, cohorts: readonly Cohort[]): Params {
  const nameHere = useNameHere();
  const [by] = useQueryState(nameHere("by"), parseAsString);
  const asked = { breakdown: useFragment().has(nameHere("breakdown")), by: by !== null };
  const stated = Object.fromEntries(
    Object.entries(params).filter(([name]) => (name === "breakdown" || name === "by" ? asked[name] : true)),
  );
  const given = besideEachOther(insight, stated, cohorts);
  return isParams(given) ? { ...params, ...given } : params;
}
