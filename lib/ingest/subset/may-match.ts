import type { Mapping, Ref, TimeRef, Upcast } from "../mapping/mapping";
import type { Bounds, Statistics } from "./bounds";
import { dayMs, dayNumber, type Selection, type Slice, type Subset, typesTaken } from "./subset";

const encoder = new TextEncoder();

/** The order of Parquet's texts, byte by byte. */
function byBytes(one: string, other: string): number {
  const [a, b] = [encoder.encode(one), encoder.encode(other)];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const last = "\u{10ffff}";
const isWhole = (word: string): boolean => /^-?\d{1,30}$/.test(word);

/** Whether a word may be among a column's values, which may stand there between spaces. */
function mayHold(bounds: Bounds, word: string): boolean {
  switch (bounds.kind) {
    case "text": {
      const { least, most } = bounds;
      const before = byBytes(least, `!`) < 0;
      return before || (byBytes(most, word) >= 0 && byBytes(least, `${word} ${last}`) <= 0);
    }
    case "whole":
      return isWhole(word) && BigInt(word) >= bounds.least && BigInt(word) <= bounds.most;
    case "moment":
    case "day":
      return true;
    case "nothing":
      return false;
  }
}

/** What may stand in a file for a word: itself unless it is a code of another, and its codes. */
function spellings(ref: Ref, word: string): string[] {
  const codes = "from" in ref ? (ref.codes ?? {}) : {};
  const own = Object.hasOwn(codes, word) ? [] : [word];
  return [...own, ...Object.entries(codes).flatMap(([code, meaning]) => (meaning === word ? code : []))];
}

function mayBeAmong(statistics: Statistics, ref: Ref | undefined, words: readonly string[] | null): boolean {
  if (words === null) return true;
  if (!ref) return false;
  if ("constant" in ref) return words.includes(ref.constant);
  const spelt = words.flatMap((word) => spellings(ref, word));
  return ref.from.some((column) => {
    const stated = statistics.get(column);
    return !stated || spelt.some((word) => mayHold(stated.bounds, word));
  });
}

const perDay = { s: 86_400n, ms: 86_400_000n, us: 86_400_000_000n, ns: 86_400_000_000_000n } as const;
/** Texts sort as their days where months and days have two digits; one that lies under such a text is no later, however it is spelt. */
function lastDayOf(text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}/.test(text) ? dayNumber(text.slice(0, 10)) : Number.NaN;
  return Number.isNaN(day) ? dayNumber(`${text.slice(0, 4)}-12-31`) : day;
}

const yearText = /^\d{4}-/;
/** The local days that a column's moments may lie on, counted from 1970: wherever a clock stands, it is no more than a day from UTC's. Null where the bounds say nothing of days, empty where there are no values. */
function daysOf(bounds: Bounds, unit: TimeRef["unit"]): readonly [first: number, last: number] | "none" | null {
  switch (bounds.kind) {
    case "nothing":
      return "none";
    case "day":
      return [bounds.least, bounds.most];
    case "moment":
      return [Math.floor(bounds.least / dayMs) - 1, Math.floor(bounds.most / dayMs) + 1];
    case "whole": {
      const length = perDay[unit ?? "ms"];
      return [Number(bounds.least / length) - 2, Number(bounds.most / length) + 2];
    }
    case "text":
      if (unit || !yearText.test(bounds.least) || !yearText.test(bounds.most)) return null;
      return [dayNumber(`${bounds.least.slice(0, 4)}-01-01`) - 1, lastDayOf(bounds.most) + 1];
  }
}

const fromDay = ({ from }: Slice): number => (from === null ? -Infinity : dayNumber(from));
const untilDay = ({ until }: Slice): number => (until === null ? Infinity : dayNumber(until));
const timed = ({ from, until }: Slice): boolean => from !== null || until !== null;

function mayLieIn(statistics: Statistics, { from, unit }: TimeRef, slice: Slice): boolean {
  if (!timed(slice)) return true;
  return from.some((column) => {
    const stated = statistics.get(column);
    const days = stated ? daysOf(stated.bounds, unit) : null;
    if (days === "none") return false;
    return days === null || (days[1] >= fromDay(slice) && days[0] <= untilDay(slice));
  });
}

