import { Failed, type Failure, failureOf } from "@/lib/failure";
import { askToLast, type Room, roomLeft, storeFolder } from "@/lib/log/store/place";
import type { Kept } from "@/lib/log/store/record";
import type { Facts } from "@/lib/log/store/store";
import { type Client, startStore } from "@/lib/log/store/worker/client";
import type { Opened } from "@/lib/log/store/worker/calls";

/** Where the files of this browser's store stand. `trouble` is the last thing that went wrong while the rest goes on. */
export type Keeping =
  | { kind: "opening" }
  | { kind: "off"; failure: Failure }
  | {
      kind: "open";
      segments: readonly Kept[];
      /** The kept file behind one that is loaded. */
      of: ReadonlyMap<Blob, Kept>;
      saving: { done: number; files: number } | null;
      room: Room | null;
      trouble: Failure | null;
    };

type Open = Extract<Keeping, { kind: "open" }>;

/** The store as the page sees it: opened once, and what it holds. */
export function createKeeping(set: (keeping: Keeping) => void) {
  let client: Client | null = null;
  let state: Keeping = { kind: "opening" };

  function move(next: Keeping): void {
    state = next;
    set(next);
  }

  const change = (part: Partial<Open>) => {
    if (state.kind === "open") move({ ...state, ...part });
  };

  function off(thrown: unknown): void {
    client?.close();
    client = null;
    move({ kind: "off", failure: failureOf(thrown) });
  }

  const measure = async () => change({ room: await roomLeft().catch(() => null) });

  /** What is wrong with what was found. */
  const troubleOf = ({ damaged, missing }: Opened): Failure | null => {
    if (damaged > 0) return { kind: "store", fault: "damaged" };
    const [first] = missing;
    return first ? { kind: "store", fault: "evicted", file: first.name } : null;
  };

  return {
    state: () => state,
    /** Opens the store and resolves to the files to load; none where there is no store. */
    async open(): Promise<readonly Kept[]> {
      try {
        client = startStore();
        const opened = await client.call("open", await storeFolder());
        const { segments, missing } = opened;
        move({ kind: "open", segments, of: new Map(), saving: null, room: null, trouble: troubleOf(opened) });
        void measure();
        return segments.filter((one) => !missing.some(({ id }) => id === one.id));
      } catch (thrown) {
        off(thrown);
        return [];
      }
    },
    async read(segment: Kept): Promise<Blob> {
      if (!client || state.kind !== "open") throw new Failed({ kind: "cancelled" });
      const blob = await client.call("read", segment.id);
      change({ of: new Map(state.of).set(blob, segment) });
      return blob;
    },
    /** Keeps files one after the other; where there is no room the rest stays in memory and the state says so. */
    async keep(files: readonly { blob: Blob; facts: Facts }[]): Promise<void> {
      if (!client || files.length === 0) return;
      await askToLast();
      for (const [done, { blob, facts }] of files.entries()) {
        if (!client || state.kind !== "open") return;
        change({ saving: { done, files: files.length }, trouble: null });
        try {
          const { kept, segments } = await client.call("add", blob, facts);
          change({ segments, of: new Map(state.of).set(blob, kept) });
        } catch (thrown) {
          const failure = failureOf(thrown);
          if (failure.kind === "cancelled") return;
          if (failure.kind === "store" && failure.fault !== "stopped")
            change({ trouble: { ...failure, file: facts.name } });
          else return off(thrown);
        }
      }
      change({ saving: null });
      await measure();
    },
    close(): void {
      client?.close();
      client = null;
    },
  };
}
