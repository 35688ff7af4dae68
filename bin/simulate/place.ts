import { kinds, type Rows, type RowStore } from "./rows";
import { sources } from "./vocabulary";

/** Rows in file order, each with its id, its offset within (topic, partition) and the id it corrects (0 for none). */
export type Placed = { rows: Rows; order: Uint32Array; id: Uint32Array; offset: Uint32Array; corrects: Uint32Array };

/** How far ids and offsets have been given out. */
export type Ledger = { id: number; offsets: Map<number, number> };

export const ledger = (): Ledger => ({ id: 0, offsets: new Map() });

const mostPartitions = 8;

export const partitionOf = (rows: Rows, row: number) =>
  Math.max(0, rows.patient[row] ?? 0) % (sources[rows.source[row] ?? 0]?.partitions ?? 1);

/** Numbers of the rows, by time of recording and then by number. */
function byRecording({ rows, length }: RowStore): Uint32Array {
  const keys = new BigUint64Array(length);
  const halves = new Uint32Array(keys.buffer);
  for (let row = 0; row < length; row++) {
    halves[2 * row] = row;
    halves[2 * row + 1] = rows.recorded[row] ?? 0;
  }
  keys.sort();
  return Uint32Array.from({ length }, (_, i) => halves[2 * i] ?? 0);
}

/** How long a sink collects before it writes, in seconds. */
const flush = 7 * 86_400;

const laneOf = (rows: Rows, row: number) => (rows.source[row] ?? 0) * mostPartitions + partitionOf(rows, row);

/** Rows as a sink writes them: week by week of recording, in each by topic, partition and offset. */
function flushed(rows: Rows, order: Uint32Array): Uint32Array {
  const file = new Uint32Array(order.length);
  const week = (i: number) => Math.floor((rows.recorded[order[i] ?? 0] ?? 0) / flush);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const places = new Uint32Array(sources.length * mostPartitions + 1);
    for (; to < order.length && week(to) === week(from); to++) {
      const lane = laneOf(rows, order[to] ?? 0) + 1;
      places[lane] = (places[lane] ?? 0) + 1;
    }
    for (let lane = 1; lane < places.length; lane++) places[lane] = (places[lane] ?? 0) + (places[lane - 1] ?? 0);
    for (const row of order.subarray(from, to)) {
      const lane = laneOf(rows, row);
      const at = places[lane] ?? 0;
      places[lane] = at + 1;
      file[from + at] = row;
    }
  }
  return file;
}

/** Gives ids and offsets in order of recording; the first rows may have theirs already. A repeated row takes its target's id. */
export function place(store: RowStore, from: Ledger, given?: Pick<Placed, "id" | "offset" | "corrects">): Placed {
  const { rows, length } = store;
  const order = byRecording(store);
  const id = new Uint32Array(length);
  const offset = new Uint32Array(length);
  const corrects = new Uint32Array(length);
  const fixed = given?.id.length ?? 0;
  if (given) {
    id.set(given.id);
    offset.set(given.offset);
    corrects.set(given.corrects);
  }
  for (const row of order) {
    if (row < fixed) continue;
    const target = rows.target[row] ?? -1;
    const kind = rows.kind[row] ?? 0;
    const repeats = kind === kinds.duplicate || kind === kinds.conflict;
    id[row] = repeats && target >= 0 ? (id[target] ?? 0) : ++from.id;
    if (!repeats && target >= 0) corrects[row] = id[target] ?? 0;
    const lane = laneOf(rows, row);
    const next = from.offsets.get(lane) ?? 0;
    offset[row] = next;
    from.offsets.set(lane, next + 1);
  }
  return { rows, order: flushed(rows, order), id, offset, corrects };
}
