import type { Mapping, Ref, Upcast } from "../mapping/mapping";
import { slots } from "../mapping/slots";
import type { Rows } from "./row-columns";

/** A batch as the log takes it. `admitted`: its rows, typed and keyed, words as codes that count through a `book`, part by part (a part by its place in `partsOf`); each reader of a file has a book of its own. `words`: those that no
 * batch before it had; `restart` says that the book begins anew. `leftOut` counts the rows that were not wanted, `upcasts` those among the others that each upcast read. Rows that cannot be admitted, with the reason; the events that admitted rows correct, by key; and traits that they state, as words, with the words of their types. */
export type Encoded = {
  firstRow: number;
  rows: number;
  leftOut: number;
  upcasts: readonly number[];
  admitted: { count: number; columns: Rows };
  book: number;
  restart: boolean;
  words: { part: Int32Array<ArrayBuffer>; code: Int32Array<ArrayBuffer>; text: string[] };
  quarantined: { row: number; reason: string }[];
  corrections: { row: Int32Array<ArrayBuffer>; space: Int32Array<ArrayBuffer>; key: Int32Array<ArrayBuffer> };
  traits: {
    row: Int32Array<ArrayBuffer>;
    type: Int32Array<ArrayBuffer>;
    part: Int32Array<ArrayBuffer>;
    code: Int32Array<ArrayBuffer>;
  };
};

/** A part of a row that is kept as a word: the text of its reference, or of several with a slash between them where all are there. Where upcasts alone read it there is none. */
export type Part = { name: string; refs: readonly Ref[] };

const traitMark = "trait ";
const traitPart = (name: string): string => `${traitMark}${name}`;
/** The trait that a part is; null where it is none. */
export const traitOf = (part: string): string | null =>
  part.startsWith(traitMark) ? part.slice(traitMark.length) : null;

/** The parts kept as words that an upcast reads in a way of its own, by name; null for nothing. */
export function upcastParts({ type, parts }: Upcast): ReadonlyMap<string, Ref | null> {
  const named = slots.flatMap((name): [string, Ref | null | undefined][] =>
    name === "type"
      ? [[name, type === undefined ? undefined : { constant: type }]]
      : name === "subject"
        ? []
        : [[name, parts[name]]],
  );
  const traits = Object.entries(parts.traits ?? {}).map(([name, ref]) => [traitPart(name), ref] as const);
  return new Map([...named, ...traits].flatMap(([name, ref]) => (ref === undefined ? [] : [[name, ref] as const])));
}

/** The parts of a mapping that are kept as words: what every event has, then its traits, then what only its upcasts read. */
export function partsOf(mapping: Mapping): Part[] {
  const { topic, partition, offset, traits, upcasts = [] } = mapping;
  const part = (name: string, ...refs: readonly (Ref | undefined)[]): Part[] => {
    const given = refs.flatMap((ref) => ref ?? []);
    return given.length === refs.length ? [{ name, refs: given }] : [];
  };
  const own = [
    ...slots.flatMap((name) => part(name, mapping[name])),
    ...(offset ? part("lane", topic, partition) : []),
    ...Object.entries(traits).flatMap(([name, ref]) => part(traitPart(name), ref)),
  ];
  const names = new Set(own.map(({ name }) => name));
  const further = new Set(upcasts.flatMap((one) => [...upcastParts(one).keys()].filter((name) => !names.has(name))));
  return [...own, ...[...further].map((name) => ({ name, refs: [] }))];
}
