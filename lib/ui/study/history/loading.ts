import { merged } from "@/lib/log/erasure/list";
import type { Given } from "@/lib/log/manifest";
import type { Segment } from "@/lib/log/study";
import { arrive } from "../arrivals";
import { eraseGone } from "./erasing";
import { type History, shown, tellVerified } from "./history";
import { take } from "./take";

/** Takes in what a person gave: files, manifests beside them, exported studies. Resolves to what was loaded. */
export async function load(
  history: History,
  given: readonly Given[],
  signal: AbortSignal,
): Promise<readonly Segment[]> {
  const { store, keeping } = history;
  const { sources, refused: bad, open, erasure, rule } = await arrive(given, keeping.hash);
  if (rule && !shown(history.held)) {
    history.rule = rule;
    if (history.held) history.held = { ...history.held, rule };
  }
  history.gone = merged(history.gone, erasure);
  if (erasure.erased.length > 0 || history.gone.erased.length > (history.held?.erased.erased.length ?? Infinity))
    await eraseGone(history, signal);
  if (sources.length === 0) {
    store.set({ outcome: { loaded: [], refused: bad, failure: null } });
    return [];
  }
  const { study, loaded, refused, unmapped } = await take(history, sources, signal, open);
  const wait = unmapped.flatMap((one) =>
    sources.filter(({ name }) => name === one.file).map((source) => ({ ...one, source })),
  );
  const others = store.get().waiting.filter(({ file }) => !sources.some(({ name }) => name === file));
  store.set({
    study: shown(study),
    outcome: { loaded, refused: [...bad, ...refused], failure: null },
    waiting: [...others, ...wait],
  });
  tellVerified(
    history,
    sources.flatMap(({ blob, verified }) => (verified ? [blob] : [])),
  );
  return loaded;
}
