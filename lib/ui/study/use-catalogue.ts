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

export const useRecorded = (study: Study) =>
  useQuery({ queryKey: ["recorded", study.digest], queryFn: () => recordedByWeek(study) });

export const useQuarantine = (study: Study, limit: number) =>
  useQuery({
    queryKey: ["quarantine", study.segments.map(({ id }) => id), limit],
    queryFn: () => quarantine(study, limit),
  });
