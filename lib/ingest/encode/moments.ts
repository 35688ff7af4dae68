import { DataType, DateUnit, TimeUnit, type Data } from "apache-arrow";
import type { TimeRef } from "../mapping/mapping";
import { cellsOf } from "../read/cells";
import type { Columns } from "./columns";
import { readMoment, type Said } from "./moment-text";
import { numberIn } from "./numbers";
import { bitmapOf, isThere } from "./presence";
import { textsOf } from "./texts";

/** What some rows say of a time: whether anything; UTC seconds since 1970 and the microseconds beside; the day (since 1970) where it is a bare date; the clock's own seconds where the text has an offset. NaN is
 * nothing. */
export type Moments = {
  given: Uint8Array;
  seconds: Float64Array;
  micros: Int32Array;
  days: Float64Array | null;
  walls: Float64Array | null;
};

const nothing = (rows: number) => new Float64Array(rows).fill(Number.NaN);

type Unit = NonNullable<TimeRef["unit"]>;
type Setter = (row: number) => void;

const counts: Record<Unit, number> = { s: 1, ms: 1000, us: 1_000_000, ns: 1_000_000_000 };
const unitOf: Record<TimeUnit, Unit> = {
  [TimeUnit.SECOND]: "s",
  [TimeUnit.MILLISECOND]: "ms",
  [TimeUnit.MICROSECOND]: "us",
  [TimeUnit.NANOSECOND]: "ns",
};
/** What reaches further counts nothing that a calendar has. */
const furthestMicros = 9e17;
const two32 = 2 ** 32;
const endless = 2 ** 63 - 2 ** 11;

/** A count of 64 bits in whole seconds and what is left, exactly. */
function fromLongs(data: Data, unit: Unit, into: Moments, limit: number): Setter {
  const values: BigInt64Array = data.values;
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const per = counts[unit];
  return (row) => {
    const [low, high] = [halves[row * 2] ?? 0, halves[row * 2 + 1] ?? 0];
    const value = high * two32 + (low >>> 0);
    if (Math.abs(value) >= limit) return;
    let seconds = Math.floor(value / per);
    let rest = (low - Math.imul(seconds, per)) | 0;
    if (rest < 0) [seconds, rest] = [seconds - 1, rest + per];
    else if (rest >= per) [seconds, rest] = [seconds + 1, rest - per];
    into.seconds[row] = seconds;
    into.micros[row] = per > 1_000_000 ? Math.floor(rest / (per / 1_000_000)) : rest * (1_000_000 / per);
  };
}

function setCount(into: Moments, row: number, count: number, unit: Unit): void {
  const micros = Math.round((count / counts[unit]) * 1_000_000);
  if (!(Math.abs(micros) < furthestMicros)) return;
  const seconds = Math.floor(micros / 1_000_000);
  into.seconds[row] = seconds;
  into.micros[row] = micros - seconds * 1_000_000;
}

function fromTexts(data: Data, unit: Unit | undefined, into: Moments): Setter {
  const get = textsOf(data);
  const days = (into.days ??= nothing(into.given.length));
  const walls = (into.walls ??= nothing(into.given.length));
  const said: Said = { seconds: Number.NaN, micros: 0, day: Number.NaN, wall: Number.NaN };
  return (row) => {
    const text = get(row);
    if (text === "") {
      into.given[row] = 0;
      return;
    }
    const number = unit ? numberIn(text) : Number.NaN;
    if (unit && !Number.isNaN(number)) return setCount(into, row, number, unit);
    readMoment(text, said);
    into.seconds[row] = said.seconds;
    into.micros[row] = said.micros;
    days[row] = said.day;
    walls[row] = said.wall;
  };
}

function setterOf(data: Data, unit: Unit | undefined, into: Moments): Setter {
  const type: DataType = data.type;
  if (DataType.isTimestamp(type)) return fromLongs(data, unitOf[type.unit], into, endless);
  if (DataType.isDate(type)) {
    const each = type.unit === DateUnit.DAY ? 1 : 86_400_000;
    const values: ArrayLike<number | bigint> = data.values;
    const days = (into.days ??= nothing(into.given.length));
    return (row) => {
      const day = Math.floor(Number(values[row]) / each);
      if (Math.abs(day) < 0x7fff_ffff) days[row] = day;
    };
  }
  const counted = unit ?? "ms";
  if (DataType.isInt(type) && type.bitWidth === 64 && type.isSigned)
    return fromLongs(data, counted, into, (furthestMicros / 1_000_000) * counts[counted]);
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type)) {
    const get = cellsOf(data);
    return (row) => setCount(into, row, Number(get(row)), counted);
  }
  return fromTexts(data, unit, into);
}

/** Reads a time from the first of its columns that says anything, row by row. */
export function momentsOf(ref: TimeRef | undefined, columns: Columns, rows: number): Moments {
  const moments: Moments = {
    given: new Uint8Array(rows),
    seconds: nothing(rows),
    micros: new Int32Array(rows),
    days: null,
    walls: null,
  };
  for (const data of (ref?.from ?? []).flatMap((name) => columns.get(name) ?? [])) {
    const set = setterOf(data, ref?.unit, moments);
    const bitmap = bitmapOf(data);
    if (data.nullCount === rows) continue;
    for (let row = 0; row < rows; row++) {
      if (moments.given[row] === 1 || !isThere(bitmap, data.offset + row)) continue;
      moments.given[row] = 1;
      set(row);
    }
  }
  return moments;
}
