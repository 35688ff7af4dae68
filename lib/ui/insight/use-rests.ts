"use client";
import { useQuery } from "@tanstack/react-query";
import { type Question, questionIn } from "@/lib/insights/ask";
import type { AnyInsight } from "@/lib/insights/insight";
import { lagDays, type Rests, restsOn } from "@/lib/insights/rests";
import type { Study } from "@/lib/log/study";
import type { Answered } from "./use-answer";

/** Who changes one parameter often changes the next: what is worked out beside a figure waits until it stands for so long (milliseconds). */
const stands = 400;

const still = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, stands);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("The figure has changed.", "AbortError"));
    });
  });

const asked = (answer: Answered | null): Question =>
  answer ? { ...questionIn(answer), selections: [] } : { params: {}, knownAt: null };

/** What stays the same while only the fold of the patients' rows changes. */
const ofRows = (study: Study, answer: Answered | null) => [
  study.digest,
  answer?.known.digest,
  answer?.knownAt,
  answer?.patients,
];

/** What a figure rests on where some of what was known states no time of recording, worked out after it is drawn. */
export const useRests = (study: Study, insight: AnyInsight, answer: Answered | null): Rests | undefined =>
  useQuery({
    queryKey: ["rests", insight.id, ...ofRows(study, answer)],
    queryFn: async ({ signal }) => {
      await still(signal);
      return restsOn(study, insight, asked(answer), { signal });
    },
    enabled: answer !== null && answer.known.assumed > 0,
  }).data;

/** Within how many days most of what a figure reads was recorded, worked out after it is drawn; null where that is not known. */
export const useLagDays = (study: Study, insight: AnyInsight, answer: Answered | null): number | null =>
  useQuery({
    queryKey: ["lag days", insight.id, ...ofRows(study, answer)],
    queryFn: async ({ signal }) => {
      await still(signal);
      return lagDays(study, insight, asked(answer), { signal });
    },
    enabled: answer !== null,
  }).data ?? null;
