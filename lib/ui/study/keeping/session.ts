import { failureOf } from "@/lib/failure";
import { roomLeft } from "@/lib/log/store/place";
import type { Settings } from "@/lib/log/store/record";
import type { Client } from "@/lib/log/store/worker/client";
import type { Keeping, Open } from "./state";

/** The store's worker while this tab has it, where the store stands, and how the kept study is set. */
export type Session = ReturnType<typeof createSession>;

export function createSession(tell: (keeping: Keeping) => void) {
  let client: Client | null = null;
  let state: Keeping = { kind: "opening" };
  let settings: Settings = {};

  function move(next: Keeping): void {
    state = next;
    tell(next);
  }

  const change = (part: Partial<Open>) => {
    if (state.kind === "open") move({ ...state, ...part });
  };

  function end(): void {
    client?.close();
    client = null;
    settings = {};
  }

  return {
    state: () => state,
    client: () => client,
    begin: (started: Client) => (client = started),
    /** The worker and what it holds; null where the store is not open here. */
    open: (): { client: Client; state: Open } | null => (client && state.kind === "open" ? { client, state } : null),
    settings: () => settings,
    set: (next: Settings) => (settings = next),
    move,
    change,
    measure: async () => change({ room: await roomLeft().catch(() => null) }),
    end,
    off(thrown: unknown): void {
      end();
      move({ kind: "off", failure: failureOf(thrown) });
    },
  };
}
