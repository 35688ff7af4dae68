import type { Mapping } from "../mapping/mapping";
import { groupsToRead } from "../subset/may-match";
import type { Selection } from "../subset/subset";
import { memoryFor } from "./memory";
import { batchRows } from "./rewrite";
import type { Piece } from "./source";

/** A part of what is read of a file: every so-many-th batch, from the `nth` (0 first) on. */
export type Share = { nth: number; of: number };

export const whole: Share = { nth: 0, of: 1 };

/** Two readers pay for the second's start from so many rows on. */
const fewest = 3 * batchRows;

/** The pieces of a share: neighbours that make up one batch stay together. */
export function shareOf(pieces: readonly Piece[], places: readonly number[], { nth, of }: Share): number[] {
  let [batch, rows] = [0, 0];
  return places.filter((place) => {
    const own = pieces[place]?.rows ?? 0;
    if (rows > 0 && rows + own > batchRows) [batch, rows] = [batch + 1, 0];
    rows += own;
    return batch % of === nth;
  });
}

/** The shares in which a file is best read at a time: two, where it is large and two decoders fit into memory (in bytes). */
export function sharesFor(
  pieces: readonly Piece[],
  mapping: Mapping,
  selection: Selection,
  memoryLimit = Infinity,
): Share[] {
  const read = groupsToRead(pieces, mapping, selection).flatMap((place) => pieces[place] ?? []);
  const rows = read.reduce((sum, piece) => sum + piece.rows, 0);
  const alone = read.length < 2 || rows < fewest || memoryFor(read, 2) > memoryLimit;
  return alone
    ? [whole]
    : [
        { nth: 0, of: 2 },
        { nth: 1, of: 2 },
      ];
}

/** What several readings yield, taken from each in turn while all of them go on. */
export async function* inTurn<T>(readings: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const started = (reading: AsyncGenerator<T>) => {
    const next = reading.next();
    next.catch(() => undefined);
    return { reading, next };
  };
  const going = readings.map(started);
  try {
    for (let first = going.shift(); first; first = going.shift()) {
      const { done, value } = await first.next;
      if (done) continue;
      going.push(started(first.reading));
      yield value;
    }
  } finally {
    await Promise.all(readings.map((reading) => reading.return(undefined)));
  }
}
