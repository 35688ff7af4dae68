import { z } from "zod";
import type { Mapping, Role } from "../mapping/mapping";

export const dayMs = 86_400_000;
/** Days since 1970 of an ISO day. */
export const dayNumber = (iso: string): number => Date.parse(iso) / dayMs;

const days = z.iso.date().nullable().default(null);
const words = z.array(z.string()).nullable().default(null);

/** Events that occurred on the local days `from` to `until`, both included, of these types and from these sources, as the mapping reads them; null leaves open. Corrections, retractions and erasures are of every type. */
const slice = z.strictObject({ from: days, until: days, types: words, sources: words });
export type Slice = z.infer<typeof slice>;

const statements: ReadonlySet<Role> = new Set(["correction", "retraction", "erasure"]);

/** The types that a slice takes in: those it names, and whatever corrects, retracts or erases. */
export const typesTaken = ({ types }: Slice, { roles }: Mapping): readonly string[] | null =>
  types && [...types, ...Object.entries(roles).flatMap(([type, role]) => (statements.has(role) ? type : []))];

/** What is loaded of a file: the events that lie in any of the slices. The whole file has no subset, which is null. */
export const subsetSchema = z.array(slice).min(1);
export type Subset = z.infer<typeof subsetSchema>;

const open = (bounds: Slice): boolean => Object.values(bounds).every((bound) => bound === null);

const holds = (all: readonly string[] | null, some: readonly string[] | null): boolean =>
  all === null || (some !== null && some.every((word) => all.includes(word)));

/** Whether a slice has all that another has. */
const contains = (one: Slice, other: Slice): boolean =>
  (one.from === null || (other.from !== null && one.from <= other.from)) &&
  (one.until === null || (other.until !== null && one.until >= other.until)) &&
  holds(one.types, other.types) &&
  holds(one.sources, other.sources);

/** Slices without those that lie in others; null where one of them leaves everything open. */
export function subsetOf(slices: readonly Slice[]): Subset | null {
  if (slices.some(open)) return null;
  return slices.filter(
    (one, i) => !slices.some((other, j) => contains(other, one) && (!contains(one, other) || j < i)),
  );
}

/** What is in either. */
export const joined = (one: Subset | null, other: Subset | null): Subset | null =>
  one === null || other === null ? null : subsetOf([...one, ...other]);

/** What is to be read of a file: what is wanted and not there already; null wants everything, nothing is there where `have` is empty. */
export type Selection = { readonly want: Subset | null; readonly have: Subset | readonly [] };

export const everything: Selection = { want: null, have: [] };
