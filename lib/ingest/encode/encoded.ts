import type { Mapping, Ref } from "../mapping/mapping";
import { slots } from "../mapping/slots";
import type { Rows } from "./row-columns";

/** A batch as the log takes it. `admitted`: its rows, typed and keyed, words as codes that count through the file, part by part (a part by its place in `partsOf`). `words`: those that no batch before it had;
 * `restart` says that the codes begin anew. `leftOut` counts the rows that were not wanted. Rows that cannot be admitted, with the reason; the events that admitted rows correct, by key; and traits that they state, as words. */
export type Encoded = {
  firstRow: number;
  rows: number;
  leftOut: number;
  admitted: { count: number; columns: Rows };
  restart: boolean;
  words: { part: Int32Array<ArrayBuffer>; code: Int32Array<ArrayBuffer>; text: string[] };
  quarantined: { row: number; reason: string }[];
  corrections: { row: Int32Array<ArrayBuffer>; space: Int32Array<ArrayBuffer>; key: Int32Array<ArrayBuffer> };
  traits: { row: Int32Array<ArrayBuffer>; part: Int32Array<ArrayBuffer>; code: Int32Array<ArrayBuffer> };
};

/** A part of a row that is kept as a word: the text of its reference, or of several with a slash between them where all are there. */
export type Part = { name: string; refs: readonly Ref[] };

/** The parts of a mapping that are kept as words: what every event has, then its traits. */
export function partsOf(mapping: Mapping): Part[] {
  const { topic, partition, offset, traits } = mapping;
  const part = (name: string, ...refs: readonly (Ref | undefined)[]): Part[] => {
    const given = refs.flatMap((ref) => ref ?? []);
    return given.length === refs.length ? [{ name, refs: given }] : [];
  };
  return [
    ...slots.flatMap((name) => part(name, mapping[name])),
    ...(offset ? part("lane", topic, partition) : []),
    ...Object.entries(traits).flatMap(([name, ref]) => part(traitPart(name), ref)),
  ];
}

export const traitPart = (name: string): string => `trait ${name}`;
