"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useRef, useState } from "react";
import { type Failure, failureOf } from "@/lib/failure";
import { type Ingested, type Progress, type Source, type Unmapped, ingest } from "@/lib/log/ingest";
import { rebuild } from "@/lib/log/rebuild";
import { openStudy, type Segment, sourcesOf, type Study } from "@/lib/log/study";
import { bootEngine, openFile } from "./machinery";
import { useRecovery } from "./recovery";

export type Refused = Ingested["refused"][number];

/** What came of the last files that were given. */
export type Outcome = { loaded: readonly Segment[]; refused: readonly Refused[]; failure: Failure | null };

/** A file whose columns nobody recognised; it waits for a mapping. */
export type Waiting = Unmapped & { source: Source };

export type Workspace = {
  study: Study | null;
  /** Files being loaded; null where nothing is. */
  job: { progress: Progress | null } | null;
  outcome: Outcome | null;
  waiting: readonly Waiting[];
  add(sources: readonly Source[]): Promise<void>;
  openDemo(): Promise<void>;
  cancel(): void;
  dismiss(): void;
  /** Leaves out a file that waits for a mapping. */
  leaveOut(file: string): void;
  forget(): Promise<void>;
};

const Context = createContext<Workspace | null>(null);

/** The history that is open, and what can be done with it. It lives in this tab's memory and nowhere else. */
export function useWorkspace(): Workspace {
  const workspace = useContext(Context);
  if (!workspace) throw new Error("useWorkspace stands outside of StudyProvider");
  return workspace;
}

const demo = { url: "/demo/events.parquet", name: "demo history.parquet" };

async function demoSource(signal: AbortSignal): Promise<Source> {
  const response = await fetch(demo.url, { signal });
  if (!response.ok) throw new Error(`the demo history did not arrive (${response.status})`);
  return { name: demo.name, blob: await response.blob() };
}

export function StudyProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [study, setStudy] = useState<Study | null>(null);
  const [job, setJob] = useState<Workspace["job"]>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const open = useRef<Study | null>(null);
  const running = useRef<AbortController | null>(null);

  async function run(gather: (signal: AbortSignal) => Promise<readonly Source[]>) {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    setJob({ progress: null });
    setOutcome(null);
    try {
      const sources = await gather(controller.signal);
      open.current ??= await openStudy(await bootEngine());
      const done = await ingest(open.current, sources, {
        open: openFile,
        signal: controller.signal,
        onProgress: (progress) => setJob({ progress }),
      });
      open.current = done.study;
      if (done.study.segments.length > 0) setStudy(done.study);
      setOutcome({ loaded: done.loaded, refused: done.refused, failure: null });
      const wait = done.unmapped.flatMap((one) => sources.filter(({ name }) => name === one.file).map((source) => ({ ...one, source })));
      setWaiting((old) => [...old.filter(({ file }) => !sources.some(({ name }) => name === file)), ...wait]);
    } catch (thrown) {
      setOutcome({ loaded: [], refused: [], failure: failureOf(thrown) });
    } finally {
      running.current = null;
      setJob(null);
    }
  }

  const openDemo = useEffectEvent(() => void run(async (signal) => [await demoSource(signal)]));
  useEffect(() => {
    const follow = () => new URLSearchParams(window.location.hash.slice(1)).has("demo") && !open.current?.segments.length && openDemo();
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);

  useRecovery(queries, study, async (broken) => {
    setJob({ progress: null });
    try {
      await broken.engine.close();
      const fresh = await rebuild(broken, await bootEngine(), { open: openFile, onProgress: (progress) => setJob({ progress }) });
      open.current = fresh;
      setStudy(fresh);
    } catch (thrown) {
      setOutcome({ loaded: [], refused: [], failure: failureOf(thrown) });
    } finally {
      setJob(null);
    }
  });

  /** After a crash: the same files in a fresh database, each under its own mapping. */
  const revive = useEffectEvent(async () => {
    if (!study || running.current) return;
    const lost = open.current;
    open.current = null;
    await run(async () => sourcesOf(study));
    void lost?.engine.close();
    await queries.resetQueries();
  });
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ query }) => {
        if (query.state.error && failureOf(query.state.error).kind === "engine" && query.state.fetchStatus === "idle") void revive();
      }),
    [queries],
  );

  const workspace: Workspace = {
    study,
    job,
    outcome,
    waiting,
    add: (sources) => run(async () => sources),
    openDemo: () => run(async (signal) => [await demoSource(signal)]),
    cancel: () => running.current?.abort(),
    dismiss: () => setOutcome(null),
    leaveOut: (file) => setWaiting((old) => old.filter((one) => one.file !== file)),
    async forget() {
      running.current?.abort();
      const engine = open.current?.engine;
      open.current = null;
      setStudy(null);
      setOutcome(null);
      setWaiting([]);
      queries.clear();
      await engine?.close();
    },
  };
  return <Context value={workspace}>{children}</Context>;
}
