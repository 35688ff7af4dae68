import type { Keeps } from "../encode/reading";
import type { Mapping } from "../mapping/mapping";
import { dayNumber, type Selection, type Slice, typesTaken } from "./subset";

function within(slice: Slice, mapping: Mapping): Keeps {
  const { from, until, sources } = slice;
  const types = typesTaken(slice, mapping);
  const first = from === null ? -Infinity : dayNumber(from);
  const last = until === null ? Infinity : dayNumber(until);
  const timed = from !== null || until !== null;
  const [wantedTypes, wantedSources] = [types && new Set(types), sources && new Set(sources)];
  const among = (wanted: ReadonlySet<string> | null, word: string | undefined) =>
    wanted === null || (word !== undefined && wanted.has(word));
  return (type, source, day) =>
    (!timed || (day >= first && day <= last)) && among(wantedTypes, type) && among(wantedSources, source);
}

/** Whether a row is taken in for a selection: it lies in what is wanted and not in what is there. Null where every row is. */
export function keepsOf({ want, have }: Selection, mapping: Mapping): Keeps | null {
  if (want === null && have.length === 0) return null;
  const wanted = want?.map((slice) => within(slice, mapping)) ?? null;
  const there = have.map((slice) => within(slice, mapping));
  return (type, source, day) =>
    (wanted === null || wanted.some((one) => one(type, source, day))) && !there.some((one) => one(type, source, day));
}
