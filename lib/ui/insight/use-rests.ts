"use client";
import { useQuery } from "@tanstack/react-query";
import type { AnyInsight } from "@/lib/insights/insight";
import { type Rests, restsOn } from "@/lib/insights/rests";
import type { Study } from "@/lib/log/study";
import type { Answered } from "./use-answer";

/** What a figure rests on, worked out after it is drawn. */
export const useRests = (study: Study, insight: AnyInsight, answer: Answered | null): Rests | undefined =>
  useQuery({
    queryKey: ["rests", study.digest, answer?.key],
    queryFn: ({ signal }) =>
      restsOn(study, insight, { params: answer?.params, knownAt: answer?.knownAt ?? null }, { signal }),
    enabled: answer !== null,
  }).data;
