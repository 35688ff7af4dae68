import { cohortSchema } from "@/lib/cohorts/cohort";
import { Failed, failureOf } from "@/lib/failure";
import { merged } from "@/lib/log/erasure/list";
import type { Source } from "@/lib/log/ingest";
import { joined } from "@/lib/log/outgoing";
import { restore } from "@/lib/log/projection/restore";
import { stepsOf } from "@/lib/log/store/order";
import type { Kept } from "@/lib/log/store/record";
import { versionedAmong } from "@/lib/versions";
import { boardSchema } from "../../boards/board";
import { reportSchema } from "../../reports/report";
import { bootEngine, openFile } from "../machinery";
import type { Refused } from "../state";
import { settle } from "./erasing";
import { type History, ofFile, shown, tellProgress, tellVerified } from "./history";
import { take } from "./take";

/** How the kept study is set holds here too. */
export function recall(history: History): void {
  const { erasure, rule, cohorts, boards, reports, marks, outgoing } = history.keeping.settings();
  history.gone = merged(history.gone, erasure);
  if (!history.held) history.rule = rule;
  const held = history.store.get();
  history.store.set({
    cohorts: versionedAmong([...cohorts, ...held.cohorts], cohortSchema),
    boards: versionedAmong([...boards, ...held.boards], boardSchema),
    reports: versionedAmong([...reports, ...held.reports], reportSchema),
    marks: marks ?? held.marks,
    outgoing: joined(outgoing, held.outgoing),
  });
  // What left before this was open is kept with it from now on.
  if (outgoing && held.outgoing) void history.keeping.remember(history.store.get()).catch(() => undefined);
}

/** What is kept waits to be loaded, newest first. */
export function expectKept(history: History, kept: readonly Kept[]): void {
  history.rest = stepsOf(kept);
  history.store.set({ older: { done: 0, files: kept.length }, reopened: true });
}

/** Opens what is kept as it was computed before; where that is not there, or not whole, it is to be computed again. */
async function openComputed(history: History, signal: AbortSignal): Promise<boolean> {
  const { keeping, store, gone, rest, era } = history;
  const settings = keeping.settings();
  const contents = await keeping.shelf.contents();
  if (contents === null || settings.erasure.erased.length < gone.erased.length) return false;
  const engine = await bootEngine();
  try {
    const files = [];
    for (const kept of rest.flat()) files.push({ kept, blob: await keeping.read(kept) });
    const { part } = keeping.shelf;
    const options = { open: openFile, onProgress: tellProgress(history), signal };
    const study = await restore(engine, contents, { part, files, settings }, options);
    if (era !== history.era) throw new Failed({ kind: "cancelled" });
    [history.held, history.rest] = [study, []];
    tellVerified(
      history,
      files.flatMap(({ kept, blob }) => (kept.verified ? [blob] : [])),
    );
    store.set({ study: shown(study), older: null });
    return true;
  } catch (thrown) {
    await engine.close();
    if (signal.aborted || era !== history.era) throw thrown;
    await keeping.shelf.drop();
    return false;
  }
}

async function readable(
  history: History,
  step: readonly Kept[],
  signal: AbortSignal,
): Promise<{ sources: Source[]; refused: Refused[] }> {
  const [sources, refused]: [Source[], Refused[]] = [[], []];
  for (const segment of step) {
    signal.throwIfAborted();
    try {
      const blob = await history.keeping.read(segment);
      sources.push({ name: segment.name, mapping: segment.mapping, subset: segment.subset, blob });
      if (segment.verified) tellVerified(history, [blob]);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.kind === "cancelled") throw thrown;
      refused.push({ file: segment.name, failure: ofFile(failure, segment.name) });
    }
  }
  return { sources, refused };
}

/** Loads what is kept: as it was computed before, or file by file in steps; one that cannot be read any more is told and the others go on. */
export async function reopen(history: History, signal: AbortSignal): Promise<void> {
  if (!history.held && (await openComputed(history, signal))) return;
  const { store } = history;
  const all: Refused[] = [];
  const files = history.rest.flat().length + (store.get().older?.done ?? 0);
  for (let step = history.rest[0]; step; step = history.rest[0]) {
    const { sources, refused } = await readable(history, step, signal);
    const taken = await take(history, sources, signal);
    if (taken.rewritten.length > 0) await settle(history, taken.study, taken.rewritten);
    all.push(...refused, ...taken.refused);
    history.rest = history.rest.slice(1);
    const left = history.rest.flat().length;
    store.set({
      study: shown(history.held),
      older: left > 0 ? { done: files - left, files } : null,
      ...(all.length > 0 && { outcome: { loaded: [], refused: all, failure: null } }),
    });
  }
}
