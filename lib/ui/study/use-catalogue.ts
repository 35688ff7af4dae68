import { useQuery } from "@tanstack/react-query";
import { catalogue, quarantine, recordedByWeek } from "@/lib/log/catalogue";
import type { Study } from "@/lib/log/study";

/** What the log holds, asked once for each state of it. */
export const useCatalogue = (study: Study) =>
  useQuery({ queryKey: ["catalogue", study.digest], queryFn: () => catalogue(study) });

export const useRecorded = (study: Study) =>
  useQuery({ queryKey: ["recorded", study.digest], queryFn: () => recordedByWeek(study) });

export const useQuarantine = (study: Study, limit: number) =>
  useQuery({
    queryKey: ["quarantine", study.segments.map(({ id }) => id), limit],
    queryFn: () => quarantine(study, limit),
  });
