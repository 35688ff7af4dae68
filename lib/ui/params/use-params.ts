"use client";
import { useQueryStates } from "nuqs";
import { useContext, useMemo } from "react";
import { Place } from "@/lib/charts/place";
import { type Field, type LeafField, leavesOf } from "./fields";
import { pushFragment, useFragment } from "./fragment";
import { type Closed, parserOf } from "./parsers";
import { nested, openIn, openTexts, type Params, valueAt } from "./stated";

const isClosed = (field: LeafField): field is Closed => !field.open;

/** Whether a control counts beside the values that others have. */
export const counts = ({ when, unless }: Field, params: Params): boolean => {
  const among = ({ name, values }: NonNullable<typeof when>) => values.includes(String(valueAt(params, name)));
  return (when === undefined || among(when)) && (unless === undefined || !among(unless));
};

/** The parameters as the address has them, and the way to change them: closed ones in the query, open ones in the fragment. */
export function useParams(fields: readonly Field[]): [Params, (change: Params) => void] {
  const leaves = useMemo(() => leavesOf(fields), [fields]);
  const parsers = useMemo(
    () => Object.fromEntries(leaves.filter(isClosed).map((field) => [field.name, parserOf(field)])),
    [leaves],
  );
  const place = useContext(Place);
  const urlKeys = useMemo(
    () => Object.fromEntries(Object.keys(parsers).map((name) => [name, `${place}${name}`])),
    [parsers, place],
  );
  const [query, setQuery] = useQueryStates(parsers, { history: "push", urlKeys });
  const fragment = useFragment();
  const text = fragment.toString();
  const params = useMemo(() => {
    const given = new URLSearchParams(text);
    const open = leaves.flatMap((field): [string, unknown][] => {
      if (!field.open) return [];
      return [[field.name, openIn(field, given.getAll(`${place}${field.name}`))]];
    });
    return nested([...Object.entries(query), ...open]);
  }, [query, text, leaves, place]);
  const change = (changes: Params) => {
    const open = leaves.filter((field) => field.open && field.name in changes);
    const closed = Object.fromEntries(
      leaves.filter((field) => !field.open && field.name in changes).map(({ name }) => [name, plain(changes[name])]),
    );
    if (open.length > 0) pushFragment(replaced(text, place, open, changes));
    if (Object.keys(closed).length > 0) void setQuery(closed);
  };
  return [params, change];
}

function plain(value: unknown) {
  if (Array.isArray(value)) return value.map(Number);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function replaced(text: string, place: string, open: readonly LeafField[], changes: Params): URLSearchParams {
  const fragment = new URLSearchParams(text);
  for (const { name, initial } of open) {
    const key = `${place}${name}`;
    fragment.delete(key);
    const value = changes[name];
    if (value !== initial) for (const one of openTexts(value)) fragment.append(key, one);
  }
  return fragment;
}
