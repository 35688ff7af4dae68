import { type QueryClient, queryOptions, skipToken, useQueries } from "@tanstack/react-query";
import type { Cohort } from "@/lib/cohorts/cohort";
import type { Study } from "@/lib/log/study";
import { useMoment } from "../known/use-known";

/** How many patients a cohort has, whatever it is called: never asked for, but known where something else has counted them. */
const sizeOf = ({ digest }: Study, knownAt: string | null, { entry, criteria, exit }: Cohort) =>
  queryOptions<number>({
    queryKey: ["cohort size", digest, knownAt, entry, criteria, exit],
    queryFn: skipToken,
  });

/** Remembers how many patients a cohort has. */
export function remember(
  client: QueryClient,
  study: Study,
  knownAt: string | null,
  cohort: Cohort,
  size: number,
): void {
  client.setQueryData(sizeOf(study, knownAt, cohort).queryKey, size);
}

/** How many patients cohorts have, each where it is known. */
export function useSizes(study: Study, cohorts: readonly Cohort[]): readonly (number | null)[] {
  const { moment } = useMoment(study);
  const known = useQueries({ queries: cohorts.map((cohort) => sizeOf(study, moment, cohort)) });
  return known.map(({ data }) => data ?? null);
}
