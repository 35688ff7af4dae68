import { Failed, type Failure } from "../../failure";
import type { Answers, Args, Call, Response } from "./calls";

/** A worker that answers calls. */
export type Connection = {
  call<K extends Call>(call: K, ...args: Args[K]): Promise<Answers[K]>;
  /** Ends the worker; what it owes fails. */
  close(failure?: Failure): void;
  readonly closed: boolean;
};

type Waiting = { settle: (event: MessageEvent) => void; reject: (failed: Failed) => void };

/** Silence for so long, with calls outstanding, is a hang (milliseconds). */
const patience = 60_000;

/** Speaks to a worker. Crash, hang and close reject all that is outstanding, since a terminated worker never answers. */
export function connect(worker: Worker, file: string): Connection {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let closed = false;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  function close(failure: Failure = { kind: "cancelled" }): void {
    closed = true;
    clearTimeout(watchdog);
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new Failed(failure));
    waiting.clear();
  }

  function watch(): void {
    clearTimeout(watchdog);
    if (waiting.size > 0)
      watchdog = setTimeout(() => close({ kind: "file", file, fault: "corrupt", detail: "reading it does not come to an end" }), patience);
  }

  worker.addEventListener("message", (event: MessageEvent<Response>) => {
    const owed = waiting.get(event.data.id);
    waiting.delete(event.data.id);
    watch();
    if ("failure" in event.data) owed?.reject(new Failed(event.data.failure));
    else owed?.settle(event);
  });
  const crashed = (detail: string) => close({ kind: "file", file, fault: "unreadable", detail });
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
        waiting.set(id, { settle: ({ data }) => resolve(data.answer), reject });
        watch();
        const request = { id, call, args };
        worker.postMessage(request);
      });
    },
    close,
  };
}
