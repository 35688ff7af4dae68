import type { Keeps } from "../encode/rows";
import type { Selection, Slice } from "./subset";

const dayMs = 86_400_000;
const dayNumber = (iso: string): number => Date.parse(iso) / dayMs;

function within({ from, until, types, sources }: Slice): Keeps {
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
export function keepsOf({ want, have }: Selection): Keeps | null {
  if (want === null && have.length === 0) return null;
  const wanted = want?.map(within) ?? null;
  const there = have.map(within);
  return (type, source, day) =>
    (wanted === null || wanted.some((one) => one(type, source, day))) && !there.some((one) => one(type, source, day));
}
