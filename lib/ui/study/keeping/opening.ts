import { type Failure, failureOf } from "@/lib/failure";
import { keptBefore, rememberKept } from "@/lib/log/store/hint";
import { type Owner, ownership } from "@/lib/log/store/owner";
import { privateRoot } from "@/lib/log/store/place";
import type { Kept } from "@/lib/log/store/record";
import type { Opened } from "@/lib/log/store/worker/calls";
import { startStore } from "@/lib/log/store/worker/client";
import type { Session } from "./session";

export type OpeningEvents = {
  /** The store became this tab's after it was another's. */
  free(): void;
  /** Another tab asks for it: what was loaded from it is to be let go. */
  asked(): Promise<void>;
};

/** What is wrong with what was found. */
function troubleOf({ segments, damaged, missing }: Opened): Failure | null {
  if (damaged > 0) return { kind: "store", fault: "damaged" };
  const [first] = missing;
  if (first) return { kind: "store", fault: "evicted", file: first.name };
  return segments.length === 0 && keptBefore() > 0 ? { kind: "store", fault: "evicted" } : null;
}

/** Whose the store is, and how it comes to be open here. `settled` is when what is being written is written. */
export function createOpening(session: Session, events: OpeningEvents, settled: () => Promise<void>) {
  let owner: Owner | null = null;

  async function waiting(given: boolean): Promise<void> {
    session.move({ kind: "elsewhere", given, asked: false });
    await owner?.wait();
    events.free();
  }

  async function letGo(): Promise<void> {
    await settled();
    session.end();
    await events.asked();
    void waiting(true);
  }

  function show(opened: Opened): readonly Kept[] {
    const { segments, missing, encrypted } = opened;
    const [of, trouble] = [new Map<Blob, Kept>(), troubleOf(opened)];
    session.move({ kind: "open", encrypted, rewriting: false, segments, of, saving: null, room: null, trouble });
    rememberKept(segments.length);
    session.set(opened.settings);
    void session.measure();
    return segments.filter((one) => !missing.some(({ id }) => id === one.id));
  }

  async function enter(): Promise<readonly Kept[]> {
    const answer = await session.begin(startStore()).call("open", await privateRoot());
    if (!answer.locked) return show(answer);
    session.move({ kind: "locked", checking: false, failure: null });
    return [];
  }

  function off(thrown: unknown): void {
    session.off(thrown);
    owner?.release();
  }

  return {
    /** The store is no longer to be used here. */
    off,
    /** Opens the store and resolves to the files to load; none where there is no store or another tab holds it. */
    async open(): Promise<readonly Kept[]> {
      try {
        await privateRoot();
        owner ??= ownership(letGo);
        if (await owner.claim()) return await enter();
        void waiting(false);
      } catch (thrown) {
        off(thrown);
      }
      return [];
    },
    /** Opens an encrypted store and resolves to the files to load; null where the passphrase is wrong. */
    async unlock(passphrase: string): Promise<readonly Kept[] | null> {
      const [client, state] = [session.client(), session.state()];
      if (!client || state.kind !== "locked" || state.checking) return null;
      session.move({ kind: "locked", checking: true, failure: null });
      try {
        return show(await client.call("unlock", passphrase));
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.kind === "store" && failure.fault === "passphrase")
          session.move({ kind: "locked", checking: false, failure });
        else off(thrown);
        return null;
      }
    },
    takeOver(): void {
      const state = session.state();
      if (state.kind !== "elsewhere") return;
      session.move({ ...state, asked: true });
      owner?.ask();
    },
  };
}
