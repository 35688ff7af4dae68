import { cohortSchema } from "@/lib/cohorts/cohort";
import { merged } from "@/lib/log/erasure/list";
import type { Given } from "@/lib/log/manifest";
import type { Segment } from "@/lib/log/study";
import { versionedAmong } from "@/lib/versions";
import { boardSchema } from "../../boards/board";
import { reportSchema } from "../../reports/report";
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
  const { sources, refused: bad, open, erasure, rule, cohorts, boards, reports } = await arrive(given, keeping.hash);
  if (rule && !shown(history.held)) {
    history.rule = rule;
    if (history.held) history.held = { ...history.held, rule };
  }
  history.gone = merged(history.gone, erasure);
  if (cohorts.length > 0) store.set({ cohorts: versionedAmong([...cohorts, ...store.get().cohorts], cohortSchema) });
  if (boards.length > 0) store.set({ boards: versionedAmong([...boards, ...store.get().boards], boardSchema) });
  if (reports.length > 0) store.set({ reports: versionedAmong([...reports, ...store.get().reports], reportSchema) });
  if (erasure.erased.length > 0 || history.gone.erased.length > (history.held?.erased.erased.length ?? Infinity))
    await eraseGone(history, signal);
  if (sources.length === 0) {
    store.set({ outcome: { loaded: [], refused: bad, failure: null } });
    return [];
  }
  const { study, loaded, refused, unmapped, offered } = await take(history, sources, signal, open);
  const withSource = <One extends { file: string }>(one: One) =>
    sources.filter(({ name }) => name === one.file).map((source) => ({ ...one, source }));
  const isGiven = ({ file }: { file: string }) => sources.some(({ name }) => name === file);
  const before = store.get();
  for (const { reader } of before.offered.filter(isGiven)) reader.close();
  store.set({
    study: shown(study),
    outcome: { loaded, refused: [...bad, ...refused], failure: null },
    waiting: [...before.waiting.filter((one) => !isGiven(one)), ...unmapped.flatMap(withSource)],
    offered: [...before.offered.filter((one) => !isGiven(one)), ...offered.flatMap(withSource)],
  });
  tellVerified(
    history,
    sources.flatMap(({ blob, verified }) => (verified ? [blob] : [])),
  );
  return loaded;
}
