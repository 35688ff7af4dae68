import type { Piece } from "./source";

const rowBytes = 40;
const keptShare = 1 / 4;
const workCopies = 2;

/** Bytes that loading takes, estimated from what the file states: 40 a row in the log (the design's ceiling) or, where its texts are long, a quarter of the data uncompressed; and two copies of its largest piece while that is read, by each reader. */
export function memoryFor(pieces: readonly Piece[], readers = 1): number {
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  const largest = pieces.reduce((most, piece) => Math.max(most, piece.bytes), 0);
  return Math.max(rows * rowBytes, bytes * keptShare) + largest * workCopies * readers;
}

export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString("en")} MiB`;
