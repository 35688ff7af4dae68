import type { Failure } from "@/lib/failure";
import type { Room } from "@/lib/log/store/place";
import type { Kept } from "@/lib/log/store/record";

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

export type Open = Extract<Keeping, { kind: "open" }>;

/** What is to become of the passphrase; the one that holds is asked for again before it is changed or removed. */
export type Protection =
  | { kind: "set"; passphrase: string }
  | { kind: "change"; old: string; passphrase: string }
  | { kind: "remove"; old: string };
