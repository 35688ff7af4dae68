import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Cohort } from "@/lib/cohorts/cohort";
import { comparable, type Comparable } from "@/lib/insights/comparable";
import type { Question } from "@/lib/insights/ask";
import { insights } from "@/lib/insights/registry";
import type { Study } from "@/lib/log/study";
import { remember } from "./sizes";

const characteristics = insights.get("characteristics");

const comparableOf = (study: Study, knownAt: string | null, cohorts: readonly Cohort[]) =>
  queryOptions({
    queryKey: ["comparable", study.digest, knownAt, cohorts],
    queryFn: async ({ client, signal }): Promise<Comparable | null> => {
      if (!characteristics) return null;
      const found = await comparable(study, characteristics, { knownAt, cohorts }, { signal });
      for (const [i, cohort] of cohorts.entries())
        remember(client, study, knownAt, cohort, found.members[i]?.patients ?? 0);
      return found;
    },
  });

/** Who cohorts are, once a figure has it worked out. */
export const useKnownComparable = (study: Study, knownAt: string | null, cohorts: readonly Cohort[]) =>
  useQuery({ ...comparableOf(study, knownAt, cohorts), enabled: false }).data ?? null;

/** Who the cohorts of an answer are, worked out after it is drawn; null until then, and where it is of everybody. */
export function useComparable(study: Study, answer: Omit<Question, "params"> | null): Comparable | null {
  const cohorts = answer && (answer.selections ?? []).length === 0 ? (answer.cohorts ?? []) : [];
  const knownAt = answer?.knownAt ?? null;
  return useQuery({ ...comparableOf(study, knownAt, cohorts), enabled: cohorts.length > 0 }).data ?? null;
}
