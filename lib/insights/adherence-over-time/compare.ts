import { z } from "zod";

/** Who or when is compared: two groups period by period, or two periods group by group. */
export const compareParam = z
  .strictObject({
    what: z.enum(["none", "groups", "periods"]).default("none").meta({
      title: "Compare",
      description:
        "groups: two groups of the breakdown in every period (--rows difference); periods: the same patients in two periods or windows.",
    }),
    group: z
      .string()
      .default("")
      .meta({
        title: "Group",
        description: "The largest where none is named.",
        choices: "groups",
        when: ["what", "groups"],
      }),
    otherGroup: z
      .string()
      .default("")
      .meta({ title: "With group", description: "The largest other.", choices: "groups", when: ["what", "groups"] }),
    period: z
      .string()
      .default("")
      .meta({
        title: "Period",
        description:
          "As it is printed; the last of those with more than a fifth of the patients of the fullest where none is named.",
        choices: "periods",
        when: ["what", "periods"],
      }),
    otherPeriod: z
      .string()
      .default("")
      .meta({
        title: "With period",
        description: "The first of those.",
        choices: "periods",
        when: ["what", "periods"],
      }),
  })
  .prefault({})
  .meta({ title: "Compare", description: "The difference of two, with its 95 % interval." });

export type Compare = z.infer<typeof compareParam>;

const unnamed = { group: "", otherGroup: "", period: "", otherPeriod: "" };

/** What is compared: what is asked for; else of two cohorts that stand beside each other the second with the first. */
export function comparedIn(compare: Compare, pair: readonly [first: string, second: string] | null): Compare {
  if (compare.what !== "none" || !pair) return compare;
  return { ...unnamed, what: "groups", group: pair[1], otherGroup: pair[0] };
}

/** What is compared, by the names that were given; empty where none was. */
export const namesOf = ({ what, group, otherGroup, period, otherPeriod }: Compare): readonly [string, string] =>
  what === "groups" ? [group, otherGroup] : [period, otherPeriod];

/** Says that two of one name are no two. */
export function checkCompare({ compare }: { compare: Compare }, ctx: z.RefinementCtx): void {
  const [first, second] = namesOf(compare);
  if (compare.what === "none" || first === "" || first !== second) return;
  const [one, path] = compare.what === "groups" ? ["groups", "otherGroup"] : ["periods", "otherPeriod"];
  ctx.addIssue({
    code: "custom",
    path: ["compare", path],
    message: `choose two different ${one}, not “${first}” twice`,
  });
}
