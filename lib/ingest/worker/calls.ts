import type { Encoded } from "../encode/encoded";
import type { Erasures } from "../read/erase/erasures";
import type { Rewritten } from "../read/erase/without";
import type { Mapping, Ref } from "../mapping/mapping";
import type { Cell, Derivation, Reader } from "../read/reader";
import type { Share } from "../read/shares";
import type { Worded } from "../read/worded";
import type { Selection } from "../subset/subset";

/** What an opened file is, without what it can do. */
export type Description = Omit<Reader, "encoded" | "worded" | "rowsAt" | "without" | "derive" | "close">;

/** What the page asks of a file's worker. */
export type FileCalls = {
  /** Loads what decoding needs, before there is a file, and reads a sample. */
  prepare: { args: [sample: Blob]; answer: null };
  /** Opens the file and works out what is asked for; the worker holds one file. */
  open: {
    args: [blob: Blob, name: string, memoryLimit: number | undefined, derivations: readonly Derivation[]];
    answer: Description;
  };
  rowsAt: { args: [rows: readonly number[]]; answer: Record<string, Cell>[] };
  without: { args: [mapping: Mapping, erasures: Erasures]; answer: Rewritten | null };
  /** Starts reading batches; answers the number of the reading. */
  start: { args: [mapping: Mapping, selection: Selection, share: Share]; answer: number };
  /** The next batch of a reading; null after the last. */
  next: { args: [reading: number]; answer: Encoded | null };
  /** Starts reading what a reference says, of some row groups where they are named. */
  startWords: { args: [ref: Ref, pieces: readonly number[] | undefined]; answer: number };
  nextWords: { args: [reading: number]; answer: Worded | null };
  /** Starts writing a Parquet file: see WriteParquet. */
  startWrite: { args: [groupRows: number, none: Uint8Array]; answer: null };
  write: { args: [stream: Uint8Array]; answer: null };
  finishWrite: { args: []; answer: Blob };
  stop: { args: [reading: number]; answer: null };
};
