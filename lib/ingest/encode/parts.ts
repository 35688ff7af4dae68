import type { XXHashAPI } from "xxhash-wasm";
import type { Mapping, Ref } from "../mapping/mapping";
import type { Columns } from "./columns";
import { codesOf, joined, orElse, wordbook, type Wordbook } from "./codes";
import { partsOf } from "./encoded";
import { trimmed } from "./texts";

function cleaner(ref: Ref): (text: string) => string {
  const meanings = new Map("from" in ref ? Object.entries(ref.codes ?? {}) : []);
  return (text) => {
    const word = trimmed(text);
    return meanings.get(word) ?? word;
  };
}

/** The codes of what a reference reads, row by row. */
export function refCodes(ref: Ref, columns: Columns, rows: number, book: Wordbook): Int32Array<ArrayBuffer> {
  if ("constant" in ref) return new Int32Array(rows).fill(book.codeOf(ref.constant));
  const clean = cleaner(ref);
  const [first, ...others] = ref.from.flatMap((column) => columns.get(column) ?? []);
  const codes = first ? codesOf(first, book, clean) : new Int32Array(rows).fill(-1);
  return others.reduce((all, data) => orElse(all, codesOf(data, book, clean)), codes);
}

/** A part of a file's rows that is kept as words: its words so far with a hash of each, and how many of them were handed over. */
export type PartBook = {
  name: string;
  book: Wordbook;
  codes(columns: Columns, rows: number): Int32Array<ArrayBuffer>;
  /** What another reference reads, in words of the same part. */
  codesOf(ref: Ref, columns: Columns, rows: number): Int32Array<ArrayBuffer>;
  /** Halves of the hash of each word, by its code. */
  high: readonly number[];
  low: readonly number[];
  handedOver: number;
};

export function partBooks(mapping: Mapping, { h32 }: XXHashAPI): PartBook[] {
  return partsOf(mapping).map(({ name, refs }) => {
    const book = wordbook();
    const seeds = [h32(name, 1), h32(name, 2)] as const;
    const [high, low]: [number[], number[]] = [[], []];

    function read(columns: Columns, rows: number): Int32Array<ArrayBuffer> {
      const [only, ...more] = refs;
      if (!only) return new Int32Array(rows).fill(-1);
      if (more.length === 0) return refCodes(only, columns, rows, book);
      return joined(
        refs.map((ref) => {
          const own = wordbook();
          return { codes: refCodes(ref, columns, rows, own), words: own.words };
        }),
        book,
      );
    }

    function hashed(codes: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
      for (const word of book.words.slice(high.length)) {
        high.push(h32(word, seeds[0]));
        low.push(h32(word, seeds[1]));
      }
      return codes;
    }

    return {
      name,
      book,
      high,
      low,
      handedOver: 0,
      codes: (columns, rows) => hashed(read(columns, rows)),
      codesOf: (ref, columns, rows) => hashed(refCodes(ref, columns, rows, book)),
    };
  });
}
