import { failureOf } from "@/lib/failure";
import { rebuild } from "@/lib/log/rebuild";
import { answers, bootEngine, openFile } from "../machinery";
import { type History, shown, tellFailure, tellProgress } from "./history";

/** Puts a new database in the place of one that no longer answers, and asks again what had failed; `then` follows where it did. */
export function createRecovering(history: History, then: () => void) {
  let recovering = false;
  return async (error: unknown): Promise<void> => {
    const { held: broken, store, queries } = history;
    if (!broken || recovering || failureOf(error).kind !== "engine") return;
    recovering = true;
    try {
      if (await answers(broken.engine)) return;
      store.set({ job: { progress: null } });
      await broken.engine.close();
      history.held = null;
      const options = { open: openFile, onProgress: tellProgress(history) };
      history.held = await rebuild(broken, await bootEngine(), options);
      store.set({ study: shown(history.held), job: null });
      await queries.resetQueries({ predicate: ({ state }) => state.status === "error" });
      then();
    } catch (thrown) {
      store.set({ study: null });
      tellFailure(history, thrown);
    } finally {
      recovering = false;
      store.set({ job: null });
    }
  };
}
