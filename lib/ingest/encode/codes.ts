import { DataType, type Data } from "apache-arrow";
import { cellsOf } from "../read/cells";
import { plainText } from "./plain-text";
import { bitmapOf, isThere } from "./presence";

/** Words met so far, each with a number of its own from 0. */
export type Wordbook = { words: string[]; codeOf(text: string): number };

export function wordbook(): Wordbook {
  const codes = new Map<string, number>();
  const words: string[] = [];
  return {
    words,
    codeOf(text) {
      const known = codes.get(text);
      if (known !== undefined) return known;
      codes.set(text, words.length);
      return words.push(text) - 1;
    },
  };
}

const unread = -2;

/** A column as codes of its words, −1 where it says nothing; `clean` makes a word of a text, or nothing. What a dictionary holds is looked at once. */
export function codesOf(data: Data, book: Wordbook, clean: (text: string) => string): Int32Array<ArrayBuffer> {
  const codes = new Int32Array(data.length).fill(-1);
  if (data.nullCount === data.length) return codes;
  const codeOf = (text: string) => {
    const word = clean(text);
    return word === "" ? -1 : book.codeOf(word);
  };
  const type: DataType = data.type;
  if (DataType.isInt(type)) {
    const values: ArrayLike<number | bigint> = data.values;
    const known = new Map<number | bigint | undefined, number>();
    const bitmap = bitmapOf(data);
    for (let row = 0; row < data.length; row++) {
      if (!isThere(bitmap, data.offset + row)) continue;
      const value = values[row];
      let code = known.get(value);
      if (code === undefined) known.set(value, (code = codeOf(String(value))));
      codes[row] = code;
    }
    return codes;
  }
  if (!DataType.isDictionary(type)) {
    const get = cellsOf(data);
    for (let row = 0; row < data.length; row++) codes[row] = codeOf(plainText(get(row)));
    return codes;
  }
  const get = cellsOf(data);
  const indices: ArrayLike<number | bigint> = data.values;
  const known = new Int32Array(data.dictionary?.length ?? 0).fill(unread);
  const bitmap = bitmapOf(data);
  for (let row = 0; row < data.length; row++) {
    if (!isThere(bitmap, data.offset + row)) continue;
    const index = Number(indices[row]);
    let code = known[index] ?? unread;
    if (code === unread) known[index] = code = codeOf(plainText(get(row)));
    codes[row] = code;
  }
  return codes;
}

/** Fills what says nothing in `first` from `second`. */
export const orElse = (first: Int32Array<ArrayBuffer>, second: Int32Array): Int32Array<ArrayBuffer> =>
  first.map((code, row) => (code < 0 ? (second[row] ?? -1) : code));

/** Words put together row by row with a slash between them, where all are there. */
export function joined(
  parts: readonly { codes: Int32Array; words: readonly string[] }[],
  book: Wordbook,
): Int32Array<ArrayBuffer> {
  const known = new Map<number, number>();
  const together = new Float64Array(parts[0]?.codes.length ?? 0);
  for (const { codes, words } of parts)
    for (let row = 0; row < together.length; row++) {
      const code = codes[row] ?? -1;
      together[row] = code < 0 ? Number.NaN : (together[row] ?? 0) * words.length + code;
    }
  const all = new Int32Array(together.length).fill(-1);
  for (let row = 0; row < all.length; row++) {
    const number = together[row] ?? Number.NaN;
    if (Number.isNaN(number)) continue;
    let code = known.get(number);
    if (code === undefined) {
      code = book.codeOf(parts.map(({ codes, words }) => words[codes[row] ?? -1] ?? "").join("/"));
      known.set(number, code);
    }
    all[row] = code;
  }
  return all;
}
