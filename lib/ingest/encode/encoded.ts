import type { Mapping, Ref } from "../mapping/mapping";
import { slots } from "../mapping/slots";

/** A batch as the log takes it, as two Arrow streams. `stage`: what is read as a time, number or id, as `raw NAME`; what is told apart by words, as `code PART`, a code for each row; and `other`, a digest
 * of all that a row says and no column here does. `words`: part (its place in `parts`), code, text. `corrects`: whether a row names an event to correct. `shape` stands for the columns of `stage` and their types. */
export type Encoded = {
  stage: Uint8Array;
  words: Uint8Array;
  shape: string;
  corrects: boolean;
  rows: number;
  firstRow: number;
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