/** Upcasts by which some row of a row group may be read. */
const mayApply = (statistics: Statistics, { type, source, upcasts = [] }: Mapping): Upcast[] =>
  upcasts.filter(({ when: { types, sources, version } }) => {
    const may = (ref: Ref | undefined, words: readonly string[] | undefined) =>
      !words || words.includes("") || mayBeAmong(statistics, ref, words);
    return may(type, types) && may(source, sources) && may(version && { from: [version.column] }, version?.is);
  });

/** What an upcast reads of its own counts beside what the mapping reads: either may be what a row says. */
function sliceMayMatch(statistics: Statistics, slice: Slice, mapping: Mapping): boolean {
  const upcasts = mayApply(statistics, mapping);
  const types = typesTaken(slice, mapping);
  return (
    (mayBeAmong(statistics, mapping.type, types) ||
      upcasts.some(({ type }) => type !== undefined && types?.includes(type))) &&
    (mayBeAmong(statistics, mapping.source, slice.sources) ||
      upcasts.some(({ parts }) => parts.source && mayBeAmong(statistics, parts.source, slice.sources))) &&
    (mayLieIn(statistics, mapping.occurredAt, slice) ||
      upcasts.some(({ parts }) => parts.occurredAt && mayLieIn(statistics, parts.occurredAt, slice)))
  );
}

/** Whether some row of a row group may lie in a subset, by what the file states of the group; true where it states too little. */
export const rowGroupMayMatch = (statistics: Statistics, subset: Subset | null, mapping: Mapping): boolean =>
  subset === null || subset.some((slice) => sliceMayMatch(statistics, slice, mapping));

/** Whether every row of a row group lies in a slice for certain, its time being one that the log takes; only slices of time are looked at. */
function mustMatch(statistics: Statistics, slice: Slice, mapping: Mapping): boolean {
  const { from, unit } = mapping.occurredAt;
  if (mayApply(statistics, mapping).some(({ parts }) => parts.occurredAt)) return false;
  const [column, ...more] = from;
  const stated = column === undefined || more.length > 0 ? undefined : statistics.get(column);
  if (!stated || stated.absent !== 0 || slice.types || slice.sources) return false;
  const days = daysOf(stated.bounds, unit);
  if (days === null || days === "none") return false;
  return (
    days[0] >= Math.max(fromDay(slice), dayNumber("1800-01-02")) &&
    days[1] <= Math.min(untilDay(slice), dayNumber("2299-12-30"))
  );
}

type Piece = { readonly rows: number; readonly statistics: Statistics };

/** The row groups that have to be read for a selection, by their place. */
export const groupsToRead = (pieces: readonly Piece[], mapping: Mapping, { want, have }: Selection): number[] =>
  pieces.flatMap(({ statistics }, place) =>
    rowGroupMayMatch(statistics, want, mapping) && !have.some((slice) => mustMatch(statistics, slice, mapping))
      ? place
      : [],
  );

/** The first and the last local day that a file may have events of, as far as it states them: ISO days a day wide of what is there at most. */
export function spanOf(
  pieces: readonly Piece[],
  { occurredAt, upcasts = [] }: Mapping,
): { first: string; last: string } | null {
  let span: readonly [number, number] | null = null;
  const columns = [occurredAt, ...upcasts.flatMap(({ parts }) => parts.occurredAt ?? [])].flatMap(({ from, unit }) =>
    from.map((column) => ({ column, unit })),
  );
  for (const { statistics } of pieces)
    for (const { column, unit } of columns) {
      const stated = statistics.get(column);
      const days = stated ? daysOf(stated.bounds, unit) : null;
      if (days === null) return null;
      if (days !== "none") span = span ? [Math.min(span[0], days[0]), Math.max(span[1], days[1])] : days;
    }
  if (!span) return null;
  const iso = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
  return { first: iso(span[0]), last: iso(span[1]) };
}
