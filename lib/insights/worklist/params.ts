import { z } from "zod";
import { breakdownParam } from "../breakdown";
import { itemsParam } from "../supply-params";

/** The rules, in the order in which they are told. */
export const rules = ["gap", "below", "falling", "missed", "score", "overdue", "silent"] as const;
export type Rule = (typeof rules)[number];

const days = (least: number, most: number, value: number) => z.int().min(least).max(most).default(value);

/** What a team sets of its rules. */
export const ruleParams = {
  rules: z
    .array(z.enum(rules))
    .default([])
    .meta({ title: "Rules", description: "Only these; all where none is named. Scores need their names." }),
  gap: z
    .strictObject({ days: days(1, 3660, 30).meta({ title: "Days", description: "More days than these." }) })
    .prefault({})
    .meta({ title: "Without supply" }),
  below: z
    .strictObject({
      share: z.number().min(0).max(1).default(0.8).meta({ title: "Below" }),
      days: days(7, 3660, 90).meta({ title: "Days" }),
    })
    .prefault({})
    .meta({ title: "Adherence below", description: "Days covered of the last days." }),
  falling: z
    .strictObject({
      by: z.number().min(0.01).max(1).default(0.2).meta({ title: "By at least" }),
      days: days(7, 1830, 90).meta({ title: "Days", description: "The last days, beside as many before." }),
    })
    .prefault({})
    .meta({ title: "Adherence falling" }),
  missed: z
    .strictObject({ doses: days(1, 365, 3).meta({ title: "Doses", description: "At least so many in a row." }) })
    .prefault({})
    .meta({ title: "Doses skipped in a row" }),
  score: z
    .strictObject({
      items: z.array(z.string()).default([]).meta({
        title: "Scores",
        description: "Which; none where none is named.",
        data: true,
        choices: "items",
      }),
      limit: z
        .number()
        .min(-1000)
        .max(1000)
        .default(7)
        .meta({ title: "Limit", description: "The last one is at or over it." }),
    })
    .prefault({})
    .meta({ title: "Score over a limit" }),
  overdue: z
    .strictObject({ days: days(0, 3660, 14).meta({ title: "Days", description: "More days than these." }) })
    .prefault({})
    .meta({ title: "Task overdue" }),
  silent: z
    .strictObject({ days: days(1, 3660, 14).meta({ title: "Days", description: "More days than these." }) })
    .prefault({})
    .meta({ title: "No event" }),
  items: itemsParam,
};

export const params = z.strictObject({ ...ruleParams, breakdown: breakdownParam });
export type Params = z.infer<typeof params>;

/** The rules that are asked for. */
export const asked = ({ rules: given, score }: Pick<Params, "rules" | "score">): Rule[] =>
  rules.filter((rule) => (given.length === 0 || given.includes(rule)) && (rule !== "score" || score.items.length > 0));
