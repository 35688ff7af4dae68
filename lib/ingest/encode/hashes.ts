import type { XXHashAPI } from "xxhash-wasm";

/** Hashes bytes that are written into one buffer over and over. */
export type Hashes = {
  /** 32 bits of a hash. */
  short(bytes: Uint8Array): number;
  /** The two halves of a key (62 and 63 bits) from bytes, at a row of two columns of 64 bits. */
  key(bytes: Uint8Array, row: number, space: Int32Array, key: Int32Array): void;
  /** UTF-8 of a text; holds until the next call. */
  bytesOf(text: string): Uint8Array;
};

export function hashes({ h32Raw }: XXHashAPI): Hashes {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(4096);
  return {
    short: (bytes) => h32Raw(bytes, 0),
    key(bytes, row, space, key) {
      space[row * 2] = h32Raw(bytes, 3);
      space[row * 2 + 1] = h32Raw(bytes, 4) >>> 2;
      key[row * 2] = h32Raw(bytes, 5);
      key[row * 2 + 1] = h32Raw(bytes, 6) >>> 1;
    },
    bytesOf(text) {
      if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 4);
      return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
    },
  };
}
