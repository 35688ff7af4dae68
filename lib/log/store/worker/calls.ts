import type { Failure } from "../../../failure";
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

/** What the page asks of the store's worker: arguments and answer of each call. Everything else of the protocol follows from this. */
type Calls = {
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

export type Call = keyof Calls;
export type Args = { [K in Call]: Calls[K]["args"] };
export type Answers = { [K in Call]: Calls[K]["answer"] };
export type Handlers = { [K in Call]: (...args: Args[K]) => Promise<Answers[K]> };
export type Request<K extends Call = Call> = { [P in K]: { id: number; call: P; args: Args[P] } }[K];
export type Response<K extends Call = Call> = {
  [P in K]: { id: number; call: P; answer: Answers[P] } | { id: number; call: P; failure: Failure };
}[K];
/** Says that a long call is still at work. */
export type Alive = { alive: true };
