import { viewById } from "@/lib/insights/views";
import type { Selected } from "./address";

/** What of a figure is selected, in words. */
export function wordsOf({ insight, params, cells }: Selected): string {
  const view = viewById(insight);
  const named = cells.map((cell) => view?.name(cell, params) ?? "");
  const [first = "", last = ""] = [named[0], named.at(-1)];
  return named.length === 1 ? first : `${named.length} points, ${first} to ${last}`;
}
