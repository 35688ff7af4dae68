import type { QueryClient } from "@tanstack/react-query";
import { type Failure, failureOf } from "@/lib/failure";
import { type ErasureList, nobody } from "@/lib/log/erasure/list";
import type { Progress } from "@/lib/log/ingest";
import { latestRecorded, type Rule } from "@/lib/log/resolve/rule";
import type { Kept } from "@/lib/log/store/record";
import type { Study } from "@/lib/log/study";
import type { createKeeping } from "../keeping/keeping";
import type { createPuttingAway } from "../putting-away";
import { empty, type State } from "../state";
import type { Store } from "../store";

/** What is open in this tab's memory, what holds for whatever is opened next, and who is told. */
export type History = {
  readonly store: Store<State>;
  readonly queries: QueryClient;
  readonly keeping: ReturnType<typeof createKeeping>;
  readonly projection: ReturnType<typeof createPuttingAway>;
  held: Study | null;
  /** Kept files that are not loaded yet. */
  rest: readonly (readonly Kept[])[];
  /** Who was erased, and may not come back with any file. */
  gone: ErasureList;
  /** How contradictions are decided in a history that is opened. */
  rule: Rule;
  /** Goes up when everything is let go: what was under way before then no longer counts. */
  era: number;
};

export const shown = (study: Study | null): Study | null => (study && study.segments.length > 0 ? study : null);

export const tellProgress =
  ({ store }: History) =>
  (progress: Progress): void =>
    store.set({ job: { progress } });

export const tellFailure = ({ store }: History, thrown: unknown): void =>
  store.set({ outcome: { loaded: [], refused: [], failure: failureOf(thrown) } });

export const ofFile = (failure: Failure, file: string): Failure =>
  failure.kind === "store" ? { ...failure, file } : failure;

/** Remembers files whose hash a manifest named. */
export const tellVerified = ({ store }: History, blobs: readonly Blob[]): void =>
  store.set({ verified: new Set([...store.get().verified, ...blobs]) });

/** Patient data leaves this tab's memory. */
export async function letGo(history: History): Promise<void> {
  const { held, store, queries, projection } = history;
  history.era++;
  projection.stop();
  history.held = null;
  [history.gone, history.rule, history.rest] = [nobody, latestRecorded, []];
  for (const { reader } of [...(held?.segments ?? []), ...store.get().offered]) reader.close();
  store.set(empty);
  queries.clear();
  await held?.engine.close();
}
