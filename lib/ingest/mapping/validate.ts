import { z } from "zod";
import { Failed } from "../../failure";
import type { Column } from "../read/reader";
import { mappingSchema, type Mapping, type Ref, type TimeRef, type Upcast } from "./mapping";

/** A mapping from data, for instance from JSON. Throws Failed of kind mapping, naming what is wrong and where. */
export function parseMapping(data: unknown, file = "mapping"): Mapping {
  const parsed = mappingSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new Failed({
    kind: "mapping",
    file,
    detail: `the mapping is not valid: ${z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, " ")}`,
  });
}

const referenced = (part: unknown): string[] =>
  typeof part === "object" && part !== null && "from" in part && Array.isArray(part.from) ? part.from.map(String) : [];

const columnsOf = (upcast: Upcast): string[] => {
  const { traits = {}, ...parts } = upcast.parts;
  const { version } = upcast.when;
  return [
    ...[...Object.values(parts), ...Object.values(traits)].flatMap(referenced),
    ...(version ? [version.column] : []),
  ];
};

/** The columns that a mapping refers to, in any shape. */
export function columnsIn(mapping: Mapping): string[] {
  const parts = [...Object.values(mapping), ...Object.values(mapping.traits)];
  const own = [...mapping.id, ...parts.flatMap(referenced)];
  return [...new Set([...own, ...(mapping.upcasts ?? []).flatMap(columnsOf)])];
}

/** Columns that a mapping refers to and a file has not. What is optional may be absent; a patient, type or time may not be absent altogether. */
export function applies(mapping: Mapping, columns: readonly Column[]): { absent: string[]; usable: boolean } {
  const held = new Set(columns.map(({ name }) => name));
  const upcasts = mapping.upcasts ?? [];
  const readable = (ref: Ref | TimeRef) => "constant" in ref || ref.from.some((name) => held.has(name));
  const usable =
    readable(mapping.subject) &&
    (readable(mapping.type) || upcasts.some(({ type }) => type !== undefined)) &&
    [mapping.occurredAt, ...upcasts.flatMap(({ parts }) => parts.occurredAt ?? [])].some(readable);
  return {
    absent: columnsIn(mapping).filter((name) => !held.has(name)),
    usable: mapping.reference || usable,
  };
}
