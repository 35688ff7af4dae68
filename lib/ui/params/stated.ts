import type { AnyInsight } from "@/lib/insights/insight";
import { fieldsOf, type LeafField, leavesOf } from "./fields";
import { groupsFrom, groupsIn, groupTexts } from "./groups";
import { parserOf } from "./parsers";

export type Params = Readonly<Record<string, unknown>>;

/** Values under their ways as an object with objects in it. */
export function nested(values: readonly (readonly [way: string, value: unknown])[]): Params {
  const out: Record<string, unknown> = {};
  const inner = new Map<string, Record<string, unknown>>();
  for (const [way, value] of values) {
    const [head = "", tail] = way.split(".");
    if (tail === undefined) out[head] = value;
    else {
      const of = inner.get(head) ?? {};
      of[tail] = value;
      inner.set(head, of);
      out[head] = of;
    }
  }
  return out;
}

/** The value at the end of a way. */
export function valueAt(params: Params, way: string): unknown {
  const [head = "", tail] = way.split(".");
  const value = params[head];
  if (tail === undefined) return value;
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === tail)?.[1]
    : undefined;
}

type Open = Extract<LeafField, { open: true }>;

/** An open parameter as the fragment has it; as it is usual where that says nothing. */
export function openIn({ kind, initial }: Open, texts: readonly string[]): unknown {
  if (texts.length === 0) return initial;
  return { name: () => texts[0], names: () => texts, groups: () => groupsFrom(texts) }[kind]();
}

/** An open parameter as the fragment is to have it. */
export function openTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.map(String) : groupTexts(groupsIn(value));
}

const closedText = (value: unknown): string => (Array.isArray(value) ? value.join(",") : String(value));

/** What an address states of an insight's parameters, before its # and after: those that it leaves out are as usual. */
export function statedIn({ params }: AnyInsight, query: URLSearchParams, data: URLSearchParams): Params {
  return nested(
    leavesOf(fieldsOf(params)).flatMap((field): [string, unknown][] => {
      const { name } = field;
      if (field.open) return data.has(name) ? [[name, openIn(field, data.getAll(name))]] : [];
      const text = query.get(name);
      return text === null ? [] : [[name, parserOf(field).parse(text) ?? field.initial]];
    }),
  );
}

/** The address that states these parameters. */
export function addressOfStated({ params: schema }: AnyInsight, params: Params): Record<"query" | "data", string[][]> {
  const [query, data]: [string[][], string[][]] = [[], []];
  for (const { name, open } of leavesOf(fieldsOf(schema))) {
    const value = valueAt(params, name);
    if (value === undefined || value === null) continue;
    if (open) data.push(...openTexts(value).map((text) => [name, text]));
    else query.push([name, closedText(value)]);
  }
  return { query, data };
}
