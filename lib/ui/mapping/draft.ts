import { cellText } from "../kit/cell-text";
import type { Mapping, Ref, Role, TimeRef } from "@/lib/ingest/mapping/mapping";
import type { Cell } from "@/lib/ingest/read/reader";
import { mappingSchema, units } from "@/lib/ingest/mapping/mapping";

/** A mapping in the making: what is not chosen yet is not there. */
export type Draft = Partial<Mapping>;

export const textFields = ["subject", "type", "item", "unit", "source", "recordedBy", "reason"] as const;
export const numberFields = ["dose", "perDay", "daysSupply", "value"] as const;
export const timeFields = ["occurredAt", "recordedAt", "until"] as const;
export type RefField = (typeof textFields)[number] | (typeof numberFields)[number];
export type TimeField = (typeof timeFields)[number];
export type MappingField = RefField | TimeField;

/** What each field means, in the words of who fills it in. */
export const fieldWords: Readonly<Record<MappingField, string>> = {
  subject: "Patient",
  type: "Type of event",
  occurredAt: "Occurred at",
  recordedAt: "Recorded at",
  item: "Medicine or item",
  daysSupply: "Days supplied",
  dose: "Dose",
  perDay: "Doses per day",
  unit: "Unit",
  value: "Value",
  until: "Until",
  source: "Source system",
  recordedBy: "Recorded by",
  reason: "Reason",
};

export const needed = ["subject", "type", "occurredAt"] as const satisfies readonly MappingField[];
export const further = [
  "recordedAt",
  "item",
  "daysSupply",
  "dose",
  "perDay",
  "unit",
  "value",
  "until",
  "recordedBy",
  "source",
  "reason",
] as const satisfies readonly MappingField[];

/** The column that a field is read from; null where it is none or the same text for every row. */
export function columnOf(draft: Draft, field: MappingField): string | null {
  const ref: Ref | TimeRef | undefined = draft[field];
  return ref && "from" in ref ? (ref.from[0] ?? null) : null;
}

const without = (draft: Draft, field: keyof Draft): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([name]) => name !== field));

/** The same draft, reading a field from a column, or from none. */
export function reading(draft: Draft, field: MappingField, column: string | null): Draft {
  if (column === null) return without(draft, field);
  return {
    ...draft,
    [field]: isTime(field) ? { from: [column], unit: draft[field]?.unit ?? "ms" } : { from: [column] },
  };
}

const isTime = (field: MappingField): field is TimeField => timeFields.some((one) => one === field);

export const unitWords = { s: "seconds", ms: "milliseconds", us: "microseconds", ns: "nanoseconds" } as const;

/** What a bare number of a time column counts. */
export const unitOf = (draft: Draft, field: TimeField) => draft[field]?.unit;

export function counting(draft: Draft, field: TimeField, unit: string): Draft {
  const ref = draft[field];
  const known = units.find((one) => one === unit);
  return ref && known ? { ...draft, [field]: { ...ref, unit: known } } : draft;
}

/** The same draft, every row being an event of one type. */
export const ofOneType = (draft: Draft, type: string): Draft => ({ ...draft, type: { constant: type } });

export function withRole(draft: Draft, type: string, role: Role | null): Draft {
  const others = Object.entries(draft.roles ?? {}).filter(([name]) => name !== type);
  return { ...draft, roles: Object.fromEntries(role === null ? others : [...others, [type, role]]) };
}

/** The types that the first rows hold, or the one that every row has, and those that upcasts make. */
export function typesIn(draft: Draft, sample: readonly Readonly<Record<string, Cell>>[]): string[] {
  const { type, upcasts = [] } = draft;
  const made = upcasts.flatMap((upcast) => upcast.type ?? []);
  if (!type) return made;
  if ("constant" in type) return type.constant === "" ? made : [type.constant, ...made];
  const values = sample.map((row) =>
    type.from.map((column) => row[column]).find((value) => value !== null && value !== undefined),
  );
  const found = values.flatMap((value) => (value === undefined ? [] : [cellText(value)]));
  return [...new Set([...found, ...made])].toSorted();
}

/** The mapping, once everything that must be there is; null before. */
export function finished(draft: Draft): Mapping | null {
  const parsed = mappingSchema.safeParse({ version: 1, name: "Own mapping", ...draft });
  return parsed.success ? parsed.data : null;
}
