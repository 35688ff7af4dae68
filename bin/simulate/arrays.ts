import {
  type Data,
  type DataType,
  DateDay,
  Dictionary,
  Field,
  Float64,
  Int32,
  Int64,
  makeData,
  TimestampMicrosecond,
  Uint8,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { textBuffer, textPool } from "./texts";

/** Fills one column of a batch from these rows. */
export type Fill = (rows: Uint32Array) => Data;

/** How Parquet packs a column best: few distinct values, values that mostly ascend, or neither. */
export type Packing = "dictionary" | "delta" | "plain";

/** A column of a file: its Arrow field, and how a batch of it is filled. */
export type Column = { field: Field; packing: Packing; fill: Fill };

const column = (name: string, type: DataType, nullable: boolean, packing: Packing, fill: Fill): Column => ({
  field: new Field(name, type, nullable),
  packing,
  fill,
});

const even = (length: number) => ((length + 511) >> 9) << 6;

/** Counts and marks what is present; Arrow's bitmap has a bit set for each value that is there. */
function presence(length: number): { add(i: number): void; done(): { nullCount: number; nullBitmap?: Uint8Array } } {
  const nullBitmap = new Uint8Array(even(length));
  let present = 0;
  return {
    add(i) {
      nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
      present++;
    },
    done: () => (present === length ? { nullCount: 0 } : { nullCount: length - present, nullBitmap }),
  };
}

/** Fills `data` with numbers, NaN for none. */
function numbers<A extends Float64Array | Int32Array>(rows: Uint32Array, data: A, value: (row: number) => number) {
  const there = presence(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const n = value(rows[i] ?? 0);
    if (Number.isNaN(n)) continue;
    data[i] = n;
    there.add(i);
  }
  return { length: rows.length, data, ...there.done() };
}

/** Doubles, NaN for none. */
export function doubles(name: string, value: (row: number) => number): Column {
  const type = new Float64();
  return column(name, type, true, "dictionary", (rows) =>
    makeData({ type, ...numbers(rows, new Float64Array(rows.length), value) }),
  );
}

/** 32-bit integers, NaN for none. */
export function integers(name: string, nullable: boolean, value: (row: number) => number): Column {
  const type = new Int32();
  return column(name, type, nullable, "dictionary", (rows) =>
    makeData({ type, ...numbers(rows, new Int32Array(rows.length), value) }),
  );
}

/** Days since 1970, NaN for none. */
export function dates(name: string, value: (row: number) => number): Column {
  const type = new DateDay();
  return column(name, type, true, "dictionary", (rows) =>
    makeData({ type, ...numbers(rows, new Int32Array(rows.length), value) }),
  );
}

/** Whole numbers below 2^53, times `factor`, as 64-bit halves; 0 for none where nullable. */
function wholes(rows: Uint32Array, nullable: boolean, factor: number, value: (row: number) => number) {
  const data = new BigInt64Array(rows.length);
  const halves = new Uint32Array(data.buffer);
  const there = presence(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const n = value(rows[i] ?? 0) * factor;
    if (nullable && n === 0) continue;
    halves[2 * i] = n;
    halves[2 * i + 1] = n / 4_294_967_296;
    there.add(i);
  }
  return { length: rows.length, data, ...there.done() };
}

/** 64-bit integers; 0 stands for none where nullable. */
export function longs(name: string, nullable: boolean, value: (row: number) => number): Column {
  const type = new Int64();
  return column(name, type, nullable, nullable ? "dictionary" : "delta", (rows) =>
    makeData({ type, ...wholes(rows, nullable, 1, value) }),
  );
}

/** UTC microseconds from seconds; 0 stands for none where nullable. */
export function moments(name: string, nullable: boolean, seconds: (row: number) => number): Column {
  const type = new TimestampMicrosecond("UTC");
  const packing = nullable ? "dictionary" : "delta";
  return column(name, type, nullable, packing, (rows) =>
    makeData({ type, ...wholes(rows, nullable, 1_000_000, seconds) }),
  );
}

/** One of a few texts by code, dictionary-encoded. */
export function categories(name: string, all: readonly string[], code: (row: number) => number): Column {
  const dictionary = vectorFromArray(all, new Utf8());
  const type = new Dictionary(new Utf8(), new Uint8(), 0);
  return column(name, type, false, "dictionary", (rows) => {
    const data = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) data[i] = code(rows[i] ?? 0);
    return makeData({ type, length: rows.length, nullCount: 0, data, dictionary });
  });
}

/** One of many texts by code, −1 for none. */
export function coded(name: string, all: readonly string[], code: (row: number) => number): Column {
  const type = new Utf8();
  const pool = textPool(all);
  return column(name, type, true, "dictionary", (rows) => {
    const there = presence(rows.length);
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const found = code(rows[i] ?? 0);
      codes[i] = found;
      if (found >= 0) there.add(i);
    }
    return makeData({ type, length: rows.length, ...there.done(), ...pool(codes) });
  });
}

/** Texts that seldom recur, null for none. */
export function texts(name: string, text: (row: number) => string | null): Column {
  const type = new Utf8();
  const buffer = textBuffer();
  return column(name, type, true, "plain", (rows) => {
    const there = presence(rows.length);
    const valueOffsets = new Int32Array(rows.length + 1);
    buffer.clear();
    for (let i = 0; i < rows.length; i++) {
      const value = text(rows[i] ?? 0);
      if (value !== null) {
        buffer.add(value);
        there.add(i);
      }
      valueOffsets[i + 1] = buffer.length();
    }
    return makeData({ type, length: rows.length, ...there.done(), valueOffsets, data: buffer.bytes() });
  });
}
