import { Failed } from "../failure";

export type Place = { signal?: AbortSignal; urgent?: boolean };

/** Runs tasks one after another, urgent ones first; one that is aborted while it waits never starts. */
export function queue(): <T>(task: () => Promise<T>, place?: Place) => Promise<T> {
  const urgentOnes: (() => Promise<void>)[] = [];
  const others: (() => Promise<void>)[] = [];
  let busy = false;

  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = urgentOnes.shift() ?? others.shift(); next; next = urgentOnes.shift() ?? others.shift())
      await next();
    busy = false;
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
