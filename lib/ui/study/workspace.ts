import type { QueryClient } from "@tanstack/react-query";
import { Failed, type Failure, failureOf } from "@/lib/failure";
import { sensitivity, type Sensitivity } from "@/lib/insights/sensitivity";
import type { Subset } from "@/lib/ingest/subset/subset";
import { decide } from "@/lib/log/decide";
import { applyErasures, erase } from "@/lib/log/erasure/erase";
import { type ErasureList, merged, nobody } from "@/lib/log/erasure/list";
import { extend } from "@/lib/log/extend";
import { type Ingested, ingest, type IngestOptions, type Progress, type Source } from "@/lib/log/ingest";
import type { Given } from "@/lib/log/manifest";
import { rebuild } from "@/lib/log/rebuild";
import { leftovers, wipe } from "@/lib/log/store/forget";
import { stepsOf } from "@/lib/log/store/order";
import type { Kept } from "@/lib/log/store/record";
import { openStudy, type Segment, type Study } from "@/lib/log/study";
import { reread } from "@/lib/log/reread";
import { arrive } from "./arrivals";
import { createKeeping } from "./keeping";
import { answers, bootEngine, demoSource, openFile } from "./machinery";
import { type Actions, empty, type Refused, type State } from "./state";
import { storeOf } from "./store";
import { takeOut } from "./take-out";
import { toKeep } from "./to-keep";

/** Of a file with more rows a person says first how much is to be loaded. */
const askAbove = 2_000_000;

const ofFile = (failure: Failure, file: string): Failure => (failure.kind === "store" ? { ...failure, file } : failure);

