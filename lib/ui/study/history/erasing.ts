import { applyErasures, erase } from "@/lib/log/erasure/erase";
import type { Ingested } from "@/lib/log/ingest";
import { withMark } from "@/lib/log/marks";
import type { Study } from "@/lib/log/study";
import { toKeep } from "../keeping/to-keep";
import { bootEngine, openFile } from "../machinery";
import { follow } from "./follow";
import { type History, tellProgress } from "./history";

/** What was written anew without those who are erased takes the place of what is kept; the history that follows reads from there. */
export async function settle(history: History, study: Study, rewritten: Ingested["rewritten"]): Promise<void> {
  history.gone = study.erased;
  history.held = study;
  const of = new Map(rewritten.map(({ from, to }) => [to, from]));
  const files = toKeep(
    study.segments.filter(({ blob }) => of.has(blob)),
    history.store.get().verified,
  );
  const kept = await history.keeping.erase(
    study.erased,
    files.map(({ blob, facts }) => ({ from: of.get(blob) ?? blob, blob, facts })),
  );
  await follow(history, kept);
}

const erasing = (history: History, signal: AbortSignal) => ({
  open: openFile,
  boot: bootEngine,
  onProgress: tellProgress(history),
  signal,
});

/** Erases those whom a study that came names, here too. */
export async function eraseGone(history: History, signal: AbortSignal): Promise<void> {
  const { held, gone, keeping } = history;
  if (held && gone.erased.length > held.erased.erased.length) {
    const { study, rewritten } = await applyErasures(held, gone, erasing(history, signal));
    await settle(history, study, rewritten);
  } else await keeping.erase(gone, []);
}

/** Erases those for whom a person has asked and confirmed it. */
export async function eraseAsked(history: History, signal: AbortSignal): Promise<void> {
  const { store, queries, keeping } = history;
  await keeping.settled();
  const { held } = history;
  const { toErase } = store.get();
  if (!toErase || !held) return;
  const { subjects, ...about } = toErase;
  const { study, rewritten, receipt } = await erase(held, subjects, { ...erasing(history, signal), ...about });
  await settle(history, study, rewritten);
  queries.clear();
  store.set({ study: history.held, toErase: null, receipt });
  const { marks } = store.get();
  if (marks) {
    store.set({ marks: subjects.reduce((left, one) => withMark(left, one, null), marks) });
    await keeping.remember(store.get());
  }
}
