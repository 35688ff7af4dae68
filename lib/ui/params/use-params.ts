"use client";
import { parseAsBoolean, parseAsFloat, parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { Field } from "./fields";
import { pushFragment, useFragment } from "./fragment";

export type Params = Readonly<Record<string, unknown>>;

function parserOf(field: Exclude<Field, { open: true }>) {
  switch (field.kind) {
    case "choice":
      return parseAsStringLiteral(field.options).withDefault(field.initial);
    case "number":
      return (field.whole ? parseAsInteger : parseAsFloat).withDefault(field.initial);
    case "switch":
      return parseAsBoolean.withDefault(field.initial);
  }
}

const isClosed = (field: Field): field is Exclude<Field, { open: true }> => !field.open;

/** The parameters as the address has them, and the way to change them: closed ones in the query, open ones in the fragment. */
export function useParams(fields: readonly Field[]): [Params, (change: Params) => void] {
  const parsers = useMemo(
    () => Object.fromEntries(fields.filter(isClosed).map((field) => [field.name, parserOf(field)])),
    [fields],
  );
  const [query, setQuery] = useQueryStates(parsers, { history: "push" });
  const fragment = useFragment();
  const text = fragment.toString();
  const params = useMemo(() => {
    const given = new URLSearchParams(text);
    const open = fields.flatMap((field): [string, unknown][] => {
      if (field.kind === "name") return [[field.name, given.get(field.name) ?? field.initial]];
      return field.kind === "names"
        ? [[field.name, given.has(field.name) ? given.getAll(field.name) : field.initial]]
        : [];
    });
    return { ...query, ...Object.fromEntries(open) };
  }, [query, text, fields]);
  const change = (changes: Params) => {
    const open = fields.filter((field) => field.open && field.name in changes);
    const closed = Object.fromEntries(
      fields.filter((field) => !field.open && field.name in changes).map(({ name }) => [name, plain(changes[name])]),
    );
    if (open.length > 0) pushFragment(replaced(text, open, changes));
    if (Object.keys(closed).length > 0) void setQuery(closed);
  };
  return [params, change];
}

const plain = (value: unknown) =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

function replaced(text: string, open: readonly Field[], changes: Params): URLSearchParams {
  const fragment = new URLSearchParams(text);
  for (const { name, initial } of open) {
    fragment.delete(name);
    const value = changes[name];
    if (typeof value === "string" && value !== initial) fragment.set(name, value);
    if (Array.isArray(value)) for (const one of value) fragment.append(name, String(one));
  }
  return fragment;
}
