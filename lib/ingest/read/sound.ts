import { DataType, type Data } from "apache-arrow";

type Offsets = Int32Array | BigInt64Array;

/** Whether offsets rise from 0 or more to at most `limit`. */
function rising(offsets: Offsets | undefined, length: number, limit: number): boolean {
  if (!offsets || offsets.length < length + 1) return length === 0;
  let last = offsets[0] ?? 0;
  if (last < 0) return false;
  for (let i = 1; i <= length; i++) {
    const next = offsets[i] ?? 0;
    if (next < last) return false;
    last = next;
  }
  return last <= limit;
}

function viewsInside(data: Data): boolean {
  const bytes: Uint8Array = data.values;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < data.length; row++) {
    if (!data.getValid(row)) continue;
    const size = view.getInt32(row * 16, true);
    if (size < 0) return false;
    if (size <= 12) continue;
    const from = view.getInt32(row * 16 + 12, true);
    const held = data.variadicBuffers[view.getInt32(row * 16 + 8, true)];
    if (!held || from < 0 || from + size > held.length) return false;
  }
  return true;
}

function indicesInside(data: Data): boolean {
  const indices: ArrayLike<number | bigint> = data.values;
  const size = data.dictionary?.length ?? 0;
  for (let row = 0; row < data.length; row++) {
    const index = indices[row] ?? -1;
    if (data.getValid(row) && (index < 0 || index >= size)) return false;
  }
  return true;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Whether every text is UTF-8 by itself, and not only all of them in a row. */
function isUtf8(data: Data): boolean {
  const offsets: Offsets = data.valueOffsets;
  const values: Uint8Array = data.values;
  const [from, to] = [Number(offsets[0] ?? 0), Number(offsets[data.length] ?? 0)];
  try {
    if (strict.decode(values.subarray(from, to)).length === to - from) return true;
  } catch {
    return false;
  }
  for (let row = 0; row <= data.length; row++) {
    const start = Number(offsets[row] ?? 0);
    if (start < to && ((values[start] ?? 0) & 0xc0) === 0x80) return false;
  }
  return true;
}

/** Whether a column's buffers hold what its type and length need: nothing read from it lies outside of them. */
export function isSound(data: Data): boolean {
  const { type, length } = data;
  const validity: Uint8Array | undefined = data.nullBitmap;
  if (validity && validity.length > 0 && validity.length * 8 < data.offset + length) return false;
  if (DataType.isNull(type)) return true;
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type))
    return rising(data.valueOffsets, length, data.values.length) && isUtf8(data);
  if (DataType.isBinary(type) || DataType.isLargeBinary(type))
    return rising(data.valueOffsets, length, data.values.length);
  if (DataType.isList(type) || DataType.isLargeList(type) || DataType.isMap(type))
    return rising(data.valueOffsets, length, data.children[0]?.length ?? 0) && data.children.every(isSound);
  if (DataType.isStruct(type)) return data.children.every((child) => child.length >= length && isSound(child));
  if (DataType.isFixedSizeList(type))
    return data.children.every((child) => child.length >= length * type.listSize && isSound(child));
  if (DataType.isUnion(type)) return data.typeIds.length >= length && data.children.every(isSound);
  if (DataType.isBool(type)) return data.values.length * 8 >= data.offset + length;
  if (DataType.isUtf8View(type) || DataType.isBinaryView(type))
    return data.values.length >= length * 16 && viewsInside(data);
  if (data.values.length < length * data.stride) return false;
  return !DataType.isDictionary(type) || ((data.dictionary?.data ?? []).every(isSound) && indicesInside(data));
}
