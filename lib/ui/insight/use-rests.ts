"use client";
import { useQuery } from "@tanstack/react-query";
import type { AnyInsight } from "@/lib/insights/insight";
import { lagDays, type Rests, restsOn } from "@/lib/insights/rests";
import type { Study } from "@/lib/log/study";
import type { Answered } from "./use-answer";

/** What a figure rests on where some of what was known states no time of recording, worked out after it is drawn. */
export const useRests = (study: Study, insight: AnyInsight, answer: Answered | null): Rests | undefined =>
  useQuery({
    queryKey: ["rests", study.digest, answer?.key],
    queryFn: ({ signal }) =>
      restsOn(study, insight, { params: answer?.params, knownAt: answer?.knownAt ?? null }, { signal }),
    enabled: answer !== null && answer.known.assumed > 0,
  }).data;

/** Within how many days most of what a figure reads was recorded, worked out after it is drawn; null where that is not known. */
export const useLagDays = (study: Study, insight: AnyInsight, answer: Answered | null): number | null =>
  useQuery({
    queryKey: ["lag days", study.digest, answer?.key],
    queryFn: ({ signal }) =>
      lagDays(study, insight, { params: answer?.params, knownAt: answer?.knownAt ?? null }, { signal }),
    enabled: answer !== null,
  }).data ?? null;
