import type { InRoles } from "../../log/roles";
import { ofPattern } from "../../cohorts/pattern";
import type { Words } from "../../log/attributes";
import { sql, type Sql } from "../../sql";
import type { Params } from "./question";

type Named = { types: readonly string[]; items: readonly string[] };

/** Whether a pattern names anything. */
export const names = ({ types, items }: Named): boolean => types.length > 0 || items.length > 0;

/** What a pattern means, in its own words: “PatientDied”, “MedicineDispensed or MedicineTaken of letrozole”. */
export const labelOf = ({ types, items }: Named): string =>
  [types.length === 0 ? "any event" : types.join(" or "), ...(items.length === 0 ? [] : [items.join(" or ")])].join(
    " of ",
  );

/** How the outcome is called where none is named. */
export const endLabel = "end of observation";

/** What is competed with, by its name: each type that is named by itself. */
const competingOf = ({ competing }: Pick<Params, "competing">): { label: string; pattern: Params["to"] }[] => {
  if (!names(competing)) return [];
  const each = competing.types.length === 0 ? [[]] : [...new Set(competing.types)].map((type) => [type]);
  return each.map((types) => {
    const pattern = { types, items: competing.items };
    return { label: labelOf(pattern), pattern };
  });
};

type Asked = Pick<Params, "to" | "competing" | "censor">;
export type Outcome = { label: string; pattern: Params["to"] | null };

/** The outcome, whose pattern is null where none is named, then those that compete with it in the order named, each name once. */
export function outcomesOf(params: Asked): [Outcome, ...Outcome[]] {
  const { to } = params;
  const first: Outcome = names(to) ? { label: labelOf(to), pattern: to } : { label: endLabel, pattern: null };
  return [first, ...competingOf(params).filter(({ label }) => label !== first.label)];
}

type Reading = Words & { params: Asked; inRoles: InRoles };

/** A predicate over events, aliased e, of those that are an outcome. Where none is named they are what ends observation and is neither a competing event nor one that censors. */
export function ofOutcome(ctx: Reading, { pattern }: Outcome): Sql {
  if (pattern) return ofPattern(ctx, pattern);
  const others = [ctx.params.competing, ctx.params.censor].filter(names);
  return others.reduce((sofar, other) => sql`${sofar} AND NOT (${ofPattern(ctx, other)})`, ctx.inRoles("end"));
}
