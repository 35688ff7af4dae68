import { keysOf } from "./keys";
import {
  type Item,
  itemCode,
  type Reason,
  reasonCode,
  type Source,
  sourceCode,
  type Type,
  typeCode,
} from "./vocabulary";

/** Events as columns, one element a row; moments are seconds since 1970, codes point into the vocabulary, NaN and 0 stand for none where a column says so. */
export type Rows = ReturnType<typeof allocate>;

const allocate = (capacity: number) => ({
  type: new Uint8Array(capacity),
  /** −1 for none. */
  patient: new Int32Array(capacity),
  occurred: new Uint32Array(capacity),
  recorded: new Uint32Array(capacity),
  source: new Uint8Array(capacity),
  /** Code of a member of staff, or their number plus the patient's. */
  by: new Uint32Array(capacity),
  item: new Uint8Array(capacity),
  dose: new Float32Array(capacity),
  perDay: new Float32Array(capacity),
  daysSupply: new Float32Array(capacity),
  /** 0 for none. */
  until: new Uint32Array(capacity),
  value: new Float32Array(capacity),
  reason: new Uint8Array(capacity),
  /** Random bits from which the payload's details are read. */
  extra: new Uint32Array(capacity),
  kind: new Uint8Array(capacity),
  /** The row whose id this one repeats, corrects or retracts; −1 for none. */
  target: new Int32Array(capacity),
});

export const kinds = {
  plain: 0,
  duplicate: 1,
  conflict: 2,
  corrected: 3,
  correction: 4,
  mistaken: 5,
  retraction: 6,
} as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

export type Event = {
  type: number;
  patient: number;
  occurred: number;
  recorded: number;
  source: number;
  by: number;
  item: number;
  dose: number;
  perDay: number;
  daysSupply: number;
  until: number;
  value: number;
  reason: number;
  extra: number;
};

export type RowStore = { rows: Rows; length: number };

export const rowStore = (capacity = 1 << 16): RowStore => ({ rows: allocate(capacity), length: 0 });

function grow(store: RowStore): void {
  const old = store.rows;
  const next = allocate(old.type.length * 2);
  for (const name of keysOf(old)) next[name].set(old[name]);
  store.rows = next;
}

/** Appends a row and returns its number. */
export function append(store: RowStore, event: Event, kind: Kind, target: number): number {
  const row = store.length;
  if (row === store.rows.type.length) grow(store);
  const { rows } = store;
  rows.type[row] = event.type;
  rows.patient[row] = event.patient;
  rows.occurred[row] = event.occurred;
  rows.recorded[row] = event.recorded;
  rows.source[row] = event.source;
  rows.by[row] = event.by;
  rows.item[row] = event.item;
  rows.dose[row] = event.dose;
  rows.perDay[row] = event.perDay;
  rows.daysSupply[row] = event.daysSupply;
  rows.until[row] = event.until;
  rows.value[row] = event.value;
  rows.reason[row] = event.reason;
  rows.extra[row] = event.extra;
  rows.kind[row] = kind;
  rows.target[row] = target;
  store.length = row + 1;
  return row;
}

/** Copies a row of another store, as it is, without its target. */
export function copy(from: Rows, row: number, to: RowStore): number {
  const at = append(to, blank, kinds.plain, -1);
  for (const name of keysOf(from)) to.rows[name][at] = from[name][row] ?? 0;
  to.rows.target[at] = -1;
  return at;
}

export const blank: Event = {
  type: 0,
  patient: -1,
  occurred: 0,
  recorded: 0,
  source: 0,
  by: 0,
  item: 0,
  dose: NaN,
  perDay: NaN,
  daysSupply: NaN,
  until: 0,
  value: NaN,
  reason: 0,
  extra: 0,
};

type Details = {
  item?: Item;
  dose?: number;
  perDay?: number;
  daysSupply?: number;
  until?: number;
  value?: number;
  reason?: Reason;
};

/** An event whose time is still to be set. */
export const draft = (patient: number, type: Type, source: Source, by: number, details: Details = {}): Event => ({
  type: typeCode(type),
  patient,
  occurred: 0,
  recorded: 0,
  source: sourceCode(source),
  by,
  item: details.item ? itemCode(details.item) : 0,
  dose: details.dose ?? NaN,
  perDay: details.perDay ?? NaN,
  daysSupply: details.daysSupply ?? NaN,
  until: details.until ?? 0,
  value: details.value ?? NaN,
  reason: details.reason ? reasonCode(details.reason) : 0,
  extra: 0,
});
