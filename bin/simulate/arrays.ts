import { type Data, type DataType, DateDay, Dictionary, Field, Float64, Int32, Int64, makeData, TimestampMicrosecond, Uint8, Utf8, vectorFromArray } from "apache-arrow";

/** Fills one column of a batch: `row(i)` is the row behind position i. */
export type Fill = (length: number, row: (i: number) => number) => Data;

/** How Parquet packs a column best: few distinct values, values that mostly ascend, or neither. */
export type Packing = "dictionary" | "delta" | "plain";

/** A column of a file: its Arrow field, and how a batch of it is filled. */
export type Column = { field: Field; packing: Packing; fill: Fill };

type Bits = { bits: Uint8Array; nulls: number };

const column = (name: string, type: DataType, nullable: boolean, packing: Packing, fill: Fill): Column => ({
  field: new Field(name, type, nullable),
  packing,
  fill,
});

/** Clears the bit of each absent value; `absent` is asked once per position. */
function validity(length: number, absent: (i: number) => boolean): Bits {
  const bits = new Uint8Array(((length + 511) >> 9) << 6);
  let nulls = 0;
  for (let i = 0; i < length; i++) {
    if (absent(i)) nulls++;
    else bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return { bits, nulls };
}

const nullability = ({ bits, nulls }: Bits) => (nulls ? { nullCount: nulls, nullBitmap: bits } : { nullCount: 0 });

/** Doubles, NaN for none. */
export function doubles(name: string, value: (row: number) => number): Column {
  const type = new Float64();
  return column(name, type, true, "dictionary", (length, row) => {
    const data = new Float64Array(length);
    for (let i = 0; i < length; i++) data[i] = value(row(i));
    const bits = validity(length, (i) => Number.isNaN(data[i]));
    for (let i = 0; bits.nulls && i < length; i++) if (Number.isNaN(data[i])) data[i] = 0;
    return makeData({ type, length, ...nullability(bits), data });
  });
}

/** 32-bit integers, NaN for none. */
export function integers(name: string, nullable: boolean, value: (row: number) => number): Column {
  const type = new Int32();
  return column(name, type, nullable, "dictionary", (length, row) => {
    const data = new Int32Array(length);
    const bits = validity(length, (i) => {
      const n = value(row(i));
      data[i] = n;
      return Number.isNaN(n);
    });
    return makeData({ type, length, ...nullability(bits), data });
  });
}

/** Days since 1970, NaN for none. */
export function dates(name: string, value: (row: number) => number): Column {
  const type = new DateDay();
  return column(name, type, true, "dictionary", (length, row) => {
    const data = new Int32Array(length);
    const bits = validity(length, (i) => {
      const n = value(row(i));
      data[i] = n;
      return Number.isNaN(n);
    });
    return makeData({ type, length, ...nullability(bits), data });
  });
}

/** Whole numbers below 2^53 as 64-bit halves, 0 for none where nullable. */
function wholes(length: number, nullable: boolean, value: (i: number) => number) {
  const data = new BigInt64Array(length);
  const halves = new Uint32Array(data.buffer);
  for (let i = 0; i < length; i++) {
    const n = value(i);
    halves[2 * i] = n;
    halves[2 * i + 1] = Math.floor(n / 4_294_967_296);
  }
  return { data, bits: nullable ? validity(length, (i) => halves[2 * i] === 0 && halves[2 * i + 1] === 0) : { bits: new Uint8Array(0), nulls: 0 } };
}

/** 64-bit integers; 0 stands for none where nullable. */
export function longs(name: string, nullable: boolean, value: (row: number) => number): Column {
  const type = new Int64();
  return column(name, type, nullable, nullable ? "dictionary" : "delta", (length, row) => {
    const { data, bits } = wholes(length, nullable, (i) => value(row(i)));
    return makeData({ type, length, ...nullability(bits), data });
  });
}

/** UTC microseconds from seconds; 0 stands for none where nullable. */
export function moments(name: string, nullable: boolean, seconds: (row: number) => number): Column {
  const type = new TimestampMicrosecond("UTC");
  return column(name, type, nullable, nullable ? "dictionary" : "delta", (length, row) => {
    const { data, bits } = wholes(length, nullable, (i) => seconds(row(i)) * 1_000_000);
    return makeData({ type, length, ...nullability(bits), data });
  });
}

/** One of a few texts by code, dictionary-encoded. */
export function categories(name: string, texts: readonly string[], code: (row: number) => number): Column {
  const dictionary = vectorFromArray(texts, new Utf8());
  const type = new Dictionary(new Utf8(), new Uint8(), 0);
  return column(name, type, false, "dictionary", (length, row) => {
    const data = new Uint8Array(length);
    for (let i = 0; i < length; i++) data[i] = code(row(i));
    return makeData({ type, length, nullCount: 0, data, dictionary });
  });
}

/** Texts that seldom recur, null for none. */
export function texts(name: string, text: (row: number) => string | null): Column {
  const encoder = new TextEncoder();
  return written(name, "plain", (row, into) => {
    const value = text(row);
    if (value === null) return -1;
    into.reserve(value.length * 3);
    return encoder.encodeInto(value, into.bytes.subarray(into.at)).written;
  });
}

/** One of many texts by code, −1 for none, each encoded once. */
export function coded(name: string, all: readonly string[], code: (row: number) => number): Column {
  const encoder = new TextEncoder();
  const encoded = all.map((text) => encoder.encode(text));
  return written(name, "dictionary", (row, into) => {
    const bytes = encoded[code(row)];
    if (!bytes) return -1;
    into.reserve(bytes.length);
    into.bytes.set(bytes, into.at);
    return bytes.length;
  });
}

type Buffer = { bytes: Uint8Array; at: number; reserve(more: number): void };

/** Texts that `write` puts at `into.at`; it returns how many bytes, or −1 for none. */
function written(name: string, packing: Packing, write: (row: number, into: Buffer) => number): Column {
  const type = new Utf8();
  const into: Buffer = {
    bytes: new Uint8Array(1 << 20),
    at: 0,
    reserve(more) {
      if (into.at + more <= into.bytes.length) return;
      const larger = new Uint8Array(2 * (into.at + more));
      larger.set(into.bytes);
      into.bytes = larger;
    },
  };
  return column(name, type, true, packing, (length, row) => {
    into.at = 0;
    const valueOffsets = new Int32Array(length + 1);
    const bits = validity(length, (i) => {
      const count = write(row(i), into);
      into.at += Math.max(0, count);
      valueOffsets[i + 1] = into.at;
      return count < 0;
    });
    return makeData({ type, length, ...nullability(bits), valueOffsets, data: into.bytes.slice(0, into.at) });
  });
}
