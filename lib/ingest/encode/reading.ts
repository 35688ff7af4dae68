import type { XXHashAPI } from "xxhash-wasm";
import type { Mapping } from "../mapping/mapping";
import type { Clocks } from "./clocks";
import type { Columns } from "./columns";
import { type Digests, digests } from "./digest";
import { hashes, type Hashes } from "./hashes";
import { correctsColumns, keysOf, positionsOf } from "./keys";
import { momentsOf, type Moments } from "./moments";
import { amounts, numbersOf } from "./numbers";
import { overCodes, overKeys, overMoments, overNumbers } from "./overlay";
import type { PartBook } from "./parts";
import { columnsRead } from "./reads";
import { shapesOf, times, type Upcasting } from "./upcasting";

const day = 86_400;

/** Parts whose words are no content: where a record lies, and how its clock was set. */
const noContent = new Set(["lane", "zoneColumn"]);

/** Whether a row is wanted: by its type and source, where it has them, and its local day (since 1970), NaN where no calendar has it. */
export type Keeps = (type: string | undefined, source: string | undefined, day: number) => boolean;

/** What encoding a file's batches takes along from one to the next; where nothing says what is wanted, every row is. */
export type FileState = {
  hash: XXHashAPI;
  mapping: Mapping;
  parts: readonly PartBook[];
  upcastings: readonly Upcasting[];
  clocks: Clocks;
  keeps: Keeps | null;
};

function spanned({ seconds, days }: Moments, clocks: Clocks): void {
  let [low, high] = [Infinity, -Infinity];
  for (let row = 0; row < seconds.length; row++) {
    const at = seconds[row] ?? Number.NaN;
    const moment = Number.isNaN(at) ? (days?.[row] ?? Number.NaN) * day : at;
    if (moment < low) low = moment;
    if (moment > high) high = moment;
  }
  clocks.span(low, high);
}

type Typed = ReturnType<typeof typedBy>;
type Coded = ReadonlyMap<string, { part: PartBook; codes: Int32Array }>;

/** What a mapping types of some rows, besides words. */
const typedBy = (mapping: Mapping, columns: Columns, rows: number, hashing: Hashes) => ({
  occurredAt: momentsOf(mapping.occurredAt, columns, rows),
  recordedAt: momentsOf(mapping.recordedAt, columns, rows),
  until: momentsOf(mapping.until, columns, rows),
  numbers: amounts.map((amount) => numbersOf(mapping, amount, columns, rows)),
  corrects: keysOf(correctsColumns(columns, mapping), mapping, columns, rows, hashing),
});

/** Reads the rows of an upcast by its own parts. */
function upcast(
  one: Upcasting,
  some: readonly number[],
  coded: Coded,
  typed: Typed,
  columns: Columns,
  rows: number,
  hashing: Hashes,
): void {
  const { mapping } = one;
  for (const [name, ref] of one.words) {
    const own = coded.get(name);
    if (own) overCodes(own.codes, ref && own.part.codesOf(ref, columns, rows), some);
  }
  for (const name of times)
    if (one.times.has(name)) overMoments(typed[name], momentsOf(mapping[name], columns, rows), some);
  for (const [i, amount] of amounts.entries()) {
    const numbers = typed.numbers[i];
    if (numbers && one.amounts.has(amount)) overNumbers(numbers, numbersOf(mapping, amount, columns, rows), some);
  }
  if (one.corrects) {
    const other = keysOf(correctsColumns(columns, mapping), mapping, columns, rows, hashing);
    typed.corrects = overKeys(typed.corrects, other, some, rows);
  }
}

/** Adds the columns that a row is not read from, each row by its own shape. */
function addUnread(digest: Digests, { mapping, upcastings }: FileState, columns: Columns, shapes: Uint16Array | null) {
  const reads = [columnsRead(mapping), ...(shapes ? upcastings.map((one) => one.reads) : [])];
  for (const [name, data] of columns) {
    const read = reads.map((columns) => columns.has(name));
    if (!data || read.every(Boolean)) continue;
    const mixed = shapes && read.some(Boolean) ? (row: number) => read[shapes[row] ?? 0] === true : undefined;
    digest.add(`column ${name}`, data, mixed);
  }
}

/** What a batch's columns say, row by row, and by which upcast (from 1, 0 for none; null where none applies). */
export function reading(state: FileState, columns: Columns, rows: number) {
  const { hash, mapping, parts, clocks, upcastings } = state;
  const hashing = hashes(hash);
  const digest = digests(hash, rows);
  const coded = new Map(parts.map((part) => [part.name, { part, codes: part.codes(columns, rows) }]));
  const typed = typedBy(mapping, columns, rows, hashing);
  const shapes = shapesOf(upcastings, coded, columns, rows);
  if (shapes)
    for (const [place, one] of upcastings.entries()) {
      const some: number[] = [];
      for (let row = 0; row < rows; row++) if (shapes[row] === place + 1) some.push(row);
      if (some.length > 0) upcast(one, some, coded, typed, columns, rows, hashing);
    }
  for (const { part, codes } of coded.values()) if (!noContent.has(part.name)) digest.addCodes(part, codes);
  addUnread(digest, state, columns, shapes);
  const { occurredAt: occurred, recordedAt: recorded, until, numbers, corrects } = typed;
  for (const moments of [occurred, recorded, until]) spanned(moments, clocks);
  const pos = new Int32Array(rows * 2);
  return {
    hashing,
    other: digest.halves,
    coded,
    occurred,
    recorded,
    until,
    numbers,
    ids: keysOf(mapping.id, mapping, columns, rows, hashing),
    corrects,
    positioned: positionsOf(mapping, columns, rows, pos),
    pos,
    upcast: shapes,
  };
}
export type Reading = ReturnType<typeof reading>;
