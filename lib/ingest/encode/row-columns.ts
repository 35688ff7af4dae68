/** What an admitted row says, by kind. `word`: a code among the file's words of a part. `long`: 64 bits, the low half first. `day`: days since 1970. Clocks are whole seconds since 1970, and `micros` what both
 * lack: those of occurred_at times 10^6, and those of recorded_at. An event is known by (space, key): a whole number stays itself in the space of its ids, anything else is hashed into both. `flags`: identity, and
 * 4 where recorded_at was assumed. */
export const rowColumns = {
  row: "whole",
  space: "long",
  key: "long",
  content: "hash",
  flags: "byte",
  type: "word",
  subject: "word",
  occurred_s: "long",
  recorded_s: "long",
  micros: "long",
  day: "day",
  recorded_by: "word",
  source: "word",
  lane: "word",
  pos: "long",
  item: "word",
  unit: "word",
  reason: "word",
  dose: "number",
  per_day: "number",
  days_supply: "number",
  value: "number",
  until_day: "day",
} as const;

/** By what an event is known: the source's id, its position in a topic, or its content and its ordinal among the file's equal rows. */
export const identity = { id: 0, position: 1, content: 2 } as const;
export const assumedFlag = 4;

type Kinds = typeof rowColumns;
export type RowColumn = keyof Kinds;
type Arrays = {
  whole: Int32Array<ArrayBuffer>;
  word: Int32Array<ArrayBuffer>;
  day: Int32Array<ArrayBuffer>;
  long: Int32Array<ArrayBuffer>;
  hash: Uint32Array<ArrayBuffer>;
  byte: Uint8Array<ArrayBuffer>;
  number: Float64Array<ArrayBuffer>;
};

/** Columns of rows, each as its values; what is absent is no word (−1), no day, no number (NaN), or for `pos` the least number of 64 bits. */
export type Rows = { [Name in RowColumn]: Arrays[Kinds[Name]] };

export const noWord = -1;
export const noDay = -0x8000_0000;
export const leastHigh = -0x8000_0000;

/** Room for so many rows. */
export const roomFor = (rows: number): Rows => {
  const whole = () => new Int32Array(rows);
  const long = () => new Int32Array(rows * 2);
  const number = () => new Float64Array(rows);
  return {
    row: whole(),
    space: long(),
    key: long(),
    content: new Uint32Array(rows),
    flags: new Uint8Array(rows),
    type: whole(),
    subject: whole(),
    occurred_s: long(),
    recorded_s: long(),
    micros: long(),
    day: whole(),
    recorded_by: whole(),
    source: whole(),
    lane: whole(),
    pos: long(),
    item: whole(),
    unit: whole(),
    reason: whole(),
    dose: number(),
    per_day: number(),
    days_supply: number(),
    value: number(),
    until_day: whole(),
  };
};

const two32 = 2 ** 32;

/** Writes a whole number (up to 2^53) as 64 bits. */
export function setLong(longs: Int32Array, row: number, value: number): void {
  const high = Math.floor(value / two32);
  longs[row * 2] = (value - high * two32) | 0;
  longs[row * 2 + 1] = high;
}
