import { Failed, type Failure } from "../../../failure";
import type { Alive, Answers, Args, Call, Response } from "./calls";

/** The store's worker, answering calls. */
export type Client = {
  call<K extends Call>(call: K, ...args: Args[K]): Promise<Answers[K]>;
  /** Ends the worker at once; what it owes fails. */
  close(failure?: Failure): void;
};

type Waiting = {
  [K in Call]: Map<number, { resolve: (answer: Answers[K]) => void; reject: (failed: Failed) => void }>;
};

/** Silence for so long, with calls outstanding, is the end of the worker (milliseconds). */
const patience = 15_000;
const stopped: Failure = { kind: "store", fault: "stopped", detail: "its worker no longer answers" };

/** Starts the store's worker. It is told to have stopped where it crashes or falls silent, since a worker that was ended never answers. */
export function startStore(): Client {
  const worker = new Worker(new URL("./store.worker.ts", import.meta.url), { type: "module" });
  const waiting: Waiting = {
    unlock: new Map(),
    encrypt: new Map(),
    decrypt: new Map(),
    rekey: new Map(),
    open: new Map(),
    add: new Map(),
    read: new Map(),
    replace: new Map(),
    settle: new Map(),
    remove: new Map(),
    beginCache: new Map(),
    putCache: new Map(),
    finishCache: new Map(),
    cacheContents: new Map(),
    cachePart: new Map(),
    dropCache: new Map(),
    hash: new Map(),
  };
  let last = 0;
  let end: Failure | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  function close(failure: Failure = { kind: "cancelled" }): void {
    end ??= failure;
    clearTimeout(watchdog);
    worker.terminate();
    for (const calls of Object.values(waiting)) {
      for (const { reject } of calls.values()) reject(new Failed(end));
      calls.clear();
    }
  }

  function watch(): void {
    clearTimeout(watchdog);
    if (Object.values(waiting).some(({ size }) => size > 0)) watchdog = setTimeout(() => close(stopped), patience);
  }

  function settle<K extends Call>(response: Response<K>): void {
    const owed = waiting[response.call].get(response.id);
    waiting[response.call].delete(response.id);
    if ("failure" in response) owed?.reject(new Failed(response.failure));
    else owed?.resolve(response.answer);
  }

  worker.addEventListener("message", ({ data }: MessageEvent<Response | Alive>) => {
    if (!("alive" in data)) settle(data);
    watch();
  });
  worker.addEventListener("error", () => close(stopped));
  worker.addEventListener("messageerror", () => close(stopped));

  return {
    call(call, ...args) {
      if (end) return Promise.reject(new Failed(end));
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting[call].set(id, { resolve, reject });
        watch();
        worker.postMessage({ id, call, args }, []);
      });
    },
    close,
  };
}
