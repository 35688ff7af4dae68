import { Failed } from "../failure";

/** `urgent`: before what waits; `background`: only while nobody waits and nothing urgent was asked for a while. */
export type Place = { signal?: AbortSignal; urgent?: boolean; background?: boolean };

/** How long after something urgent whoever asked it may go on asking, so that nothing long is begun (milliseconds). */
const attention = 1_000;

type Turn = () => Promise<void>;

/** Something that is done after a time, which begins anew whenever it is asked for. */
function timer(then: () => void): { in(milliseconds: number): void; runs(): boolean } {
  let held: ReturnType<typeof setTimeout> | null = null;
  return {
    runs: () => held !== null,
    in(milliseconds) {
      if (held !== null) clearTimeout(held);
      held = setTimeout(() => {
        held = null;
        then();
      }, milliseconds);
    },
  };
}

/** Runs tasks one after another, urgent ones first; one that is aborted while it waits never starts. Who asks something urgent often asks more once that is answered: after each, others wait a turn of the event loop, and what is in the background a second. */
export function queue(): <T>(task: () => Promise<T>, place?: Place) => Promise<T> {
  const urgentOnes: Turn[] = [];
  const others: Turn[] = [];
  const behind: Turn[] = [];
  const [free, quiet] = [timer(() => void run()), timer(() => void run())];
  let busy = false;
  let attended = -Infinity;

  function next(): Turn | undefined {
    if (free.runs()) return undefined;
    const other = others.shift();
    if (other || behind.length === 0) return other;
    const rest = attended + attention - performance.now();
    if (rest <= 0) return behind.shift();
    quiet.in(rest);
    return undefined;
  }

  async function run(): Promise<void> {
    if (busy) return;
    busy = true;
    for (;;) {
      const urgent = urgentOnes.shift();
      const turn = urgent ?? next();
      if (!turn) break;
      await turn();
      if (!urgent) continue;
      attended = performance.now();
      free.in(0);
    }
    busy = false;
  }

  return (task, { signal, urgent = false, background = false } = {}) =>
    new Promise((resolve, reject) => {
      const turn = async (): Promise<void> => {
        try {
          if (signal?.aborted) throw new Failed({ kind: "cancelled" });
          resolve(await task());
        } catch (thrown) {
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        }
      };
      (urgent ? urgentOnes : background ? behind : others).push(turn);
      void run();
    });
}
