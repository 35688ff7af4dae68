import type { Look } from "./look";
import { mappingSchema, type Mapping, type Ref } from "./mapping";

/** The columns among these names that the file has, as one reference. */
export function columnsOf(look: Look, ...names: string[]): Ref | undefined {
  const from = [...new Set(names.flatMap((name) => look.find(name) ?? []))];
  return from.length ? { from } : undefined;
}

/** Traits that the file has columns for, by trait name. */
export function traitsOf(look: Look, traits: Readonly<Record<string, readonly string[]>>): Record<string, Ref> {
  return Object.fromEntries(
    Object.entries(traits).flatMap(([trait, names]) => {
      const found = columnsOf(look, ...names);
      return found ? [[trait, found] as const] : [];
    }),
  );
}

type Needed = "name" | "type" | "subject" | "occurredAt";
type Parts = Pick<Mapping, Needed> & { [K in Exclude<keyof Mapping, Needed | "version">]?: Mapping[K] | undefined };

/** A whole mapping from its parts; those that are undefined are left out. */
export const mappingOf = (parts: Parts): Mapping =>
  mappingSchema.parse({
    version: 1,
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)),
  });
