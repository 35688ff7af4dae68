import type { QueryClient } from "@tanstack/react-query";
import { prepareBreakdowns } from "@/lib/insights/ask";
import { sensitivity, type Sensitivity } from "@/lib/insights/sensitivity";
import { decide } from "@/lib/log/decide";
import { nobody } from "@/lib/log/erasure/list";
import type { Given } from "@/lib/log/manifest";
import { latestRecorded } from "@/lib/log/resolve/rule";
import { leftovers, wipe } from "@/lib/log/store/forget";
import type { Kept } from "@/lib/log/store/record";
import { isCurrent, type Segment } from "@/lib/log/study";
import { eraseAsked } from "./history/erasing";
import { extendBy } from "./history/extending";
import { follow } from "./history/follow";
import { type History, letGo, tellFailure } from "./history/history";
import { load } from "./history/loading";
import { createRecovering } from "./history/recovering";
import { expectKept, recall, reopen } from "./history/reopening";
import { createTurns } from "./history/turns";
import { createKeeping } from "./keeping/keeping";
import { firstAnswers } from "./first-answers";
import { toKeep } from "./keeping/to-keep";
import { demoSource, prepareEngine } from "./machinery";
import { createPuttingAway } from "./putting-away";
import { type Actions, empty, type State } from "./state";
import { storeOf } from "./store";
import { takeOut } from "./take-out";

