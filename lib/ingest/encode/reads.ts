import type { Mapping } from "../mapping/mapping";
import { columnsOfRef, versionColumns } from "../mapping/upcasts";
import { partsOf } from "./encoded";

/** The columns that make up what a mapping says of a row of its current shape, and those that only tell its shape. */
export function columnsRead(mapping: Mapping): Set<string> {
  const { occurredAt, recordedAt, until, offset, corrects, dose, perDay, daysSupply, value } = mapping;
  const typed = [offset, corrects, dose, perDay, daysSupply, value].flatMap(columnsOfRef);
  const times = [occurredAt, recordedAt, until].flatMap((ref) => ref?.from ?? []);
  const worded = partsOf(mapping).flatMap(({ refs }) => refs.flatMap(columnsOfRef));
  return new Set([...mapping.id, ...typed, ...times, ...worded, ...versionColumns(mapping)]);
}
