import { parameters } from "./parameters";
import { kinds, type RowStore } from "./rows";
import { increment } from "./tally";
import { types, unknownTypes } from "./vocabulary";

/** Exact counts of rows; `lateRecords` lie more than `lateAfterDays` after their occurrence. */
export type Counts = {
  rows: number;
  eventsPerType: Record<string, number>;
  unknownTypes: Record<string, number>;
  duplicates: number;
  sameIdOtherContent: number;
  corrections: number;
  enteredTwice: number;
  retractions: number;
  lateRecords: number;
  recordsBeforeOccurrence: number;
  withoutSubject: number;
};

const unknown = new Set<string>(unknownTypes);
const late = parameters.awkward.lateAfterDays * 86_400;

/** Counts the rows from `from` on. */
export function counted({ rows, length }: RowStore, from = 0): Counts {
  const perType = types.map(() => 0);
  const perKind: Record<number, number> = {};
  const counts: Counts = {
    rows: length - from,
    eventsPerType: {},
    unknownTypes: {},
    duplicates: 0,
    sameIdOtherContent: 0,
    corrections: 0,
    enteredTwice: 0,
    retractions: 0,
    lateRecords: 0,
    recordsBeforeOccurrence: 0,
    withoutSubject: 0,
  };
  for (let row = from; row < length; row++) {
    const type = rows.type[row] ?? 0;
    perType[type] = (perType[type] ?? 0) + 1;
    const kind = rows.kind[row] ?? 0;
    perKind[kind] = (perKind[kind] ?? 0) + 1;
    const lag = (rows.recorded[row] ?? 0) - (rows.occurred[row] ?? 0);
    if (lag > late) counts.lateRecords++;
    if (lag < 0) counts.recordsBeforeOccurrence++;
    if ((rows.patient[row] ?? -1) < 0) counts.withoutSubject++;
  }
  counts.duplicates = perKind[kinds.duplicate] ?? 0;
  counts.sameIdOtherContent = perKind[kinds.conflict] ?? 0;
  counts.corrections = perKind[kinds.correction] ?? 0;
  counts.enteredTwice = perKind[kinds.mistaken] ?? 0;
  counts.retractions = perKind[kinds.retraction] ?? 0;
  types.forEach((type, code) => {
    const n = perType[code] ?? 0;
    if (n) increment(unknown.has(type) ? counts.unknownTypes : counts.eventsPerType, type, n);
  });
  return counts;
}
