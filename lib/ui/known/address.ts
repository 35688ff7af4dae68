"use client";
import { parseAsString, useQueryState } from "nuqs";

const name = "as-known-at";
const known = parseAsString.withOptions({ history: "push" });

/** The moment that the address names, a date or an ISO moment; null is now. Changing it is a step that Back undoes. */
export const useAsKnownAt = () => useQueryState(name, known);

/** Another screen's address, at the same moment. */
export function useCarried(): (href: string) => string {
  const [at] = useAsKnownAt();
  return (href) => (at === null ? href : `${href}?${new URLSearchParams({ [name]: at }).toString()}`);
}
