import { Failed, type Failure, failureOf } from "@/lib/failure";
import type { ErasureList } from "@/lib/log/erasure/list";
import { sha256Of } from "@/lib/log/store/hash";
import { keptBefore, rememberKept } from "@/lib/log/store/hint";
import { type Owner, ownership } from "@/lib/log/store/owner";
import { askToLast, type Room, roomLeft, privateRoot } from "@/lib/log/store/place";
import type { Kept, Settings } from "@/lib/log/store/record";
import type { Facts } from "@/lib/log/store/store";
import type { Opened } from "@/lib/log/store/worker/calls";
import { type Client, startStore } from "@/lib/log/store/worker/client";
import { sameSettings, type StudySettings, settingsOf } from "@/lib/log/settings";
import { shelfIn } from "./shelf";

/** Where the files of this browser's store stand. `trouble` is the last thing that went wrong while the rest goes on. */
export type Keeping =
  | { kind: "opening" }
  | { kind: "off"; failure: Failure }
  /** It is encrypted and waits for the passphrase; `failure` says what was wrong with the last one. */
  | { kind: "locked"; checking: boolean; failure: Failure | null }
  /** Another tab holds it; `given` where this one had it before. */
  | { kind: "elsewhere"; given: boolean; asked: boolean }
  | {
      kind: "open";
      encrypted: boolean;
      /** Whether everything is being written anew under another passphrase. */
      rewriting: boolean;
      segments: readonly Kept[];
      /** The kept file behind one that is loaded. */
      of: ReadonlyMap<Blob, Kept>;
      saving: { done: number; files: number } | null;
      room: Room | null;
      trouble: Failure | null;
    };

/** What is to become of the passphrase; the one that holds is asked for again before it is changed or removed. */
export type Protection =
  | { kind: "set"; passphrase: string }
  | { kind: "change"; old: string; passphrase: string }
  | { kind: "remove"; old: string };

function rewritten(client: Client, wanted: Protection): Promise<Opened> {
  switch (wanted.kind) {
    case "set":
      return client.call("encrypt", wanted.passphrase);
    case "change":
      return client.call("rekey", wanted.old, wanted.passphrase);
    case "remove":
      return client.call("decrypt", wanted.old);
  }
}

export type ToKeep = { blob: Blob; facts: Facts };

/** A file that takes the place of one that may be kept. */
type Rewritten = { from: Blob; to: Blob; facts: Facts };

type Open = Extract<Keeping, { kind: "open" }>;

