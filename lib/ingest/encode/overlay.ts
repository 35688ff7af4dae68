import type { Keys } from "./keys";
import type { Moments } from "./moments";
import type { Numbers } from "./numbers";

type Column = { [row: number]: number };

const copy = (from: Column, to: Column, rows: readonly number[]): void => {
  for (const row of rows) to[row] = from[row] ?? 0;
};

const copyLongs = (from: Int32Array, to: Int32Array, rows: readonly number[]): void => {
  for (const row of rows) {
    to[row * 2] = from[row * 2] ?? 0;
    to[row * 2 + 1] = from[row * 2 + 1] ?? 0;
  }
};

/** Writes other words over those of some rows. */
export const overCodes = (codes: Int32Array, other: Int32Array | null, rows: readonly number[]): void => {
  for (const row of rows) codes[row] = other?.[row] ?? -1;
};

/** The same for a column that is there only where a row says something in it. */
function overSome(
  column: Float64Array | null,
  other: Float64Array | null,
  rows: readonly number[],
  length: number,
): Float64Array | null {
  if (!column && !other) return null;
  const to = column ?? new Float64Array(length).fill(Number.NaN);
  for (const row of rows) to[row] = other?.[row] ?? Number.NaN;
  return to;
}

/** Writes other times over those of some rows. */
export function overMoments(moments: Moments, other: Moments, rows: readonly number[]): void {
  copy(other.given, moments.given, rows);
  copy(other.seconds, moments.seconds, rows);
  copy(other.micros, moments.micros, rows);
  moments.days = overSome(moments.days, other.days, rows, moments.given.length);
  moments.walls = overSome(moments.walls, other.walls, rows, moments.given.length);
}

/** Writes another amount over that of some rows, and what is wrong with it. */
export function overNumbers(numbers: Numbers, other: Numbers, rows: readonly number[]): void {
  copy(other.values, numbers.values, rows);
  if (!numbers.wrong && !other.wrong) return;
  const wrong = (numbers.wrong ??= new Uint8Array(numbers.values.length));
  for (const row of rows) wrong[row] = other.wrong?.[row] ?? 0;
}

/** The keys of some rows from elsewhere, of the others as they were. */
export function overKeys(keys: Keys | null, other: Keys | null, rows: readonly number[], length: number): Keys | null {
  if (!keys && !other) return null;
  const all = keys ?? {
    given: new Uint8Array(length),
    space: new Int32Array(length * 2),
    key: new Int32Array(length * 2),
  };
  for (const row of rows) all.given[row] = other?.given[row] ?? 0;
  if (other) {
    copyLongs(other.space, all.space, rows);
    copyLongs(other.key, all.key, rows);
  }
  return all;
}
