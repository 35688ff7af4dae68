"use client";
import { parseAsString, useQueryState } from "nuqs";
import { useCarriedCohorts } from "../cohorts/address";

const names = { at: "as-known-at", since: "since" };
const known = parseAsString.withOptions({ history: "push" });

/** The moment that the address names, a date or an ISO moment; null is now. Changing it is a step that Back undoes. */
export const useAsKnownAt = () => useQueryState(names.at, known);

/** The earlier moment that a figure is compared with, as the address names it; null where with none. */
export const useSinceParam = () => useQueryState(names.since, known);

/** Another screen's address, at the same moments and about the same cohorts. */
export function useCarried(): (href: string) => string {
  const [at] = useAsKnownAt();
  const [since] = useSinceParam();
  const query = new URLSearchParams({
    ...(at !== null && { [names.at]: at }),
    ...(since !== null && { [names.since]: since }),
  }).toString();
  const cohorts = useCarriedCohorts();
  return (href) => `${href}${query === "" ? "" : `?${query}`}${cohorts}`;
}
