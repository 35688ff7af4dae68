import { type Mapping, mappingSchema, type Ref, type Upcast } from "./mapping";

/** How rows are read that an upcast applies to. */
export function upcastMapping(mapping: Mapping, { type, parts: { traits = {}, ...parts } }: Upcast): Mapping {
  const given = Object.entries(parts).filter(([, ref]) => ref !== undefined);
  const allTraits = Object.entries({ ...mapping.traits, ...traits }).filter(([, ref]) => ref !== null);
  return mappingSchema.parse({
    ...mapping,
    ...Object.fromEntries(given.map(([name, ref]) => [name, ref ?? undefined])),
    ...(type !== undefined && { type: { constant: type } }),
    traits: Object.fromEntries(allTraits),
    upcasts: undefined,
  });
}

/** One thing that a row has to say for an upcast to apply: one of these words, the empty one where it says nothing. */
export type Condition = { of: "type" | "source" | { column: string }; among: ReadonlySet<string> };

/** What a row has to say for an upcast to apply. */
export function conditionsOf({ when: { types, sources, version } }: Upcast): Condition[] {
  return [
    ...(types ? [{ of: "type" as const, among: new Set(types) }] : []),
    ...(sources ? [{ of: "source" as const, among: new Set(sources) }] : []),
    ...(version ? [{ of: { column: version.column }, among: new Set(version.is) }] : []),
  ];
}

/** Columns that tell the shapes of rows apart and say nothing else. */
export const versionColumns = ({ upcasts = [] }: Mapping): string[] =>
  upcasts.flatMap(({ when: { version } }) => (version ? [version.column] : []));

/** The columns of a reference, if it has any. */
export const columnsOfRef = (ref: Ref | undefined): readonly string[] => (ref && "from" in ref ? ref.from : []);

/** The traits that a mapping reads in any shape. */
export const traitsIn = ({ traits, upcasts = [] }: Mapping): string[] => [
  ...new Set([traits, ...upcasts.map(({ parts }) => parts.traits ?? {})].flatMap(Object.keys)),
];
