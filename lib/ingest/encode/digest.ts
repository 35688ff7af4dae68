import { DataType, type Data } from "apache-arrow";
import type { XXHashAPI } from "xxhash-wasm";
import { cellsOf } from "../read/cells";
import { plainText } from "./plain-text";
import { bitmapOf, isThere } from "./presence";

type Pair = readonly [high: number, low: number];

/** A 64-bit digest of every row, to which named texts are added in any order; what is absent adds nothing. */
export type Digests = {
  /** Adds the texts that a column holds, whatever its type. */
  add(name: string, data: Data, at: number): void;
  /** Adds texts by their codes, whose words are given. */
  addCodes(name: string, codes: Int32Array, words: readonly string[], at: number): void;
  done(): BigInt64Array;
};

export function digests({ h32, h32Raw }: XXHashAPI, rows: number): Digests {
  const halves = new Uint32Array(rows * 2);
  const mix = (row: number, high: number, low: number) => {
    halves[row * 2] = (halves[row * 2] ?? 0) ^ low;
    halves[row * 2 + 1] = (halves[row * 2 + 1] ?? 0) ^ high;
  };
  const seedsOf = (name: string): Pair => [h32(name, 1), h32(name, 2)];

  function addCodes(name: string, codes: Int32Array, words: readonly string[], at: number): void {
    const [one, other] = seedsOf(name);
    const high = Uint32Array.from(words, (word) => h32(word, one));
    const low = Uint32Array.from(words, (word) => h32(word, other));
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] ?? -1;
      if (code >= 0) mix(at + row, high[code] ?? 0, low[code] ?? 0);
    }
  }

  function addTexts(name: string, data: Data, at: number): void {
    const [one, other] = seedsOf(name);
    const bytes: Uint8Array = data.values;
    const offsets: Int32Array = data.valueOffsets;
    const bitmap = bitmapOf(data);
    for (let row = 0; row < data.length; row++) {
      const from = offsets[row] ?? 0;
      const to = offsets[row + 1] ?? 0;
      if (from === to || !isThere(bitmap, data.offset + row)) continue;
      const text = bytes.subarray(from, to);
      mix(at + row, h32Raw(text, one), h32Raw(text, other));
    }
  }

  return {
    addCodes,
    add(name, data, at) {
      if (data.nullCount === data.length) return;
      if (DataType.isUtf8(data.type)) return addTexts(name, data, at);
      const [one, other] = seedsOf(name);
      const get = cellsOf(data);
      for (let row = 0; row < data.length; row++) {
        const text = plainText(get(row));
        if (text !== "") mix(at + row, h32(text, one), h32(text, other));
      }
    },
    done: () => new BigInt64Array(halves.buffer),
  };
}
