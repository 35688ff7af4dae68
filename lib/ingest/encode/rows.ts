import type { Clock, Clocks } from "./clocks";
import type { Columns } from "./columns";
import { contents, type Content } from "./content";
import { traitOf } from "./encoded";
import { earliest, end, faults, longest } from "./faults";
import type { Moments } from "./moments";
import { amounts, numberFault } from "./numbers";
import type { PartBook } from "./parts";
import { type FileState, type Keeps, reading, type Reading } from "./reading";
import { assumedFlag, identity, leastHigh, noDay, noWord, setLong, type Rows } from "./row-columns";

const day = 86_400;

/** The UTC moment at which a local day begins. */
const begins = (days: number, clock: Clock): number => {
  const wall = days * day;
  return wall - clock.ahead(wall - clock.ahead(wall));
};

/** When something happened, in UTC seconds. */
const momentOf = ({ seconds, days }: Moments, row: number, clock: Clock): number => {
  const moment = seconds[row] ?? Number.NaN;
  return Number.isNaN(moment) ? begins(days?.[row] ?? Number.NaN, clock) : moment;
};

/** The local day of it: a bare date's own, what the clock showed, or the zone's. */
function dayOf({ days, walls }: Moments, row: number, clock: Clock, seconds: number): number {
  const bare = days?.[row] ?? Number.NaN;
  if (!Number.isNaN(bare)) return bare;
  const wall = walls?.[row] ?? Number.NaN;
  return Math.floor((Number.isNaN(wall) ? seconds + clock.ahead(seconds) : wall) / day);
}

/** The last day of what ends at a moment: an end at midnight is the day before. */
function lastDay({ seconds, micros, days, walls }: Moments, row: number, clock: Clock): number {
  const bare = days?.[row] ?? Number.NaN;
  if (!Number.isNaN(bare)) return bare;
  const before = (micros[row] ?? 0) > 0 ? 0 : 1;
  const wall = (walls?.[row] ?? Number.NaN) - before;
  if (!Number.isNaN(wall)) return Math.floor(wall / day);
  const at = (seconds[row] ?? Number.NaN) - before;
  return Math.floor((at + clock.ahead(at)) / day);
}

const tooLong = (word: string | undefined): boolean =>
  word !== undefined && word.length > longest && Array.from(word).length > longest;

const within = (seconds: number): boolean => seconds >= earliest && seconds < end;

type Coded = { part: PartBook; codes: Int32Array } | undefined;

const codeIn = (coded: Coded, row: number): number => coded?.codes[row] ?? noWord;

/** Each row's clock: of the zone that it names, or the mapping's. */
function clockOfRows({ coded }: Reading, clocks: Clocks): (row: number) => Clock {
  const zones = coded.get("zoneColumn");
  const standard = clocks.of("");
  const known: (Clock | undefined)[] = [];
  return (row) => {
    const code = codeIn(zones, row);
    return code < 0 ? standard : (known[code] ??= clocks.of(zones?.part.book.words[code] ?? ""));
  };
}

/** Why a row cannot be admitted, if it cannot. */
function faultOf({
  coded,
  occurred,
  recorded,
  until,
  numbers,
}: Reading): (row: number, seconds: number, recordedSeconds: number, untilDay: number) => string | undefined {
  const [types, subjects] = [coded.get("type"), coded.get("subject")];
  const suspect = numbers.some(({ wrong }) => wrong !== null);
  const wrongNumber = (row: number) =>
    numbers.flatMap(({ wrong }, i) => {
      const amount = amounts[i];
      return amount && wrong?.[row] ? [numberFault(amount, wrong[row] ?? 0)] : [];
    })[0];
  return (row, seconds, recordedSeconds, untilDay) => {
    const recordedGiven = recorded.given[row] === 1;
    const [type, subject] = [codeIn(types, row), codeIn(subjects, row)];
    if (subject < 0) return faults.patient;
    if (type < 0) return faults.type;
    if (occurred.given[row] !== 1) return faults.time;
    if (Number.isNaN(seconds)) return faults.unread;
    if (!within(seconds)) return faults.far;
    if (recordedGiven && Number.isNaN(recordedSeconds)) return faults.recordedUnread;
    if (recordedGiven && !within(recordedSeconds)) return faults.recordedFar;
    if (until.given[row] === 1 && Number.isNaN(untilDay)) return faults.endUnread;
    if (tooLong(subjects?.part.book.words[subject]) || tooLong(types?.part.book.words[type])) return faults.long;
    return suspect ? wrongNumber(row) : undefined;
  };
}

const wordIn = (coded: Coded, row: number): string | undefined => coded?.part.book.words[codeIn(coded, row)];

function unwantedIn({ coded }: Reading, keeps: Keeps | null): (row: number, day: number) => boolean {
  if (!keeps) return () => false;
  const [types, sources] = [coded.get("type"), coded.get("source")];
  return (row, day) => !keeps(wordIn(types, row), wordIn(sources, row), day);
}

const copyLong = (from: Int32Array, row: number, to: Int32Array, at: number): void => {
  to[at * 2] = from[row * 2] ?? 0;
  to[at * 2 + 1] = from[row * 2 + 1] ?? 0;
};

