import { DataType, type Data } from "apache-arrow";
import type { Mapping, Ref } from "../mapping/mapping";
import { cellsOf } from "../read/cells";
import type { Columns } from "./columns";
import { bitmapOf, isThere } from "./presence";
import { textsOf, trimmed } from "./texts";

export const amounts = ["dose", "perDay", "daysSupply", "value"] as const;
export type Amount = (typeof amounts)[number];

const limits: Record<Amount, readonly [low: number, high: number]> = {
  dose: [0, Number.MAX_VALUE],
  perDay: [0, 1000],
  daysSupply: [0, 36_500],
  value: [-Number.MAX_VALUE, Number.MAX_VALUE],
};
const called: Record<Amount, string> = {
  dose: "dose",
  perDay: "doses per day",
  daysSupply: "days supplied",
  value: "value",
};

/** An amount of some rows: NaN where it is absent, and what is wrong with it: 0 nothing, 1 no number, 2 out of range. */
export type Numbers = { values: Float64Array; wrong: Uint8Array | null };

export const numberFault = (amount: Amount, wrong: number): string =>
  `${called[amount]} ${wrong === 1 ? "is not a number" : "out of range"}`;

const written = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as a text writes it; NaN where it writes none. */
export const numberIn = (text: string): number => (written.test(text) ? Number(text) : Number.NaN);

/** The columns that a reference reads in a batch, the first of them first; its own words translated. */
const sources = (ref: Ref | undefined, columns: Columns): Data[] =>
  ref && "from" in ref ? ref.from.flatMap((name) => columns.get(name) ?? []) : [];

type Take = (row: number, number: number) => void;

/** Calls `take` with the number of every row that says something; NaN where that is none. */
function eachNumber(data: Data, codes: Readonly<Record<string, string>>, open: (row: number) => boolean, take: Take) {
  const type: DataType = data.type;
  const bitmap = bitmapOf(data);
  const numeric = DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type);
  if (numeric && Object.keys(codes).length === 0) {
    const flat: ArrayLike<number | bigint> | null = DataType.isDecimal(type) ? null : data.values;
    const get = flat ? (row: number) => Number(flat[row]) : cellsOf(data);
    for (let row = 0; row < data.length; row++)
      if (isThere(bitmap, data.offset + row) && open(row)) take(row, Number(get(row)));
    return;
  }
  const get = textsOf(data);
  for (let row = 0; row < data.length; row++) {
    const text = open(row) ? get(row) : "";
    if (text !== "") take(row, numberIn(trimmed(codes[text] ?? text)));
  }
}

/** Reads an amount, row by row, from the first of its columns that says anything. */
export function numbersOf(mapping: Mapping, amount: Amount, columns: Columns, rows: number): Numbers {
  const ref = mapping[amount];
  const [low, high] = limits[amount];
  const values = new Float64Array(rows).fill(Number.NaN);
  let wrong: Uint8Array | null = null;
  const take: Take = (row, number) => {
    if (number >= low && number <= high) values[row] = number + 0;
    else (wrong ??= new Uint8Array(rows))[row] = Number.isFinite(number) ? 2 : 1;
  };
  if (ref && "constant" in ref) {
    const number = numberIn(trimmed(ref.constant));
    for (let row = 0; row < rows; row++) take(row, number);
  }
  for (const data of sources(ref, columns)) {
    if (data.nullCount === data.length) continue;
    const codes = ref && "from" in ref ? (ref.codes ?? {}) : {};
    eachNumber(data, codes, (row) => Number.isNaN(values[row]) && !wrong?.[row], take);
  }
  return { values, wrong };
}
