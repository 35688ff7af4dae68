import { Failed } from "../failure";

/** Runs tasks one after another; one that is aborted while it waits never starts. */
export function queue(): <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task, signal) => {
    const mine = last.then(() => {
      if (signal?.aborted) throw new Failed({ kind: "cancelled" });
      return task();
    });
    last = mine.catch(() => undefined);
    return mine;
  };
}
