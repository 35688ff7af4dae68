import { Failed, type Failure } from "../../failure";
import type { Alive, Answers, Args, Call, Response } from "./calls";

/** A worker that answers calls. */
export type Connection = {
  call<K extends Call>(call: K, ...args: Args[K]): Promise<Answers[K]>;
  /** Ends the worker; what it owes fails. */
  close(failure?: Failure): void;
  readonly closed: boolean;
};

type Waiting = {
  [K in Call]: Map<number, { resolve: (answer: Answers[K]) => void; reject: (failed: Failed) => void }>;
};

/** Silence for so long, with calls outstanding, is a hang (milliseconds). */
const patience = 60_000;

/** Speaks to a worker. Crash, hang and close reject all that is outstanding, since a terminated worker never answers. */
export function connect(worker: Worker, file: string): Connection {
  const waiting: Waiting = {
    open: new Map(),
    rowsAt: new Map(),
    without: new Map(),
    start: new Map(),
    next: new Map(),
    startWords: new Map(),
    nextWords: new Map(),
    stop: new Map(),
  };
  let last = 0;
  let closed = false;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  function close(failure: Failure = { kind: "cancelled" }): void {
    closed = true;
    clearTimeout(watchdog);
    worker.terminate();
    for (const calls of Object.values(waiting)) {
      for (const { reject } of calls.values()) reject(new Failed(failure));
      calls.clear();
    }
  }

  function watch(): void {
    clearTimeout(watchdog);
    if (Object.values(waiting).some(({ size }) => size > 0))
      watchdog = setTimeout(
        () => close({ kind: "file", file, fault: "corrupt", detail: "reading it does not come to an end" }),
        patience,
      );
  }

  function settle<K extends Call>(response: Response<K>): void {
    const owed = waiting[response.call].get(response.id);
    waiting[response.call].delete(response.id);
    if ("failure" in response) owed?.reject(new Failed(response.failure));
    else owed?.resolve(response.answer);
    watch();
  }

  worker.addEventListener("message", ({ data }: MessageEvent<Response | Alive>) =>
    "alive" in data ? watch() : settle(data),
  );
  const crashed = (detail: string) => close({ kind: "file", file, fault: "corrupt", detail });
  worker.addEventListener("error", (event) => crashed(event.message || "the worker that reads it stopped"));
  worker.addEventListener("messageerror", () => crashed("an answer of the worker that reads it was lost"));

  return {
    get closed() {
      return closed;
    },
    call(call, ...args) {
      if (closed) return Promise.reject(new Failed({ kind: "cancelled" }));
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
