import type { State } from "../study/state";

type Standing = Pick<State, "keeping" | "reopened">;

/** Kept files of which nothing is loaded here. */
export function unread({ keeping }: Pick<State, "keeping">) {
  if (keeping.kind !== "open") return [];
  const read = new Set([...keeping.of.values()].map(({ id }) => id));
  return keeping.segments.filter(({ id }) => !read.has(id));
}

/** Those that were not even opened, since another history was opened in their place. */
export const shut = ({ keeping, reopened }: Standing) => (reopened ? [] : unread({ keeping }));
