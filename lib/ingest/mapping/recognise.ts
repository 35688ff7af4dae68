import type { Cell, Column } from "../read/reader";
import { guess } from "./guess";
import { lookAt, type Look } from "./look";
import type { Mapping } from "./mapping";
import { cloudevents } from "./presets/cloudevents";
import { dispensing } from "./presets/dispensing";
import { kafka } from "./presets/kafka";
import { omop } from "./presets/omop";
import { own } from "./presets/own";

/** Sure where the columns are those of a known export; else the likeliest mapping to adjust (none without a patient or time) and what nothing was found for. */
export type Recognition =
  | { sure: true; preset: string; mapping: Mapping }
  | { sure: false; proposal: Mapping | null; missing: string[] };

const presets: readonly [string, (look: Look) => Mapping | null][] = [
  ["rivergraph", own],
  ["cloudevents", cloudevents],
  ["omop", omop],
  ["dispensings", dispensing],
];

function known(look: Look): { preset: string; mapping: Mapping } | null {
  for (const [preset, map] of presets) {
    const mapping = map(look);
    if (mapping) return { preset, mapping };
  }
  return null;
}

/** Tells the mapping of a file from its columns' names and types and its first rows. */
export function recognise(
  file: string,
  columns: readonly Column[],
  sample: readonly Record<string, Cell>[],
): Recognition {
  const look = lookAt(file, columns, sample);
  const record = kafka(
    look,
    (inner) => known(inner)?.mapping ?? null,
    (inner) => guess(inner).mapping,
  );
  if (record) return { sure: true, preset: "kafka", mapping: record };
  const found = known(look);
  if (found) return { sure: true, ...found };
  const { mapping: proposal, missing } = guess(look);
  return { sure: false, proposal, missing };
}