/** Writes by what an event is known, and says which of the ways it is. */
function identifier({ coded, ids, positioned, pos, hashing }: Reading, content: Content, into: Rows) {
  const [sources, lanes] = [coded.get("source"), coded.get("lane")];
  const where = new Int32Array(6);
  const bytes = new Uint8Array(where.buffer);
  return (row: number, at: number): number => {
    if (ids?.given[row] === 1) {
      copyLong(ids.space, row, into.space, at);
      copyLong(ids.key, row, into.key, at);
      return identity.id;
    }
    const [source, lane] = [codeIn(sources, row), codeIn(lanes, row)];
    if (lane < 0 || positioned[row] !== 1) {
      content.key(at, into.space, into.key);
      return identity.content;
    }
    where[0] = sources?.part.low[source] ?? 0;
    where[1] = sources?.part.high[source] ?? 0;
    where[2] = lanes?.part.low[lane] ?? 0;
    where[3] = lanes?.part.high[lane] ?? 0;
    copyLong(pos, row, where, 2);
    hashing.key(bytes, at, into.space, into.key);
    return identity.position;
  };
}

/** What a file's batches bring besides rows. */
export type Lists = {
  leftOut: number;
  upcasts: number[];
  quarantined: { row: number; reason: string }[];
  corrections: { row: number[]; space: number[]; key: number[] };
  traits: { row: number[]; type: number[]; part: number[]; code: number[] };
};

/** Columns that are kept as words, each with the part that it is read from. */
export const wordColumns = [
  ["type", "type"],
  ["recordedBy", "recorded_by"],
  ["source", "source"],
  ["item", "item"],
  ["unit", "unit"],
  ["reason", "reason"],
  ["subject", "subject"],
  ["lane", "lane"],
] as const;

/** Columns of amounts, in their order. */
const amountColumns = ["dose", "per_day", "days_supply", "value"] as const;

/** Writes the values of some rows into a column from place `at` on; `absent` where there are none. */
function gather(
  values: ArrayLike<number> | undefined,
  rows: Int32Array,
  into: Int32Array | Float64Array,
  at: number,
  absent: number,
): void {
  if (!values) into.fill(absent, at, at + rows.length);
  else for (let i = 0; i < rows.length; i++) into[at + i] = values[rows[i] ?? 0] ?? absent;
}

/** Types and keys the rows of one batch: of those that are wanted what can be admitted into `into` from place `at` on, the others into the lists with their reasons. Answers the place after the last. */
export function takeRows(
  state: FileState,
  columns: Columns,
  { rows, firstRow }: { rows: number; firstRow: number },
  into: Rows,
  at: number,
  lists: Lists,
): number {
  const read = reading(state, columns, rows);
  const { coded, occurred, recorded, until, numbers, corrects, positioned, pos, other, upcast } = read;
  const content = contents(read.hashing);
  const clockOf = clockOfRows(read, state.clocks);
  const fault = faultOf(read);
  const identify = identifier(read, content, into);
  const unwanted = unwantedIn(read, state.keeps);
  const traits = state.parts.flatMap(({ name }, part) =>
    traitOf(name) === null ? [] : [{ part, own: coded.get(name) }],
  );
  const types = coded.get("type");
  const admitted = new Int32Array(rows);
  let place = at;
  for (let row = 0; row < rows; row++) {
    const clock = clockOf(row);
    const recordedGiven = recorded.given[row] === 1;
    const seconds = momentOf(occurred, row, clock);
    const localDay = within(seconds) ? dayOf(occurred, row, clock, seconds) : Number.NaN;
    if (unwanted(row, localDay)) {
      lists.leftOut++;
      continue;
    }
    const shape = upcast?.[row] ?? 0;
    if (shape > 0) lists.upcasts[shape - 1] = (lists.upcasts[shape - 1] ?? 0) + 1;
    const recordedSeconds = recordedGiven ? momentOf(recorded, row, clock) : seconds;
    const ends = until.given[row] === 1 ? lastDay(until, row, clock) : Number.NaN;
    const reason = fault(row, seconds, recordedSeconds, ends);
    if (reason !== undefined) {
      lists.quarantined.push({ row: firstRow + row, reason });
      continue;
    }
    const micros = occurred.micros[row] ?? 0;
    admitted[place - at] = row;
    into.row[place] = firstRow + row;
    setLong(into.occurred_s, place, seconds);
    setLong(into.recorded_s, place, recordedSeconds);
    setLong(into.micros, place, micros * 1_000_000 + (recordedGiven ? (recorded.micros[row] ?? 0) : micros));
    into.day[place] = localDay;
    const untilDay = Number.isNaN(ends) ? noDay : ends;
    into.until_day[place] = untilDay;
    copyLong(pos, row, into.pos, place);
    if (positioned[row] !== 1) into.pos[place * 2 + 1] = leastHigh;

    content.set(seconds, micros, untilDay, other, row);
    for (let i = 0; i < numbers.length; i++) content.amount(i, numbers[i]?.values[row] ?? Number.NaN);
    content.corrects(corrects, row);
    into.content[place] = content.short();
    into.flags[place] = identify(row, place) + (recordedGiven ? 0 : assumedFlag);

    if (corrects?.given[row] === 1) {
      lists.corrections.row.push(firstRow + row);
      lists.corrections.space.push(corrects.space[row * 2] ?? 0, corrects.space[row * 2 + 1] ?? 0);
      lists.corrections.key.push(corrects.key[row * 2] ?? 0, corrects.key[row * 2 + 1] ?? 0);
    }
    for (const { part, own } of traits) {
      const code = codeIn(own, row);
      if (code < 0) continue;
      lists.traits.row.push(firstRow + row);
      lists.traits.type.push(codeIn(types, row));
      lists.traits.part.push(part);
      lists.traits.code.push(code);
    }
    place++;
  }
  const taken = admitted.subarray(0, place - at);
  for (const [part, column] of wordColumns) gather(coded.get(part)?.codes, taken, into[column], at, noWord);
  for (const [i, column] of amountColumns.entries()) gather(numbers[i]?.values, taken, into[column], at, Number.NaN);
  return place;
}
