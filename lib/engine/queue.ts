import { Failed } from "../failure";

export type Place = { signal?: AbortSignal; urgent?: boolean };

/** Runs tasks one after another, urgent ones first; one that is aborted while it waits never starts. Who asks something urgent often asks more once that is answered: after each, others wait a turn of the event loop. */
export function queue(): <T>(task: () => Promise<T>, place?: Place) => Promise<T> {
  const urgentOnes: (() => Promise<void>)[] = [];
  const others: (() => Promise<void>)[] = [];
  let busy = false;
  let free: ReturnType<typeof setTimeout> | null = null;

  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    for (;;) {
      const urgent = urgentOnes.shift();
      const next = urgent ?? (free === null ? others.shift() : undefined);
      if (!next) break;
      await next();
      if (urgent) wait();
    }
    busy = false;
  }

  function wait(): void {
    if (free !== null) clearTimeout(free);
    free = setTimeout(() => {
      free = null;
      void run();
    }, 0);
  }

  return (task, { signal, urgent = false } = {}) =>
    new Promise((resolve, reject) => {
      const turn = async (): Promise<void> => {
        try {
          if (signal?.aborted) throw new Failed({ kind: "cancelled" });
          resolve(await task());
        } catch (thrown) {
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        }
      };
      (urgent ? urgentOnes : others).push(turn);
      void run();
    });
}