/** The history that is open, and what can be done with it. The files lie in this browser's store, what is computed from them in this tab's memory. */
export function createWorkspace(queries: QueryClient) {
  const store = storeOf<State>({ ...empty, keeping: { kind: "opening" } });
  const keeping = createKeeping({
    change: (state) => store.set({ keeping: state }),
    free: () => void turns.after(() => openKept(false)),
    asked: leave,
  });
  const projection = createPuttingAway(keeping.shelf, keeping.keptOf);
  const held = { held: null, rest: [], gone: nobody, rule: latestRecorded, era: 0 };
  const history: History = { store, queries, keeping, projection, ...held };
  const fail = (thrown: unknown) => tellFailure(history, thrown);

  /** What is open and kept whole is computed already when it is opened again. */
  function putAway(): void {
    if (history.held && !turns.busy() && history.rest.length === 0) void projection.begin(history.held);
  }

  /** Once the first figures are drawn, what the next breakdown needs is kept. */
  async function foresee(): Promise<void> {
    const { held } = history;
    if (!held || turns.busy()) return;
    await firstAnswers(held.engine);
    if (history.held === held && isCurrent(held)) await prepareBreakdowns(held);
  }

  const turns = createTurns(() => {
    const { era } = history;
    projection.stop();
    store.set({ job: { progress: null }, outcome: null, left: null });
    return {
      failed(thrown) {
        if (era !== history.era) return;
        fail(thrown);
        void recover(thrown);
      },
      end() {
        store.set({ job: null });
        putAway();
        // What fails here fails again where somebody asks for it, and is told there.
        void foresee().catch(() => undefined);
      },
    };
  }, fail);

  const recover = createRecovering(history, () => {
    if (history.rest.length > 0) void turns.inTurn((signal) => reopen(history, signal));
    else putAway();
  });

  async function keep(loaded: readonly Segment[]): Promise<void> {
    const { held: study } = history;
    if (!study || loaded.length === 0) return;
    await keeping.keep(toKeep(loaded, store.get().verified), study.rule, firstAnswers(study.engine));
    const { cohorts, boards, reports, marks, outgoing } = store.get();
    if (cohorts.length + boards.length + reports.length > 0 || marks || outgoing) await keeping.remember(store.get());
    putAway();
  }

  async function remember(
    saved: Partial<Pick<State, "cohorts" | "boards" | "reports" | "marks" | "outgoing">>,
  ): Promise<void> {
    store.set(saved);
    await keeping.remember(store.get()).catch(fail);
  }

  const add = (gather: (signal: AbortSignal) => Promise<readonly Given[]>, keepable: boolean): Promise<void> =>
    turns.inTurn(async (signal) => {
      const loaded = await load(history, await gather(signal), signal);
      if (keepable) void keep(loaded).catch(fail);
    });

  async function loadKept(kept: readonly Kept[]): Promise<void> {
    if (kept.length === 0) return prepareEngine();
    expectKept(history, kept);
    await turns.exclusively((signal) => reopen(history, signal));
  }

  async function openKept(aside: boolean): Promise<void> {
    const kept = await keeping.open();
    recall(history);
    if (!aside) await loadKept(kept);
  }

  async function leave(): Promise<void> {
    turns.cancel();
    await letGo(history);
  }

  let started: Promise<void> | null = null;

  const actions: Actions = {
    start: (aside) => (started ??= turns.after(() => openKept(aside))),
    loadOlder: () => turns.inTurn((signal) => reopen(history, signal)),
    add: (sources) => add(async () => sources, true),
    openDemo: async () => {
      if (!turns.busy()) await add(async (signal) => [await demoSource(signal)], false);
    },
    cancel: turns.cancel,
    dismiss: () => store.set({ outcome: null }),
    askToErase: (whom) => store.set({ toErase: whom, receipt: null }),
    erase: () =>
      turns.inTurn(async (signal) => {
        if (history.rest.length > 0) await reopen(history, signal);
        await eraseAsked(history, signal);
      }),
    extend: (segment, more) =>
      turns.inTurn(async (signal) => {
        const loaded = await extendBy(history, segment, more, signal);
        await keeping.settled();
        void keep(loaded.filter(({ blob }) => keeping.keptOf(blob) !== undefined)).catch(fail);
      }),
    leaveOut: (file) => {
      const { waiting, offered } = store.get();
      for (const { reader } of offered.filter((one) => one.file === file)) reader.close();
      const others = (one: { file: string }) => one.file !== file;
      store.set({ waiting: waiting.filter(others), offered: offered.filter(others) });
    },
    recover,
    takeOut: async () => (history.held ? takeOut(history.held, keeping.hash, store.get()) : null),
    decide: (rule) =>
      turns.inTurn(async (signal) => {
        if (!history.held) return;
        history.held = await decide(history.held, rule, signal);
        history.rule = rule;
        store.set({ study: history.held });
        await keeping.decide(rule);
      }),
    saveCohorts: (cohorts) => remember({ cohorts }),
    saveBoards: (boards) => remember({ boards }),
    saveReports: (reports) => remember({ reports }),
    saveMarks: (marks) => remember({ marks }),
    async noteOutgoing(change) {
      const outgoing = change(store.get().outgoing);
      store.set({ outgoing });
      await keeping.remember(store.get());
      return outgoing;
    },
    async weigh(insights) {
      let found: readonly Sensitivity[] = [];
      await turns.inTurn(async (signal) => {
        if (history.held) found = await sensitivity(history.held, insights, { signal });
      });
      return found;
    },
    takeOver: keeping.takeOver,
    unlock: (passphrase) =>
      turns.after(async () => {
        const kept = await keeping.unlock(passphrase);
        recall(history);
        await loadKept(kept ?? []);
      }),
    lock: async () => {
      await keeping.settled();
      keeping.end();
      await leave();
      await turns.after(() => openKept(false));
    },
    protect: async (wanted) => {
      const failure = await keeping.protect(wanted);
      if (!failure && wanted.kind !== "change") await turns.inTurn(() => follow(history));
      return failure;
    },
    noted: keeping.noted,
    async forget() {
      const mine = keeping.mine();
      keeping.end();
      await leave();
      await turns.after(async () => {
        if (!mine) return;
        await wipe();
        store.set({ left: await leftovers() });
        await openKept(false);
      });
    },
  };
  return { store, actions };
}
