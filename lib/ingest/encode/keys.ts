import { DataType, type Data } from "apache-arrow";
import type { Mapping } from "../mapping/mapping";
import type { Columns } from "./columns";
import type { Hashes } from "./hashes";
import { bitmapOf, isThere } from "./presence";
import { setLong } from "./row-columns";
import { textsOf } from "./texts";

/** What some rows name an event by: whether they do, and the halves of its key. A whole number stays itself beside its id space, anything else is hashed into both. */
export type Keys = { given: Uint8Array; space: Int32Array; key: Int32Array };

const whole = /^(0|-?[1-9]\d{0,18})$/;
const [least, most] = [-(1n << 63n), (1n << 63n) - 1n];

/** Writes a text that is a whole number of 64 bits, in the one way that it is written; says whether it was. */
function setWhole(longs: Int32Array, row: number, text: string): boolean {
  if (!whole.test(text)) return false;
  if (text.length < 16) {
    setLong(longs, row, Number(text));
    return true;
  }
  const value = BigInt(text);
  if (value < least || value > most) return false;
  longs[row * 2] = Number(BigInt.asIntN(32, value));
  longs[row * 2 + 1] = Number(value >> 32n);
  return true;
}

function fromWholes(data: Data, space: number, keys: Keys): void {
  const bitmap = bitmapOf(data);
  const wide = data.values instanceof BigInt64Array;
  const halves = wide ? new Int32Array(data.values.buffer, data.values.byteOffset, data.values.length * 2) : null;
  const narrow: ArrayLike<number> = halves ?? data.values;
  for (let row = 0; row < data.length; row++) {
    if (!isThere(bitmap, data.offset + row)) continue;
    keys.given[row] = 1;
    keys.space[row * 2] = space;
    if (halves) {
      keys.key[row * 2] = halves[row * 2] ?? 0;
      keys.key[row * 2 + 1] = halves[row * 2 + 1] ?? 0;
    } else setLong(keys.key, row, narrow[row] ?? 0);
  }
}

/** The keys that some columns name together under a mapping, row by row; null where the batch lacks one of them. */
export function keysOf(
  names: readonly string[],
  { idSpace }: Mapping,
  columns: Columns,
  rows: number,
  hash: Hashes,
): Keys | null {
  const found = names.flatMap((name) => columns.get(name) ?? []);
  const [only, ...more] = found;
  if (!only || found.length < names.length) return null;
  const keys: Keys = { given: new Uint8Array(rows), space: new Int32Array(rows * 2), key: new Int32Array(rows * 2) };
  const ownSpace = idSpace === "" ? 0 : hash.short(hash.bytesOf(idSpace)) >>> 2;
  const type: DataType = only.type;
  if (more.length === 0 && DataType.isInt(type) && (type.isSigned || type.bitWidth < 64)) {
    fromWholes(only, ownSpace, keys);
    return keys;
  }
  const texts = found.map(textsOf);
  const [single] = more.length === 0 ? texts : [];
  for (let row = 0; row < rows; row++) {
    let all = idSpace;
    let complete = true;
    for (const textOf of texts) {
      const text = textOf(row);
      if (text === "") complete = false;
      all += `\u001F${text.length}:${text}`;
    }
    if (!complete) continue;
    keys.given[row] = 1;
    if (single && setWhole(keys.key, row, single(row))) keys.space[row * 2] = ownSpace;
    else hash.key(hash.bytesOf(all), row, keys.space, keys.key);
  }
  return keys;
}

/** Columns that name the event which a row corrects or retracts, as its own id is named. */
export const correctsColumns = (columns: Columns, { corrects, id }: Mapping): string[] =>
  corrects && "from" in corrects
    ? corrects.from
        .filter((name) => columns.has(name))
        .slice(0, 1)
        .flatMap((name) => [...id.slice(0, -1), name])
    : [];

/** Positions of some rows as whole numbers of 64 bits; says which rows have one. */
export function positionsOf(mapping: Mapping, columns: Columns, rows: number, into: Int32Array): Uint8Array {
  const given = new Uint8Array(rows);
  const ref = mapping.offset;
  const [data] = ref && "from" in ref ? ref.from.flatMap((name) => columns.get(name) ?? []) : [];
  if (!data) return given;
  const type: DataType = data.type;
  if (DataType.isInt(type) && (type.isSigned || type.bitWidth < 64))
    fromWholes(data, 0, { given, space: new Int32Array(rows * 2), key: into });
  else {
    const textOf = textsOf(data);
    for (let row = 0; row < rows; row++) if (setWhole(into, row, textOf(row))) given[row] = 1;
  }
  return given;
}
