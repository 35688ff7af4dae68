import { Failed, type Failure } from "../failure";
import type { Alive, Calls, Response } from "./protocol";

/** A worker that answers calls. */
export type Connection<C extends Calls<C>> = {
  call<K extends keyof C>(call: K, ...args: C[K]["args"]): Promise<C[K]["answer"]>;
  /** Ends the worker at once; what it owes, and whatever is asked afterwards, fails. */
  close(failure?: Failure): void;
  readonly closed: boolean;
};

type Owed = { resolve(answer: unknown): void; reject(failed: Failed): void };

export type Endings = {
  /** Silence for so long, with calls outstanding, is a hang (milliseconds). */
  patience: number;
  hung: Failure;
  crashed(detail: string | null): Failure;
};

/** Speaks to a worker. Crash, hang and close reject all that is outstanding, since a terminated worker never answers. */
export function connect<C extends Calls<C>>(worker: Worker, { patience, hung, crashed }: Endings): Connection<C> {
  const waiting = new Map<number, Owed>();
  let last = 0;
  let end: Failure | null = null;
  let watchdog: ReturnType<typeof setTimeout> | undefined;

  function close(failure: Failure = { kind: "cancelled" }): void {
    end ??= failure;
    clearTimeout(watchdog);
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new Failed(end));
    waiting.clear();
  }

  function watch(): void {
    clearTimeout(watchdog);
    if (waiting.size > 0) watchdog = setTimeout(() => close(hung), patience);
  }

  function settle(response: Response): void {
    const owed = waiting.get(response.id);
    waiting.delete(response.id);
    if ("failure" in response) owed?.reject(new Failed(response.failure));
    else owed?.resolve(response.answer);
  }

  worker.addEventListener("message", ({ data }: MessageEvent<Response | Alive>) => {
    if (!("alive" in data)) settle(data);
    watch();
  });
  worker.addEventListener("error", ({ message }) => close(crashed(message || null)));
  worker.addEventListener("messageerror", () => close(crashed("an answer of its worker was lost")));

  return {
    get closed() {
      return end !== null;
    },
    call<K extends keyof C>(call: K, ...args: C[K]["args"]) {
      if (end) return Promise.reject(new Failed(end));
      const id = ++last;
      return new Promise<C[K]["answer"]>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        watch();
        worker.postMessage({ id, call, args }, []);
      });
    },
    close,
  };
}
