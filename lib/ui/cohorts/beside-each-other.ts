import { useNameHere } from "@/lib/charts/place";
import type { Cohort } from "@/lib/cohorts/cohort";
import { besideEachOther } from "@/lib/insights/cohorts";
import type { AnyInsight } from "@/lib/insights/insight";
import { useFragment } from "../params/fragment";
import type { Params } from "../params/use-params";

const isParams = (given: unknown): given is Params => typeof given === "object" && given !== null;

/** Parameters by which several cohorts stand beside each other, where the address asks for no other breakdown: the usual one of an insight gives way. */
export function useBesideEachOther(insight: AnyInsight, params: Params, cohorts: readonly Cohort[]): Params {
  const asked = useFragment().has(useNameHere()("breakdown"));
  const others = Object.fromEntries(Object.entries(params).filter(([name]) => name !== "breakdown"));
  const given = besideEachOther(insight, asked ? params : others, cohorts);
  return isParams(given) && "breakdown" in given ? given : params;
}
