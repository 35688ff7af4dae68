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

const viewLength = 16;
const inlined = 12;

/** A text column from one of views, byte by byte. */
export function textFromViews(data: Data): Data<Utf8> {
  const bytes: Uint8Array = data.values;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizeAt = (row: number) => (data.getValid(row) ? view.getInt32(row * viewLength, true) : 0);
  const valueOffsets = new Int32Array(data.length + 1);
  for (let row = 0, end = 0; row < data.length; row++) valueOffsets[row + 1] = end += sizeAt(row);
  const texts = new Uint8Array(valueOffsets[data.length] ?? 0);
  const nullBitmap = new Uint8Array((data.length + 7) >> 3);
  for (let row = 0; row < data.length; row++) {
    if (!data.getValid(row)) continue;
    nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
    const at = row * viewLength;
    const size = view.getInt32(at, true);
    const [held, from] =
      size <= inlined
        ? [bytes, at + 4]
        : [data.variadicBuffers[view.getInt32(at + 8, true)], view.getInt32(at + 12, true)];
    if (held) texts.set(held.subarray(from, from + size), valueOffsets[row]);
  }
  return makeData({
    type: new Utf8(),
    length: data.length,
    nullCount: data.nullCount,
    nullBitmap,
    valueOffsets,
    data: texts,
  });
}
