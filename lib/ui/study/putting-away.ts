import { type Shelf, save } from "@/lib/log/projection/save";
import { settingsIn } from "@/lib/log/settings";
import type { Kept } from "@/lib/log/store/record";
import type { Study } from "@/lib/log/study";

/** Questions that follow a change of the log come first (milliseconds). */
const pause = 1_000;

/** Keeps the projection of a study in the background, a few rows at a time; where that fails there is none, and nothing is said. */
export function createPuttingAway(shelf: Shelf & { drop(): Promise<void> }, keptOf: (blob: Blob) => Kept | undefined) {
  let current: AbortController | null = null;

  /** Whatever is about to change the log says so here first. */
  function stop(): void {
    current?.abort();
    current = null;
  }

  async function begin(study: Study): Promise<void> {
    stop();
    const own = new AbortController();
    current = own;
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (own.signal.aborted) return;
    try {
      await save(study, keptOf, settingsIn(study), shelf, { signal: own.signal });
    } catch {
      if (!own.signal.aborted) await shelf.drop().catch(() => undefined);
    }
  }

  return { begin, stop };
}
