import { plural } from "@/lib/charts/format";
import { insights } from "@/lib/insights/registry";
import { viewById } from "@/lib/insights/views";
import type { Selected } from "./address";
import type { Board } from "./board";

/** What of a figure is selected, in words. */
export function wordsOf({ insight, params, cells }: Selected): string {
  const view = viewById(insight);
  const named = cells.map((cell) => view?.name(cell, params) ?? "");
  const [first = "", last = ""] = [named[0], named.at(-1)];
  if (named.length === 1) return first;
  const groups = new Set(cells.map(({ group }) => group));
  return (groups.size === 1 && view?.among?.(cells, params)) || `${named.length} points, ${first} to ${last}`;
}

const titleOf = (insight: string): string => insights.get(insight)?.title ?? insight;

/** What a version of a board is beside the one before it: the figures that came, went or are asked otherwise; the first by what it shows. */
export function versionWords(board: Board, before: Board | undefined): string {
  const { figures } = board;
  const head = plural(figures.length, "figure");
  if (!before) return [head, ...figures.map(({ insight }) => titleOf(insight))].join(", ");
  const had = new Map(before.figures.map((one) => [`${one.id} ${one.insight}`, one]));
  const keyOf = ({ id, insight }: Board["figures"][number]) => `${id} ${insight}`;
  const has = new Set(figures.map(keyOf));
  const told = [
    ...figures.flatMap((one) => {
      const then = had.get(keyOf(one));
      if (!then) return `with ${titleOf(one.insight)}`;
      return then.query === one.query && then.data === one.data ? [] : `${titleOf(one.insight)} asked otherwise`;
    }),
    ...before.figures.flatMap((one) => (has.has(keyOf(one)) ? [] : `without ${titleOf(one.insight)}`)),
    ...(JSON.stringify(board.cohorts) === JSON.stringify(before.cohorts) ? [] : ["other cohorts"]),
    ...(board.knownAt === before.knownAt ? [] : ["another moment"]),
  ];
  return [head, ...(told.length > 0 ? told : ["in another order or width"])].join("; ");
}
