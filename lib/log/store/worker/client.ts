import type { Failure } from "../../../failure";
import { connect, type Connection } from "../../../worker/connect";
import type { StoreCalls } from "./calls";

/** The store's worker, answering calls. */
export type Client = Connection<StoreCalls>;

const stopped: Failure = { kind: "store", fault: "stopped", detail: "its worker no longer answers" };

/** Starts the store's worker. It is told to have stopped where it crashes or falls silent. */
export const startStore = (): Client =>
  connect(new Worker(new URL("./store.worker.ts", import.meta.url), { type: "module" }), {
    patience: 15_000,
    hung: stopped,
    crashed: () => stopped,
  });
