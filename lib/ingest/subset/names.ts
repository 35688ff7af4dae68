import type { Mapping, Ref } from "../mapping/mapping";
import type { Reader } from "../read/reader";
import { tally } from "./tally";

export type Named = "type" | "source";

/** All that types or sources are read from, in any shape of rows. */
export const refsOf = (mapping: Mapping, named: Named): Ref[] =>
  [
    mapping[named],
    ...(mapping.upcasts ?? []).map(({ type, parts }) =>
      named === "source" ? parts.source : type === undefined ? null : { constant: type },
    ),
  ].flatMap((ref) => ref ?? []);

/** Types that no event has, since an upcast makes others of all their rows. */
const replaced = ({ upcasts = [] }: Mapping): ReadonlySet<string> =>
  new Set(
    upcasts.flatMap(({ type, when: { types = [], sources, version } }) =>
      type === undefined || sources || version ? [] : types.filter((one) => one !== type),
    ),
  );

/** The types or sources of a file's events under a mapping, the most frequent first. Reads their columns once. */
export async function namesIn(reader: Reader, mapping: Mapping, named: Named, signal?: AbortSignal): Promise<string[]> {
  const names = new Set<string>();
  for (const ref of refsOf(mapping, named)) for (const name of await tally(reader, ref, signal)) names.add(name);
  const gone = named === "type" ? replaced(mapping) : new Set<string>();
  const made = new Set((mapping.upcasts ?? []).flatMap(({ type }) => type ?? []));
  return [...names].filter((name) => !gone.has(name) || made.has(name));
}
