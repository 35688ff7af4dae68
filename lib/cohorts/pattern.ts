import { z } from "zod";
import { among, type Words } from "../log/attributes";
import { and, id, list, sql, type Sql } from "../sql";

/** Limits of a number, each left out where it does not bind. */
export const limitsShape = {
  atLeast: z.number().optional(),
  above: z.number().optional(),
  atMost: z.number().optional(),
  below: z.number().optional(),
};
const limits = z.strictObject(limitsShape);
export type Limits = z.infer<typeof limits>;

/** A number within limits; NULL where the number is. */
export const within = (number: Sql, { atLeast, above, atMost, below }: Limits): Sql =>
  and([
    ...(atLeast === undefined ? [] : [sql`${number} >= ${atLeast}`]),
    ...(above === undefined ? [] : [sql`${number} > ${above}`]),
    ...(atMost === undefined ? [] : [sql`${number} <= ${atMost}`]),
    ...(below === undefined ? [] : [sql`${number} < ${below}`]),
  ]);

/** Numbers that an event states, and their columns. */
export const eventNumbers = { value: "value", dose: "dose", perDay: "per_day", daysSupply: "days_supply" } as const;
export const numberNames = ["value", "dose", "perDay", "daysSupply"] as const;

const names = z.array(z.string()).default([]);

/** Which events are meant: those of the types, of the items, of the values of attributes by name, and with a number within limits; a part that names nothing means any. */
export const patternSchema = z.strictObject({
  types: names,
  items: names,
  attributes: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  number: z.strictObject({ of: z.enum(numberNames).default("value"), ...limitsShape }).optional(),
});
export type Pattern = z.infer<typeof patternSchema>;

/** The same as a parameter of an insight: types and items alone. */
export const patternParam = (title: string, description: string, types: readonly string[] = []) =>
  z
    .strictObject({
      types: z
        .array(z.string())
        .default([...types])
        .meta({ title: "Events", data: true, choices: "types" }),
      items: names.meta({ title: "Of", data: true, choices: "items" }),
    })
    .prefault({})
    .meta({ title, description });

/** Keys and values of a column that no role reads, by its name: a relation (segment, row, text). */
export type SaidIn = (name: string) => Promise<Sql>;

/** A predicate over events, aliased e, of those of some types and items. */
export const ofPattern = (words: Words, { types, items }: Pick<Pattern, "types" | "items">): Sql =>
  and([
    ...(types.length > 0 ? [among(sql`e.type`, words, types)] : []),
    ...(items.length > 0 ? [among(sql`e.item`, words, items)] : []),
  ]);

/** A predicate over events, aliased e, of those that a pattern means. */
export async function matching(words: Words, pattern: Pattern, kept: Readonly<Record<string, string>>, said: SaidIn) {
  const { attributes, number } = pattern;
  const parts = [ofPattern(words, pattern)];
  for (const [name, values] of Object.entries(attributes)) {
    const column = Object.hasOwn(kept, name) ? kept[name] : undefined;
    if (column !== undefined) parts.push(among(id("e", column), words, values));
    else
      parts.push(
        sql`(e.segment, e.row) IN (SELECT (segment, row) FROM ${await said(name)} WHERE text IN ${list(values)})`,
      );
  }
  if (number) parts.push(within(id("e", eventNumbers[number.of]), number));
  return and(parts);
}
