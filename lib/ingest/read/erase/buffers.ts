import type { Data } from "apache-arrow";
import { bitmapOf, isThere } from "../../encode/presence";
import { rowsIn, type Range } from "./ranges";

export type Numbers = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | BigInt64Array;
export type Offsets = Int32Array | BigInt64Array;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) => new Uint8Array(buffer, byteOffset, byteLength);

/** The values of some rows, each `stride` elements wide, in an array of their own. */
export function cut(values: Numbers, stride: number, ranges: readonly Range[]): Numbers {
  const taken = values.slice(0, rowsIn(ranges) * stride);
  const [from, to] = [bytesOf(values), bytesOf(taken)];
  const width = stride * values.BYTES_PER_ELEMENT;
  let at = 0;
  for (const range of ranges) {
    to.set(from.subarray(range.from * width, (range.from + range.count) * width), at);
    at += range.count * width;
  }
  return taken;
}

/** The bits of some rows, and how many of them are not set. */
export function cutBits(
  bits: Uint8Array,
  offset: number,
  ranges: readonly Range[],
): { bits: Uint8Array; unset: number } {
  const taken = new Uint8Array((rowsIn(ranges) + 7) >> 3);
  let [at, unset] = [0, 0];
  for (const { from, count } of ranges)
    for (let row = from; row < from + count; row++, at++)
      if (isThere(bits, offset + row)) taken[at >> 3] = (taken[at >> 3] ?? 0) | (1 << (at & 7));
      else unset++;
  return { bits: taken, unset };
}

/** Which of some rows have a value; an empty bitmap where all do. */
export function cutValidity(data: Data, ranges: readonly Range[]): { bits: Uint8Array; unset: number } {
  const bitmap = bitmapOf(data);
  return bitmap ? cutBits(bitmap, data.offset, ranges) : { bits: new Uint8Array(), unset: 0 };
}

/** Offsets of some rows counted from 0, and the ranges that those rows take up in what the offsets point into. */
export function cutOffsets(offsets: Offsets, ranges: readonly Range[]): { offsets: Offsets; inner: Range[] } {
  const taken = offsets.slice(0, rowsIn(ranges) + 1);
  const put = (at: number, value: number) => {
    if (taken instanceof BigInt64Array) taken[at] = BigInt(value);
    else taken[at] = value;
  };
  const offsetAt = (row: number) => Number(offsets[row] ?? 0);
  const inner: Range[] = [];
  let [at, end] = [0, 0];
  put(0, 0);
  for (const { from, count } of ranges) {
    const base = offsetAt(from);
    for (let row = 1; row <= count; row++) put(at + row, end + offsetAt(from + row) - base);
    inner.push({ from: base, count: offsetAt(from + count) - base });
    end += offsetAt(from + count) - base;
    at += count;
  }
  return { offsets: taken, inner };
}
