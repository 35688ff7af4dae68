import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { catalogue, quarantine, recordedByWeek } from "@/lib/log/catalogue";
import type { Study } from "@/lib/log/study";

/** What the log held at a moment, asked once for each state of it, and not before it is `wanted`. */
export const useCatalogue = (study: Study, moment: string | null, wanted = true) =>
  useQuery({
    enabled: wanted,
    queryKey: ["catalogue", study.digest, moment],
    queryFn: () => catalogue(study, moment),
    placeholderData: keepPreviousData,
  });

/** The same holds of the weeks in which it was recorded. */
export const useRecorded = (study: Study, wanted: boolean) =>
  useQuery({ enabled: wanted, queryKey: ["recorded", study.digest], queryFn: () => recordedByWeek(study) });

export const useQuarantine = (study: Study, limit: number) =>
  useQuery({
    queryKey: ["quarantine", study.segments.map(({ id }) => id), limit],
    queryFn: () => quarantine(study, limit),
  });
