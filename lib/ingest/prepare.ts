import { Failed } from "../failure";
import { derivations } from "./mapping/derivations";
import { lookAt } from "./mapping/look";
import type { Mapping } from "./mapping/mapping";
import { recognise } from "./mapping/recognise";
import { applies } from "./mapping/validate";
import type { Cell, Column, Reader } from "./read/reader";

/** What a person adjusts where a file was not recognised: its columns, its first rows, the likeliest mapping and what it lacks. */
export type Draft = {
  columns: readonly Column[];
  sample: readonly Record<string, Cell>[];
  proposal: Mapping | null;
  missing: readonly string[];
};

export type Prepared =
  | { mapped: true; reader: Reader; preset: string; mapping: Mapping }
  | { mapped: false; draft: Draft };

const sampleRows = 200;

const firstRows = (reader: Reader) =>
  reader.rowsAt(Array.from({ length: Math.min(sampleRows, reader.rows ?? 0) }, (_, i) => i));

type Sampled = { reader: Reader; sample: readonly Record<string, Cell>[] };

/** What has to be worked out before the columns tell what they mean: a Kafka record's payload, a CloudEvent's data, a person's day of birth. */
async function unfolded(opened: Reader): Promise<Sampled> {
  let [reader, sample] = [opened, await firstRows(opened)];
  for (const derivation of derivations) {
    const next = derivation(lookAt(reader.file, reader.columns, sample));
    if (!next) continue;
    reader = await reader.derive(next);
    sample = await firstRows(reader);
  }
  return { reader, sample };
}

/** Finds the mapping of an opened file; a given one is used as it stands. Throws Failed of kind mapping where the given one does not fit. */
export async function prepare(opened: Reader, mapping?: Mapping): Promise<Prepared> {
  const { reader, sample } = await unfolded(opened);
  if (mapping) {
    const { absent, usable } = applies(mapping, reader.columns);
    if (!usable && reader.rows !== 0)
      throw new Failed({
        kind: "mapping",
        file: reader.file,
        detail: `the mapping names columns that it does not have (${absent.join(", ")})`,
      });
    return { mapped: true, reader, preset: mapping.name, mapping };
  }
  const recognised = recognise(reader.file, reader.columns, sample);
  if (recognised.sure) return { mapped: true, reader, preset: recognised.preset, mapping: recognised.mapping };
  return {
    mapped: false,
    draft: { columns: reader.columns, sample, proposal: recognised.proposal, missing: recognised.missing },
  };
}
