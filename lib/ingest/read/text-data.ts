import { Utf8, makeData, type Data } from "apache-arrow";

const encoder = new TextEncoder();

/** A text column from a function of the row. */
export function textData(length: number, at: (row: number) => string | null): Data<Utf8> {
  const valueOffsets = new Int32Array(length + 1);
  const nullBitmap = new Uint8Array((length + 7) >> 3);
  let bytes = new Uint8Array(Math.max(64, length * 16));
  let end = 0;
  let nullCount = 0;
  for (let row = 0; row < length; row++) {
    const value = at(row);
    if (value === null) nullCount++;
    else {
      const most = end + value.length * 3;
      if (most > bytes.length) {
        const wider = new Uint8Array(Math.max(most, bytes.length * 2));
        wider.set(bytes.subarray(0, end));
        bytes = wider;
      }
      end += encoder.encodeInto(value, bytes.subarray(end)).written;
      nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
    }
    valueOffsets[row + 1] = end;
  }
  return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data: bytes.subarray(0, end) });
}
