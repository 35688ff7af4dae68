import { DataType, type Data } from "apache-arrow";
import type { XXHashAPI } from "xxhash-wasm";
import { cellsOf } from "../read/cells";
import { plainText } from "./plain-text";
import type { PartBook } from "./parts";
import { bitmapOf, isThere } from "./presence";

/** A 64-bit digest of every row of a batch (the low half first), to which named texts are added in any order; what is absent adds nothing. */
export type Digests = {
  /** Adds the texts that a column holds, whatever its type, of all rows or those that are not left out. */
  add(name: string, data: Data, leaveOut?: (row: number) => boolean): void;
  /** Adds the words of a part by their codes. */
  addCodes(part: PartBook, codes: Int32Array): void;
  readonly halves: Int32Array;
};

export function digests({ h32, h32Raw }: XXHashAPI, rows: number): Digests {
  const halves = new Int32Array(rows * 2);
  const mix = (row: number, high: number, low: number) => {
    halves[row * 2] = (halves[row * 2] ?? 0) ^ low;
    halves[row * 2 + 1] = (halves[row * 2 + 1] ?? 0) ^ high;
  };

  function addTexts(data: Data, one: number, other: number, leaveOut?: (row: number) => boolean): void {
    const bytes: Uint8Array = data.values;
    const offsets: Int32Array = data.valueOffsets;
    const bitmap = bitmapOf(data);
    for (let row = 0; row < data.length; row++) {
      const from = offsets[row] ?? 0;
      const to = offsets[row + 1] ?? 0;
      if (from === to || !isThere(bitmap, data.offset + row) || leaveOut?.(row)) continue;
      const text = bytes.subarray(from, to);
      mix(row, h32Raw(text, one), h32Raw(text, other));
    }
  }

  return {
    halves,
    addCodes({ high, low }, codes) {
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row] ?? -1;
        if (code >= 0) mix(row, high[code] ?? 0, low[code] ?? 0);
      }
    },
    add(name, data, leaveOut) {
      if (data.nullCount === data.length) return;
      const [one, other] = [h32(name, 1), h32(name, 2)];
      if (DataType.isUtf8(data.type)) return addTexts(data, one, other, leaveOut);
      const get = cellsOf(data);
      for (let row = 0; row < data.length; row++) {
        const text = leaveOut?.(row) ? "" : plainText(get(row));
        if (text !== "") mix(row, h32(text, one), h32(text, other));
      }
    },
  };
}
