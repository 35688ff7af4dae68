import type { OptionGroup } from "./chip";

/** What open parameters can be chosen from, by the name of their choices. */
export type Choices = Readonly<Record<string, readonly OptionGroup[]>>;

export const idsOf = (groups: readonly OptionGroup[] = []): string[] =>
  groups.flatMap(({ options }) => options.map(({ id }) => id));
