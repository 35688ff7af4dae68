import {
  BufferType,
  Data,
  DataType,
  DateDay,
  DateUnit,
  Float32,
  Precision,
  TimeMillisecond,
  TimeUnit,
  TimestampMillisecond,
  Utf8,
  Vector,
} from "apache-arrow";
import { cellsOf } from "./cells";
import { jsonText } from "./text";
import { textData, textFromViews } from "./text-data";

/** The type in which a column reaches a database, and how its values get there: as they are, where `convert` is absent. */
export type Plain = { type: DataType; convert?: (data: Data) => Data };

const same = (data: Data, type: DataType, values: ArrayLike<number> | BigInt64Array): Data =>
  new Data(type, data.offset, data.length, data.nullCount, {
    [BufferType.DATA]: values,
    [BufferType.VALIDITY]: data.nullBitmap,
  });

function texts(data: Data): Data {
  const get = cellsOf(data);
  return textData(data.length, (row) => {
    const cell = get(row);
    return cell === null || typeof cell === "string" ? cell : jsonText(cell);
  });
}

function json(data: Data): Data {
  const get = cellsOf(data);
  return textData(data.length, (row) => {
    const cell = get(row);
    return cell === null ? null : jsonText(cell);
  });
}

const furthest = (1n << 63n) - 1n;

function milliseconds(seconds: bigint): bigint {
  const scaled = seconds * 1000n;
  return BigInt.asIntN(64, scaled) === scaled ? scaled : seconds < 0n ? -furthest : furthest;
}

function halves(data: Data): Data {
  const get = cellsOf(data);
  return same(
    data,
    new Float32(),
    Float32Array.from({ length: data.length }, (_, row) => Number(get(row))),
  );
}

function days(data: Data): Data {
  const values: BigInt64Array = data.values;
  return same(
    data,
    new DateDay(),
    Int32Array.from(values, (value) => Math.floor(Number(value) / 86_400_000)),
  );
}

function clock(data: Data): Data {
  const values: Int32Array = data.values;
  return same(
    data,
    new TimeMillisecond(),
    values.map((value) => value * 1000),
  );
}

/** A dictionary that grew over several batches, in one piece. */
function whole(data: Data): Data {
  const chunks = data.dictionary?.data ?? [];
  if (chunks.length <= 1) return data;
  const values = chunks.map((chunk) => ({ length: chunk.length, get: cellsOf(chunk) }));
  const all = values.flatMap(({ length, get }) => Array.from({ length }, (_, row) => get(row)));
  const one = textData(all.length, (row) => {
    const cell = all[row];
    return typeof cell === "string" ? cell : null;
  });
  const held = { [BufferType.DATA]: data.values, [BufferType.VALIDITY]: data.nullBitmap };
  return new Data(data.type, data.offset, data.length, data.nullCount, held, [], new Vector([one]));
}

const kept = (type: DataType): boolean =>
  DataType.isBool(type) ||
  DataType.isInt(type) ||
  DataType.isFloat(type) ||
  DataType.isUtf8(type) ||
  DataType.isLargeUtf8(type) ||
  DataType.isDate(type) ||
  DataType.isTime(type) ||
  DataType.isTimestamp(type) ||
  (DataType.isDecimal(type) && type.bitWidth === 128 && type.scale >= 0);

const isNested = (type: DataType): boolean =>
  DataType.isList(type) ||
  DataType.isLargeList(type) ||
  DataType.isFixedSizeList(type) ||
  DataType.isStruct(type) ||
  DataType.isMap(type) ||
  DataType.isUnion(type);

/** Types that both engines take without loss stay; what one of them refuses, rounds or misreads becomes a wider type, text, or JSON text where it is nested. */
export function plainOf(type: DataType): Plain {
  if (DataType.isDictionary(type))
    return DataType.isUtf8(type.dictionary) ? { type, convert: whole } : { type: new Utf8(), convert: texts };
  if (DataType.isFloat(type) && type.precision === Precision.HALF) return { type: new Float32(), convert: halves };
  if (DataType.isTimestamp(type) && type.unit === TimeUnit.SECOND) {
    const plain = new TimestampMillisecond(type.timezone);
    return { type: plain, convert: (data) => same(data, plain, BigInt64Array.from(data.values, milliseconds)) };
  }
  if (DataType.isTime(type) && type.unit === TimeUnit.SECOND) return { type: new TimeMillisecond(), convert: clock };
  if (DataType.isDate(type) && type.unit === DateUnit.MILLISECOND) return { type: new DateDay(), convert: days };
  if (kept(type)) return { type };
  if (DataType.isUtf8View(type)) return { type: new Utf8(), convert: textFromViews };
  return { type: new Utf8(), convert: isNested(type) ? json : texts };
}
