import type { Subset } from "@/lib/ingest/subset/subset";
import { extend } from "@/lib/log/extend";
import type { Segment } from "@/lib/log/study";
import { type History, tellProgress } from "./history";

/** Loads more of a file that is loaded in part. Resolves to its segment. */
export async function extendBy(
  history: History,
  id: number,
  more: Subset | null,
  signal: AbortSignal,
): Promise<readonly Segment[]> {
  const { held, store } = history;
  if (!held) return [];
  const study = await extend(held, id, more, { onProgress: tellProgress(history), signal });
  history.held = study;
  const loaded = study.segments.filter((segment) => segment.id === id);
  store.set({ study, outcome: { loaded, refused: [], failure: null } });
  return loaded;
}
