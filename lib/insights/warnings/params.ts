import { z } from "zod";
import { breakdownParam } from "../breakdown";
import { asked, type Rule, ruleParams } from "../worklist/params";

/** What a list is to warn of. */
export const outcomes = ["stopped", "end", "gap"] as const;
export type Outcome = (typeof outcomes)[number];

export const params = z.strictObject({
  outcome: z.enum(outcomes).default("stopped").meta({
    title: "Warns of",
    description: "stopped: a medicine is stopped; end: follow-up ends; gap: a stretch without supply.",
  }),
  horizon: z.int().min(7).max(730).default(90).meta({
    title: "Within days",
    description: "The outcome comes within so many days of the warning.",
  }),
  outcomeGap: z
    .int()
    .min(1)
    .max(730)
    .default(60)
    .meta({
      title: "Days without supply",
      description: "Where it warns of a gap: more days than these.",
      when: ["outcome", "gap"],
    }),
  weeks: z.int().min(4).max(104).default(26).meta({
    title: "Weeks",
    description: "The list is looked at on so many days, a week apart, the last at the end of the data.",
  }),
  ...ruleParams,
  breakdown: breakdownParam,
});
export type Params = z.infer<typeof params>;

/** Any of the rules that are asked for. */
export const anyRule = "any";

/** What is told: of any rule, and of each. */
export const toldRules = (given: Params): (Rule | typeof anyRule)[] => {
  const all = asked(given);
  return all.length === 0 ? [] : [anyRule, ...all];
};

/** What became of a warning: the outcome came in time, it did not, or that is not known yet; an outcome of which nobody was warned; and who was on the list already when it was first looked at. */
export const states = ["warned", "wrongly", "open", "missed", "already"] as const;
export type State = (typeof states)[number];
