import { isChanged, paired, type Pair } from "@/lib/insights/difference";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Answered } from "./use-answer";

/** An answer beside the one to the same question at an earlier moment. */
export type Comparison = { earlier: Answered; since: string; pairs: readonly Pair[]; changed: number; words: string };

const aboutWhat = ({ params, cohorts }: Answered) => JSON.stringify([params, cohorts]);

/** The comparison of two answers, where both answer the same question. */
export function comparison(
  insight: AnyInsight,
  answer: Answered | null,
  earlier: Answered | null,
  words: string,
): Comparison | null {
  if (!answer || earlier?.knownAt == null || aboutWhat(answer) !== aboutWhat(earlier)) return null;
  const pairs = paired(insight, answer.cells, earlier.cells);
  return { earlier, since: earlier.knownAt, pairs, changed: pairs.filter(isChanged).length, words };
}
