"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { createContext, useContext } from "react";

/** What stands before the names of a figure's values in the address: several figures of one page have theirs apart. */
export const Place = createContext("");

/** How the address calls the value of that name of the figure that this is drawn in. */
export function useNameHere(): (name: string) => string {
  const place = useContext(Place);
  return (name) => `${place}${name}`;
}

/** Which of some pictures a figure shows, as the address has it; changing it is a step that Back undoes. */
export function useShown<T extends string>(name: string, pictures: readonly T[], initial: T) {
  return useQueryState(
    useNameHere()(name),
    parseAsStringLiteral(pictures).withDefault(initial).withOptions({ history: "push" }),
  );
}
