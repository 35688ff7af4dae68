import { z } from "zod";

export type Groups = Readonly<Record<string, readonly string[]>>;

const record = z.record(z.string(), z.array(z.string()));

/** A parameter's value as values under names; none where it is no such thing. */
export const groupsIn = (value: unknown): Groups => record.safeParse(value).data ?? {};

/** Groups as an address has them: of each its name and its values, as JSON. */
export const groupTexts = (groups: Groups): string[] =>
  Object.entries(groups).map(([name, values]) => JSON.stringify([name, ...values]));

const written = z
  .string()
  .transform((text, ctx): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue("not JSON");
      return z.NEVER;
    }
  })
  .pipe(z.tuple([z.string()], z.string()));

/** The same read back; what is not a group is left out. */
export const groupsFrom = (texts: readonly string[]): Groups =>
  Object.fromEntries(
    texts.flatMap((text) => {
      const [name, ...values] = written.safeParse(text).data ?? [];
      return name === undefined ? [] : [[name, values]];
    }),
  );
