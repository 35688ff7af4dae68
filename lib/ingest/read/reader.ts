import type { Encoded } from "../encode/encoded";
import type { Erasures } from "./erase/erasures";
import type { Rewritten } from "./erase/without";
import type { Mapping, Ref } from "../mapping/mapping";
import type { Selection } from "../subset/subset";
import type { Share } from "./shares";
import type { Piece } from "./source";
import type { Worded } from "./worded";

/** A column as the file declares it. `type` is the Arrow type's own name, for instance `Timestamp<MICROSECOND, UTC>`. */
export type Column = { name: string; type: string; nullable: boolean };

/** Part of a file as one uncompressed Arrow IPC stream with its end marker; `firstRow` counts from 0 within the file. */
export type Batch = { stream: Uint8Array; rows: number; firstRow: number };

export type Cell = string | number | bigint | boolean | null | Cell[] | { [key: string]: Cell };

/** Columns worked out from what a file holds: the top-level keys of JSON texts (in `column`), or a day of birth from a person's year, month and day. */
export type Derivation = { kind: "json"; column: string } | { kind: "birth-date" };

/** An opened file. Nothing is held but its metadata; every read goes back to the blob. */
export type Reader = {
  readonly file: string;
  readonly format: "parquet" | "arrow";
  /** Bytes of the file. */
  readonly size: number;
  /** Rows by the file's own count; null where the format states none before the end (an Arrow stream). */
  readonly rows: number | null;
  /** Bytes that the data takes uncompressed, as the footer says; null where unknown. */
  readonly uncompressed: number | null;
  readonly columns: readonly Column[];
  /** Row groups or batches, with what the file states of each. */
  readonly pieces: readonly Piece[];
  /** Batches in file order as the log takes them under a mapping, at most 122,880 rows each; of a selection those row groups alone that may have some of it, of a share its own. Throws Failed; stops between batches when aborted. */
  encoded(
    mapping: Mapping,
    options?: { selection?: Selection; share?: Share; signal?: AbortSignal },
  ): AsyncGenerator<Encoded>;
  /** What a reference says row by row, of all row groups or some by their places; only its columns are read. Throws Failed. */
  worded(ref: Ref, options?: Omit<Reading, "columns">): AsyncGenerator<Worded>;
  /** Whole rows by their numbers, as exported, in the order asked for. */
  rowsAt(rows: readonly number[]): Promise<Record<string, Cell>[]>;
  /** The file written anew without the rows of erased patients, as a mapping reads them; null where it has none. */
  without(mapping: Mapping, erasures: Erasures): Promise<Rewritten | null>;
  /** The same file with further columns, worked out batch by batch. Of JSON keys `columns` lists those of a sample; a batch has those of its own rows. */
  derive(derivation: Derivation): Promise<Reader>;
  close(): void;
};

export type Reading = { columns?: readonly string[]; pieces?: readonly number[]; signal?: AbortSignal };

/** A file opened in this thread. */
export type LocalReader = Omit<Reader, "derive"> & {
  /** In bytes; what is encoded at once may need no more. */
  readonly memoryLimit: number;
  /** Batches in file order as the file has its columns, at most 122,880 rows each; `columns` reads only those, `pieces` only those by their places. Throws Failed; stops between batches when aborted. */
  batches(options?: Reading): AsyncGenerator<Batch>;
  /** The file as it came, written anew without some rows, which are in ascending order. */
  leaveOut(rows: readonly number[]): Promise<Blob>;
  derive(derivation: Derivation): Promise<LocalReader>;
};
