import type { Hashes } from "./hashes";
import type { Keys } from "./keys";

/** What a row says besides who said it where and when, as bytes that are equal for equal contents, and what they hash to. */
export type Content = {
  /** Everything but the amounts, which follow by `amount`. */
  set(seconds: number, micros: number, untilDay: number, other: Int32Array, row: number): void;
  corrects(keys: Keys | null, row: number): void;
  amount(place: number, value: number): void;
  short(): number;
  key(row: number, space: Int32Array, key: Int32Array): void;
};

export function contents(hash: Hashes): Content {
  const buffer = new ArrayBuffer(80);
  const doubles = new Float64Array(buffer, 0, 5);
  const words = new Int32Array(buffer, 40, 10);
  const bytes = new Uint8Array(buffer);
  return {
    set(seconds, micros, untilDay, other, row) {
      doubles[0] = seconds;
      words[0] = micros;
      words[1] = untilDay;
      words[2] = other[row * 2] ?? 0;
      words[3] = other[row * 2 + 1] ?? 0;
      words[8] = 0;
    },
    corrects(keys, row) {
      const given = keys?.given[row] === 1;
      words[4] = given ? (keys.space[row * 2] ?? 0) : 0;
      words[5] = given ? (keys.space[row * 2 + 1] ?? 0) : 0;
      words[6] = given ? (keys.key[row * 2] ?? 0) : 0;
      words[7] = given ? (keys.key[row * 2 + 1] ?? 0) : 0;
      words[9] = given ? 1 : 0;
    },
    amount(place, value) {
      const there = !Number.isNaN(value);
      doubles[place + 1] = there ? value : 0;
      words[8] = (words[8] ?? 0) | (there ? 1 << place : 0);
    },
    short: () => hash.short(bytes),
    key: (row, space, key) => hash.key(bytes, row, space, key),
  };
}
