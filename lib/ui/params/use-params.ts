"use client";
import {
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { useMemo } from "react";
import { type Field, type LeafField, leavesOf } from "./fields";
import { pushFragment, useFragment } from "./fragment";

export type Params = Readonly<Record<string, unknown>>;
type Closed = Exclude<LeafField, { open: true }>;

function parserOf(field: Closed) {
  switch (field.kind) {
    case "choice":
      return parseAsStringLiteral(field.options).withDefault(field.initial);
    case "date":
      return parseAsString.withDefault(field.initial);
    case "number":
      return (field.whole ? parseAsInteger : parseAsFloat).withDefault(field.initial);
    case "numbers":
      return parseAsArrayOf(parseAsFloat).withDefault([...field.initial]);
    case "switch":
      return parseAsBoolean.withDefault(field.initial);
  }
}

const isClosed = (field: LeafField): field is Closed => !field.open;

/** Values under their ways as an object with objects in it. */
function nested(values: readonly (readonly [way: string, value: unknown])[]): Params {
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

/** Whether a control counts beside the values that others have. */
export const counts = ({ when }: Field, params: Params): boolean =>
  when === undefined || when.values.includes(String(valueAt(params, when.name)));

/** The parameters as the address has them, and the way to change them: closed ones in the query, open ones in the fragment. */
export function useParams(fields: readonly Field[]): [Params, (change: Params) => void] {
  const leaves = useMemo(() => leavesOf(fields), [fields]);
  const parsers = useMemo(
    () => Object.fromEntries(leaves.filter(isClosed).map((field) => [field.name, parserOf(field)])),
    [leaves],
  );
  const [query, setQuery] = useQueryStates(parsers, { history: "push" });
  const fragment = useFragment();
  const text = fragment.toString();
  const params = useMemo(() => {
    const given = new URLSearchParams(text);
    const open = leaves.flatMap((field): [string, unknown][] => {
      if (field.kind === "name") return [[field.name, given.get(field.name) ?? field.initial]];
      return field.kind === "names"
        ? [[field.name, given.has(field.name) ? given.getAll(field.name) : field.initial]]
        : [];
    });
    return nested([...Object.entries(query), ...open]);
  }, [query, text, leaves]);
  const change = (changes: Params) => {
    const open = leaves.filter((field) => field.open && field.name in changes);
    const closed = Object.fromEntries(
      leaves.filter((field) => !field.open && field.name in changes).map(({ name }) => [name, plain(changes[name])]),
    );
    if (open.length > 0) pushFragment(replaced(text, open, changes));
    if (Object.keys(closed).length > 0) void setQuery(closed);
  };
  return [params, change];
}

function plain(value: unknown) {
  if (Array.isArray(value)) return value.map(Number);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function replaced(text: string, open: readonly LeafField[], changes: Params): URLSearchParams {
  const fragment = new URLSearchParams(text);
  for (const { name, initial } of open) {
    fragment.delete(name);
    const value = changes[name];
    if (typeof value === "string" && value !== initial) fragment.set(name, value);
    if (Array.isArray(value)) for (const one of value) fragment.append(name, String(one));
  }
  return fragment;
}