/** The history that is open, and what can be done with it. The files lie in this browser's store, what is computed from them in this tab's memory. */
export function createWorkspace(queries: QueryClient) {
  const store = storeOf<State>({ ...empty, keeping: { kind: "opening" } });
  const keeping = createKeeping({
    change: (state) => store.set({ keeping: state }),
    free: () => void after(() => openKept(false)),
    asked: letGo,
  });
  let rest: Kept[][] = [];
  let held: Study | null = null;
  let running: AbortController | null = null;
  let recovering = false;
  /** Who was erased, and may not come back with any file. */
  let gone: ErasureList = nobody;
  /** Goes up when everything is let go: what was under way before then no longer counts. */
  let era = 0;

  const onProgress = (progress: Progress) => store.set({ job: { progress } });
  const fail = (thrown: unknown) => store.set({ outcome: { loaded: [], refused: [], failure: failureOf(thrown) } });

  async function take(
    sources: readonly Source[],
    signal: AbortSignal,
    open: IngestOptions["open"] = openFile,
  ): Promise<Ingested> {
    const begun = era;
    const study = held ?? { ...(await openStudy(await bootEngine())), erased: gone };
    const stale = () => begun !== era;
    if (stale()) await study.engine.close();
    if (signal.aborted || stale()) throw new Failed({ kind: "cancelled" });
    held = study;
    const ingested = await ingest(study, sources, { open, signal, onProgress, askAbove });
    if (stale()) throw new Failed({ kind: "cancelled" });
    held = ingested.study;
    return ingested;
  }

  /** One thing at a time; what fails is told. */
  async function exclusively(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const begun = era;
    running = new AbortController();
    store.set({ job: { progress: null }, outcome: null, left: null });
    try {
      await work(running.signal);
    } catch (thrown) {
      if (begun !== era) return;
      fail(thrown);
      void recover(thrown);
    } finally {
      running = null;
      store.set({ job: null });
    }
  }

  let last: Promise<void> = Promise.resolve();
  let started: Promise<void> | null = null;
  const after = (work: () => Promise<void>): Promise<void> => (last = last.catch(fail).then(work));
  const inTurn = (work: (signal: AbortSignal) => Promise<void>): Promise<void> => after(() => exclusively(work));

  async function keep(study: Study, loaded: readonly Segment[]): Promise<void> {
    await keeping.keep(await toKeep(study, loaded, store.get().verified));
  }

  /** What was written anew without those who are erased takes the place of what is kept; the history that follows reads from there. */
  async function settle(study: Study, rewritten: Ingested["rewritten"]): Promise<void> {
    gone = study.erased;
    held = study;
    const of = new Map(rewritten.map(({ from, to }) => [to, from]));
    const files = await toKeep(
      study,
      study.segments.filter(({ blob }) => of.has(blob)),
      store.get().verified,
    );
    const kept = await keeping.erase(
      study.erased,
      files.map(({ blob, facts }) => ({ from: of.get(blob) ?? blob, to: blob, facts })),
    );
    await follow(kept);
  }

  const erasing = (signal: AbortSignal) => ({ open: openFile, boot: bootEngine, onProgress, signal });

  async function eraseAsked(signal: AbortSignal): Promise<void> {
    if (rest.length > 0) await reopen(signal);
    await keeping.settled();
    const { toErase } = store.get();
    if (!toErase || !held) return;
    const { subjects, ...about } = toErase;
    const { study, rewritten, receipt } = await erase(held, subjects, { ...erasing(signal), ...about });
    await settle(study, rewritten);
    queries.clear();
    store.set({ study: held, toErase: null, receipt });
  }

  async function load(
    gather: (signal: AbortSignal) => Promise<readonly Given[]>,
    keepable: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const given = await gather(signal);
    const { sources, refused: bad, open, erasure } = await arrive(given, keeping.hash);
    if (erasure.erased.length > 0) gone = merged(gone, erasure);
    if (held && gone.erased.length > held.erased.erased.length) {
      const { study, rewritten } = await applyErasures(held, gone, erasing(signal));
      await settle(study, rewritten);
    } else if (erasure.erased.length > 0) await keeping.erase(gone, []);
    if (sources.length === 0) return store.set({ outcome: { loaded: [], refused: bad, failure: null } });
    const { study, loaded, refused, unmapped, offered } = await take(sources, signal, open);
    const withSource = <One extends { file: string }>(one: One) =>
      sources.filter(({ name }) => name === one.file).map((source) => ({ ...one, source }));
    const isGiven = ({ file }: { file: string }) => sources.some(({ name }) => name === file);
    const before = store.get();
    for (const { reader } of before.offered.filter(isGiven)) reader.close();
    store.set({
      study: study.segments.length > 0 ? study : null,
      outcome: { loaded, refused: [...bad, ...refused], failure: null },
      waiting: [...before.waiting.filter((one) => !isGiven(one)), ...unmapped.flatMap(withSource)],
      offered: [...before.offered.filter((one) => !isGiven(one)), ...offered.flatMap(withSource)],
      verified: verifiedWith(sources.flatMap(({ blob, verified }) => (verified ? [blob] : []))),
    });
    if (keepable && loaded.length > 0) void keep(study, loaded).catch(fail);
  }

  const verifiedWith = (blobs: readonly Blob[]) => new Set([...store.get().verified, ...blobs]);

  /** Loads kept files step by step; a file that cannot be read any more is told and the others go on. */
  async function reopen(signal: AbortSignal): Promise<void> {
    const refused: Refused[] = [];
    const files = rest.flat().length + (store.get().older?.done ?? 0);
    for (let step = rest[0]; step; step = rest[0]) {
      const sources: Source[] = [];
      for (const segment of step) {
        signal.throwIfAborted();
        try {
          const blob = await keeping.read(segment);
          sources.push({ name: segment.name, mapping: segment.mapping, subset: segment.subset, blob });
          if (segment.verified) store.set({ verified: verifiedWith([blob]) });
        } catch (thrown) {
          const failure = failureOf(thrown);
          if (failure.kind === "cancelled") throw thrown;
          refused.push({ file: segment.name, failure: ofFile(failure, segment.name) });
        }
      }
      const taken = await take(sources, signal);
      if (taken.rewritten.length > 0) await settle(taken.study, taken.rewritten);
      refused.push(...taken.refused);
      rest = rest.slice(1);
      const left = rest.flat().length;
      store.set({
        study: taken.study.segments.length > 0 ? held : null,
        older: left > 0 ? { done: files - left, files } : null,
        ...(refused.length > 0 && { outcome: { loaded: [], refused, failure: null } }),
      });
    }
  }

  async function openKept(aside: boolean): Promise<void> {
    const kept = await keeping.open();
    gone = merged(gone, keeping.erasures());
    if (!aside) await loadKept(kept);
  }

  async function loadKept(kept: readonly Kept[]): Promise<void> {
    gone = merged(gone, keeping.erasures());
    if (kept.length === 0) return;
    rest = stepsOf(kept);
    store.set({ older: { done: 0, files: kept.length }, reopened: true });
    await exclusively(reopen);
  }

  /** After everything was written anew the copies that were read are gone: rows are read from the new ones. */
  async function follow(only?: ReadonlyMap<Blob, Kept>): Promise<void> {
    const { keeping: at } = store.get();
    const [study, begun] = [held, era];
    if (!study || at.kind !== "open") return;
    const segments: Segment[] = [];
    for (const segment of study.segments) {
      const kept = (only ?? at.of).get(segment.blob);
      if (!kept) {
        segments.push(segment);
        continue;
      }
      const blob = await keeping.read(kept);
      if (kept.verified) store.set({ verified: verifiedWith([blob]) });
      segments.push(await reread(segment, blob, openFile));
    }
    if (begun !== era) throw new Failed({ kind: "cancelled" });
    held = { ...study, segments };
    store.set({ study: held });
  }

  /** Patient data leaves this tab's memory. */
  async function letGo(): Promise<void> {
    era++;
    running?.abort();
    const { engine, segments } = held ?? { engine: null, segments: [] };
    held = null;
    gone = nobody;
    rest = [];
    for (const { reader } of [...segments, ...store.get().offered]) reader.close();
    store.set(empty);
    queries.clear();
    await engine?.close();
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
      if (rest.length > 0) void inTurn(reopen);
    } catch (thrown) {
      store.set({ study: null });
      fail(thrown);
    } finally {
      recovering = false;
      store.set({ job: null });
    }
  }

  async function extendBy(id: number, more: Subset | null, signal: AbortSignal): Promise<void> {
    if (!held) return;
    const study = await extend(held, id, more, { onProgress, signal });
    held = study;
    const loaded = study.segments.filter((segment) => segment.id === id);
    store.set({ study, outcome: { loaded, refused: [], failure: null } });
    await keeping.settled();
    const { keeping: at } = store.get();
    if (at.kind !== "open") return;
    const kept = loaded.filter(({ blob }) => at.of.has(blob));
    void keep(study, kept).catch(fail);
  }

  const actions: Actions = {
    start: (aside) => (started ??= after(() => openKept(aside))),
    loadOlder: () => inTurn(reopen),
    add: (sources) => inTurn((signal) => load(async () => sources, true, signal)),
    openDemo: async () => {
      if (!running) await inTurn((signal) => load(async (s) => [await demoSource(s)], false, signal));
    },
    cancel: () => running?.abort(),
    dismiss: () => store.set({ outcome: null }),
    askToErase: (whom) => store.set({ toErase: whom, receipt: null }),
    erase: () => inTurn(eraseAsked),
    extend: (segment, more) => inTurn((signal) => extendBy(segment, more, signal)),
    leaveOut: (file) => {
      const { waiting, offered } = store.get();
      for (const { reader } of offered.filter((one) => one.file === file)) reader.close();
      const others = (one: { file: string }) => one.file !== file;
      store.set({ waiting: waiting.filter(others), offered: offered.filter(others) });
    },
    recover,
    takeOut: async () => (held ? takeOut(held, store.get().verified, keeping.hash) : null),
    decide: (rule) =>
      inTurn(async (signal) => {
        if (held) held = await decide(held, rule, signal);
        store.set({ study: held });
      }),
    async weigh(insights) {
      let found: readonly Sensitivity[] = [];
      await inTurn(async (signal) => {
        if (held) found = await sensitivity(held, insights, { signal });
      });
      return found;
    },
    takeOver: keeping.takeOver,
    unlock: (passphrase) =>
      after(async () => {
        await loadKept((await keeping.unlock(passphrase)) ?? []);
      }),
    lock: async () => {
      await keeping.settled();
      keeping.end();
      await letGo();
      await after(() => openKept(false));
    },
    protect: async (wanted) => {
      const failure = await keeping.protect(wanted);
      if (!failure && wanted.kind !== "change") await inTurn(() => follow());
      return failure;
    },
    noted: keeping.noted,
    async forget() {
      const mine = keeping.mine();
      keeping.end();
      await letGo();
      await last;
      if (!mine) return;
      await wipe();
      const left = await leftovers();
      store.set({ left });
      await after(() => openKept(false));
    },
  };
  return { store, actions };
}
