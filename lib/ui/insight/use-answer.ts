import { keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Answer, ask, keyOf, type Question } from "@/lib/insights/ask";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Study } from "@/lib/log/study";
import { type Failure, failureOf } from "@/lib/failure";

/** An answer with the question it answers: while a new one is on its way, the old picture is still drawn by its own. `partial` where older files were not loaded yet. */
export type Answered = Answer & Question & { partial: boolean };

/** Where a question stands: asked with nothing to show, asked with the old answer in sight, stopped, failed or answered. */
export type Standing =
  | { kind: "first" }
  | { kind: "again"; old: Answered }
  | { kind: "stopped" }
  | { kind: "failed"; failure: Failure }
  | { kind: "answered"; answer: Answered };

const answerOf = (study: Study, insight: AnyInsight, question: Question, partial: boolean) =>
  queryOptions({
    queryKey: ["answer", study.digest, partial, insight.id, keyOf(question)],
    queryFn: async ({ signal }): Promise<Answered> => ({
      ...(await ask(study, insight, question, { signal, incomplete: partial })),
      ...question,
      partial,
    }),
    // What lacks older history is never kept as an answer.
    ...(partial && { gcTime: 0 }),
    placeholderData: keepPreviousData,
  });

/** The same question at an earlier moment, where there is one, once its answer is there. */
export function useEarlier(study: Study, insight: AnyInsight, question: Question): Answered | null {
  const { data } = useQuery({
    ...answerOf(study, insight, question, false),
    enabled: question.knownAt !== null,
  });
  return question.knownAt === null || data === undefined || data.knownAt === null ? null : data;
}

/** Asks, keeps the old answer until the new one is there, and lets go of a question that was replaced. */
export function useAnswer(
  study: Study,
  insight: AnyInsight,
  question: Question,
  partial: boolean,
): { standing: Standing; cancel(): void; again(): void } {
  const client = useQueryClient();
  const options = answerOf(study, insight, question, partial);
  const { queryKey } = options;
  const query = useQuery(options);
  return {
    standing: standingOf(query),
    cancel: () => void client.cancelQueries({ queryKey }),
    again: () => void query.refetch(),
  };
}

type Query = {
  data: Answered | undefined;
  error: Error | null;
  isPlaceholderData: boolean;
  fetchStatus: "fetching" | "paused" | "idle";
};

function standingOf({ data, error, isPlaceholderData, fetchStatus }: Query): Standing {
  if (fetchStatus === "fetching") return data ? { kind: "again", old: data } : { kind: "first" };
  if (error) {
    const failure = failureOf(error);
    return failure.kind === "cancelled" ? { kind: "stopped" } : { kind: "failed", failure };
  }
  return data && !isPlaceholderData ? { kind: "answered", answer: data } : { kind: "stopped" };
}

/** The answer that is drawn: the new one, or the old one while the new one is on its way. */
export const shownOf = (standing: Standing): Answered | null =>
  standing.kind === "answered" ? standing.answer : standing.kind === "again" ? standing.old : null;
