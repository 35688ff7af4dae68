import type { Row } from "../engine/decode";
import { decide } from "../log/decide";
import { latestRecorded, type Rule } from "../log/resolve/rule";
import type { Study } from "../log/study";
import { ask, type Asking } from "./ask";
import { difference, isChanged, paired, type Pair } from "./difference";
import type { AnyInsight } from "./insight";

/** How far an insight, by its defaults, moves where contradictions are decided by `rule`: how many of its cells differ or are there under one rule alone, and of each of its numbers the largest difference with the cell where
 * it is. */
export type Sensitivity = {
  insight: string;
  rule: Rule;
  cells: number;
  moved: number;
  most: { column: string; here: number; there: number; cell: Row }[];
};

function furthest(insight: AnyInsight, pairs: readonly Pair[]): Sensitivity["most"] {
  return Object.keys(insight.columns).flatMap((column) => {
    let most: Sensitivity["most"][number] | undefined;
    let size = 0;
    for (const { later, earlier } of pairs) {
      const moved = Math.abs(difference(later?.[column], earlier?.[column]) ?? 0);
      const [here, there] = [earlier?.[column], later?.[column]];
      if (moved > size && later && typeof here === "number" && typeof there === "number") {
        most = { column, here, there, cell: later };
        size = moved;
      }
    }
    return most && !insight.key.includes(column) ? most : [];
  });
}

/** Answers each insight under the study's own rule and under those others that need no choice, and compares. The log is decided anew for each and at last as it was; nobody else may ask meanwhile. */
export async function sensitivity(
  study: Study,
  insights: readonly AnyInsight[],
  { signal }: Asking = {},
): Promise<Sensitivity[]> {
  const stop = signal ? { signal } : {};
  const answer = async (of: Study, insight: AnyInsight) =>
    (await ask(of, insight, { params: {}, knownAt: null }, stop)).cells;
  const here = new Map<string, readonly Row[]>();
  for (const insight of insights) here.set(insight.id, await answer(study, insight));
  const all: Rule[] = [latestRecorded, { by: "first" }];
  const found: Sensitivity[] = [];
  try {
    for (const rule of all.filter(({ by }) => by !== study.rule.by)) {
      const other = await decide(study, rule, signal);
      for (const insight of insights) {
        const pairs = paired(insight, await answer(other, insight), here.get(insight.id) ?? []);
        const moved = pairs.filter(isChanged).length;
        found.push({ insight: insight.id, rule, cells: pairs.length, moved, most: furthest(insight, pairs) });
      }
    }
  } finally {
    await decide(study, study.rule);
  }
  return found;
}