export type KeepingEvents = {
  change(keeping: Keeping): void;
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

/** How long another tab waits for files that are just being saved (milliseconds). */
const patience = 10_000;

/** The store as the page sees it: this tab's or another's, what it holds, and what becomes of files that are given to it. */
export function createKeeping(events: KeepingEvents) {
  let client: Client | null = null;
  let owner: Owner | null = null;
  let state: Keeping = { kind: "opening" };
  let busy: Promise<void> = Promise.resolve();
  let settings: Settings = {};

  function move(next: Keeping): void {
    state = next;
    events.change(next);
  }

  const change = (part: Partial<Open>) => {
    if (state.kind === "open") move({ ...state, ...part });
  };

  function end(): void {
    client?.close();
    client = null;
    settings = {};
  }

  function off(thrown: unknown): void {
    end();
    owner?.release();
    move({ kind: "off", failure: failureOf(thrown) });
  }

  const measure = async () => change({ room: await roomLeft().catch(() => null) });

  async function waiting(given: boolean): Promise<void> {
    move({ kind: "elsewhere", given, asked: false });
    await owner?.wait();
    events.free();
  }

  async function letGo(): Promise<void> {
    await Promise.race([busy, new Promise((resolve) => setTimeout(resolve, patience))]);
    end();
    await events.asked();
    void waiting(true);
  }

  function show(opened: Opened): readonly Kept[] {
    const { segments, missing, encrypted } = opened;
    const [of, trouble] = [new Map<Blob, Kept>(), troubleOf(opened)];
    move({ kind: "open", encrypted, rewriting: false, segments, of, saving: null, room: null, trouble });
    rememberKept(segments.length);
    settings = opened.settings;
    void measure();
    return segments.filter((one) => !missing.some(({ id }) => id === one.id));
  }

  async function enter(): Promise<readonly Kept[]> {
    client = startStore();
    const answer = await client.call("open", await privateRoot());
    if (!answer.locked) return show(answer);
    move({ kind: "locked", checking: false, failure: null });
    return [];
  }

  /** Remembers how a study is set, where that is something else. */
  async function settle(as: StudySettings): Promise<void> {
    if (!client || state.kind !== "open" || sameSettings(settingsOf(settings), as)) return;
    settings = { ...settings, ...as };
    await client.call("settle", settings);
  }

  async function keep(files: readonly ToKeep[], as: StudySettings): Promise<void> {
    if (!client || files.length === 0) return;
    await askToLast();
    await settle(as).catch((thrown: unknown) => change({ trouble: failureOf(thrown) }));
    for (const [done, { blob, facts }] of files.entries()) {
      if (!client || state.kind !== "open") return;
      change({ saving: { done, files: files.length } });
      try {
        const { kept, segments } = await client.call("add", blob, facts);
        change({ segments, of: new Map(state.of).set(blob, kept) });
        rememberKept(segments.length);
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.kind === "cancelled") return;
        if (failure.kind !== "store" || failure.fault === "stopped") return off(thrown);
        change({ trouble: { ...failure, file: facts.name } });
      }
    }
    change({ saving: null });
    await measure();
  }

  async function protect(wanted: Protection): Promise<Failure | null> {
    if (!client || state.kind !== "open") return { kind: "cancelled" };
    change({ rewriting: true });
    try {
      const { encrypted, segments } = await rewritten(client, wanted);
      change({ encrypted, segments, rewriting: false });
      await measure();
      return null;
    } catch (thrown) {
      change({ rewriting: false });
      return failureOf(thrown);
    }
  }

  /** Puts files that were written anew in the place of those they were, and remembers who may not come back. */
  async function erase(list: ErasureList, files: readonly Rewritten[]): Promise<Map<Blob, Kept>> {
    const replaced = new Map<Blob, Kept>();
    if (!client || state.kind !== "open") return replaced;
    settings = { ...settings, erasure: list };
    if (list.erased.length > 0) await client.call("settle", settings);
    for (const { from, to, facts } of files) {
      const old = state.of.get(from);
      if (!old) continue;
      const { kept, segments } = await client.call("replace", old.id, to, facts);
      const of = new Map([...state.of].filter(([, one]) => one.id !== old.id)).set(to, kept);
      change({ segments, of });
      replaced.set(to, kept);
    }
    await measure();
    return replaced;
  }

  return {
    /** What the store remembers of the study. */
    settings: (): StudySettings => settingsOf(settings),
    /** Where the projection of what is kept lies. */
    shelf: shelfIn(() => (state.kind === "open" ? client : null)),
    /** The kept file behind one that is loaded. */
    keptOf: (blob: Blob): Kept | undefined => (state.kind === "open" ? state.of.get(blob) : undefined),
    /** What was kept of erased patients goes; resolves to the files that took the place of others. */
    erase(list: ErasureList, files: readonly Rewritten[]): Promise<Map<Blob, Kept>> {
      const done = busy.then(() => erase(list, files));
      busy = done.then(
        () => undefined,
        () => undefined,
      );
      return done;
    },
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
      if (!client || state.kind !== "locked" || state.checking) return null;
      move({ kind: "locked", checking: true, failure: null });
      try {
        return show(await client.call("unlock", passphrase));
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.kind === "store" && failure.fault === "passphrase")
          move({ kind: "locked", checking: false, failure });
        else off(thrown);
        return null;
      }
    },
    /** Sets, changes or removes the passphrase: everything is written anew. Resolves to what went wrong. */
    protect(wanted: Protection): Promise<Failure | null> {
      const done = busy.then(() => protect(wanted));
      busy = done.then(() => undefined);
      return done;
    },
    takeOver(): void {
      if (state.kind !== "elsewhere") return;
      move({ ...state, asked: true });
      owner?.ask();
    },
    async read(segment: Kept): Promise<Blob> {
      if (!client || state.kind !== "open") throw new Failed({ kind: "cancelled" });
      const blob = await client.call("read", segment.id);
      change({ of: new Map(state.of).set(blob, segment) });
      return blob;
    },
    /** Keeps files one after the other; one that finds no room stays in memory, and the state says so. */
    keep: (files: readonly ToKeep[], as: StudySettings): Promise<void> => (busy = busy.then(() => keep(files, as))),
    /** Remembers how the study that is kept is set. */
    settle(as: StudySettings): Promise<void> {
      const done = busy.then(() => (state.kind === "open" && state.segments.length > 0 ? settle(as) : undefined));
      busy = done.catch(() => undefined);
      return done;
    },
    /** SHA-256 of a file in hexadecimal, off the main thread where there is a worker for it. */
    hash: (blob: Blob): Promise<string> => client?.call("hash", blob) ?? sha256Of(blob),
    /** When what is being written is written, or that takes too long. */
    settled: () => Promise.race([busy, new Promise<void>((resolve) => setTimeout(resolve, patience))]),
    /** Whether what is stored is this tab's to remove. */
    mine: () => state.kind !== "elsewhere",
    /** The person has read what went wrong. */
    noted: () => change({ trouble: null }),
    end,
  };
}
