import type { Contents } from "../cache";
import type { Kept, Settings } from "../record";
import type { Facts } from "../store";

/** What is kept, as the page is told of it. */
export type Opened = {
  locked: false;
  encrypted: boolean;
  segments: readonly Kept[];
  missing: readonly Kept[];
  damaged: number;
  settings: Settings;
};

/** What the page asks of the store's worker. */
export type StoreCalls = {
  /** Opens the store in the origin's private file system; one that is encrypted waits for `unlock`. */
  open: { args: [root: FileSystemDirectoryHandle]; answer: Opened | { locked: true } };
  unlock: { args: [passphrase: string]; answer: Opened };
  /** Writes everything anew under a key from the passphrase. */
  encrypt: { args: [passphrase: string]; answer: Opened };
  /** Writes everything anew in clear. */
  decrypt: { args: [passphrase: string]; answer: Opened };
  /** Changes the passphrase. */
  rekey: { args: [old: string, passphrase: string]; answer: Opened };
  add: { args: [blob: Blob, facts: Facts]; answer: { kept: Kept; segments: readonly Kept[] } };
  read: { args: [id: number]; answer: Blob };
  replace: { args: [id: number, blob: Blob, facts: Facts]; answer: { kept: Kept; segments: readonly Kept[] } };
  settle: { args: [settings: Settings]; answer: null };
  remove: { args: [id: number]; answer: null };
  beginCache: { args: [key: string]; answer: number | null };
  putCache: { args: [writing: number, part: Uint8Array<ArrayBuffer>]; answer: string };
  finishCache: { args: [writing: number, contents: Contents]; answer: null };
  cacheContents: { args: []; answer: Contents };
  cachePart: { args: [name: string]; answer: Uint8Array<ArrayBuffer> };
  dropCache: { args: []; answer: null };
  hash: { args: [blob: Blob]; answer: string };
};
