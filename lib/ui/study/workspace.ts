import type { QueryClient } from "@tanstack/react-query";
import { Failed, type Failure, failureOf } from "@/lib/failure";
import { type Ingested, ingest, type Progress, type Source, type Unmapped } from "@/lib/log/ingest";
import { rebuild } from "@/lib/log/rebuild";
import { openStudy, type Segment, type Study } from "@/lib/log/study";
import { answers, bootEngine, demoSource, openFile } from "./machinery";
import { storeOf } from "./store";

export type Refused = Ingested["refused"][number];

/** What came of the last files that were given. */
type Outcome = { loaded: readonly Segment[]; refused: readonly Refused[]; failure: Failure | null };

/** A file whose columns nobody recognised; it waits for a mapping. */
export type Waiting = Unmapped & { source: Source };

export type State = {
  study: Study | null;
  /** Files being loaded; null where nothing is. */
  job: { progress: Progress | null } | null;
  outcome: Outcome | null;
  waiting: readonly Waiting[];
};

export type Actions = {
  add(sources: readonly Source[]): Promise<void>;
  openDemo(): Promise<void>;
  cancel(): void;
  dismiss(): void;
  /** Leaves out a file that waits for a mapping. */
  leaveOut(file: string): void;
  forget(): Promise<void>;
  /** Puts a new database in the place of one that no longer answers, and asks again what had failed. */
  recover(error: unknown): Promise<void>;
};

const empty: State = { study: null, job: null, outcome: null, waiting: [] };

/** The history that is open, and what can be done with it. It lives in this tab's memory and nowhere else. */
export function createWorkspace(queries: QueryClient) {
  const store = storeOf(empty);
  let held: Study | null = null;
  let running: AbortController | null = null;
  let recovering = false;

  const onProgress = (progress: Progress) => store.set({ job: { progress } });
  const fail = (thrown: unknown) => store.set({ outcome: { loaded: [], refused: [], failure: failureOf(thrown) } });

  async function run(gather: (signal: AbortSignal) => Promise<readonly Source[]>): Promise<void> {
    if (running) return;
    running = new AbortController();
    const { signal } = running;
    store.set({ job: { progress: null }, outcome: null });
    try {
      const sources = await gather(signal);
      held ??= await openStudy(await bootEngine());
      if (signal.aborted) throw new Failed({ kind: "cancelled" });
      const { study, loaded, refused, unmapped } = await ingest(held, sources, { open: openFile, signal, onProgress });
      held = study;
      const wait = unmapped.flatMap((one) =>
        sources.filter(({ name }) => name === one.file).map((source) => ({ ...one, source })),
      );
      const others = store.get().waiting.filter(({ file }) => !sources.some(({ name }) => name === file));
      store.set({
        study: study.segments.length > 0 ? study : null,
        outcome: { loaded, refused, failure: null },
        waiting: [...others, ...wait],
      });
    } catch (thrown) {
      fail(thrown);
      void recover(thrown);
    } finally {
      running = null;
      store.set({ job: null });
    }
  }

  async function recover(error: unknown): Promise<void> {
    const broken = held;
    if (!broken || recovering || failureOf(error).kind !== "engine") return;
    recovering = true;
    try {
      if (await answers(broken.engine)) return;
      store.set({ job: { progress: null } });
      await broken.engine.close();
      held = null;
      const study = await rebuild(broken, await bootEngine(), { open: openFile, onProgress });
      held = study;
      store.set({ study: study.segments.length > 0 ? study : null, job: null });
      await queries.resetQueries({ predicate: ({ state }) => state.status === "error" });
    } catch (thrown) {
      store.set({ study: null });
      fail(thrown);
    } finally {
      recovering = false;
      store.set({ job: null });
    }
  }

  const actions: Actions = {
    add: (sources) => run(async () => sources),
    openDemo: () => run(async (signal) => [await demoSource(signal)]),
    cancel: () => running?.abort(),
    dismiss: () => store.set({ outcome: null }),
    leaveOut: (file) => store.set({ waiting: store.get().waiting.filter((one) => one.file !== file) }),
    recover,
    async forget() {
      running?.abort();
      const engine = held?.engine;
      held = null;
      store.set(empty);
      queries.clear();
      await engine?.close();
    },
  };
  return { store, actions };
}
