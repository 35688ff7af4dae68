import type { Schema } from "apache-arrow";
import type { Statistics } from "../subset/bounds";

/** Rows in a stream of their own, dictionaries included; `columns` says which of the file's it has, by number. */
export type Part = { stream: Uint8Array; rows: number; columns: readonly number[] };

/** A smallest unit that the format reads at once: a row group, a record batch. Neighbours with the same `epoch` may share a stream. */
export type Piece = {
  readonly rows: number;
  readonly bytes: number;
  readonly epoch: number;
  readonly statistics: Statistics;
};

/** What a format gives a reader. Streams are Arrow IPC, as the file has its types, in file order. */
export type Source = {
  readonly format: "parquet" | "arrow";
  readonly schema: Schema;
  readonly pieces: readonly Piece[];
  readonly uncompressed: number | null;
  /** Whether a decoder wrote the streams, so that they may go to a database as they are where no column needs converting; else they come from the file and are checked. */
  readonly sound: boolean;
  /** Pieces from..to, `to` excluded, with at least these columns. */
  read(from: number, to: number, columns: readonly number[]): AsyncGenerator<Part>;
  /** Rows of one piece that lie so far apart are read one by one; nearer ones, and all between them, at once. */
  readonly apart: number;
  /** `count` rows of one piece, from its row `from`; what comes may hold more, and starts at the piece's row `skipped`. */
  some(piece: number, from: number, count: number): Promise<Part & { skipped: number }>;
  close(): void;
};
