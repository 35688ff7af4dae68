import { DataType, DateUnit, makeVector, type Data, type Vector } from "apache-arrow";
import type { Cell } from "./reader";
import { bytesText, clockText, dayText, decimalText, durationText, intervalText, momentText } from "./text";

type Get = (row: number) => Cell;

const wholeNumber = (value: unknown): bigint => (typeof value === "bigint" ? value : BigInt(Number(value)));

const words = (data: Data, row: number, each: number): Uint32Array =>
  new Uint32Array(data.values.buffer, data.values.byteOffset + row * each * 4, each).slice();

/** A dictionary may be held in several chunks, where later batches added to it. */
function valuesOf(vector: Vector | undefined): Get {
  const chunks = (vector?.data ?? []).map((data) => ({ length: data.length, get: cellsOf(data) }));
  return (row) => {
    let at = row;
    for (const { length, get } of chunks) {
      if (at < length) return get(at);
      at -= length;
    }
    return null;
  };
}

function items(data: Data, bounds: (row: number) => [number, number]): (row: number) => Cell[] {
  const [child] = data.children;
  const get = child ? cellsOf(child) : () => null;
  return (row) => {
    const [from, to] = bounds(row);
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => get(from + i));
  };
}

const offsets =
  (data: Data) =>
  (row: number): [number, number] => [Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1])];

const named = (pairs: (readonly [string, Cell])[]): { [key: string]: Cell } => Object.fromEntries(pairs);

const keyOf = (key: Cell | undefined): string => (typeof key === "object" ? JSON.stringify(key) : String(key));

function union(data: Data, types: ArrayLike<number>): Get {
  const children = data.children.map(cellsOf);
  const dense = data.valueOffsets?.length > 0;
  return (row) =>
    children[Array.prototype.indexOf.call(types, data.typeIds[row])]?.(dense ? Number(data.valueOffsets[row]) : row) ??
    null;
}

function plainly(data: Data): Get {
  const vector = makeVector(data);
  return (row) => {
    const value: unknown = vector.get(row);
    if (value instanceof Uint8Array) return bytesText(value);
    return typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "bigint" ||
      typeof value === "boolean"
      ? value
      : null;
  };
}

function valid(data: Data): Get {
  const type: DataType = data.type;
  if (DataType.isTimestamp(type))
    return (row) => momentText(wholeNumber(data.values[row]), type.unit, Boolean(type.timezone));
  if (DataType.isDate(type))
    return (row) => dayText(Number(data.values[row]) * (type.unit === DateUnit.DAY ? 86_400_000 : 1));
  if (DataType.isTime(type)) return (row) => clockText(wholeNumber(data.values[row]), type.unit);
  if (DataType.isDuration(type)) return (row) => durationText(wholeNumber(data.values[row]), type.unit);
  if (DataType.isDecimal(type)) return (row) => decimalText(words(data, row, type.bitWidth / 32), type.scale);
  if (DataType.isInterval(type)) return (row) => intervalText(type.unit, new Int32Array(words(data, row, data.stride)));
  if (DataType.isDictionary(type)) {
    const get = valuesOf(data.dictionary);
    return (row) => get(Number(data.values[row]));
  }
  if (DataType.isStruct(type)) {
    const children = data.children.map((child, i) => [type.children[i]?.name ?? "", cellsOf(child)] as const);
    return (row) => named(children.map(([name, get]) => [name, get(row)]));
  }
  if (DataType.isMap(type)) {
    const get = items(data, offsets(data));
    return (row) =>
      named(
        get(row).map((entry) => {
          const [key, value] =
            entry !== null && typeof entry === "object" && !Array.isArray(entry) ? Object.values(entry) : [];
          return [keyOf(key), value ?? null];
        }),
      );
  }
  if (DataType.isList(type) || DataType.isLargeList(type)) return items(data, offsets(data));
  if (DataType.isFixedSizeList(type)) return items(data, (row) => [row * type.listSize, (row + 1) * type.listSize]);
  if (DataType.isUnion(type)) return union(data, type.typeIds);
  return plainly(data);
}

/** Reads a column's values, exact: 64-bit integers as bigint, moments and days in ISO 8601, decimals and spans as text, bytes as text or hexadecimal. */
export function cellsOf(data: Data): Get {
  if (DataType.isNull(data.type)) return () => null;
  const get = valid(data);
  return DataType.isUnion(data.type) ? get : (row) => (data.getValid(row) ? get(row) : null);
}
