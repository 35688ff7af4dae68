import { percent, plural } from "../../charts/format";
import type { Params, Rule } from "./params";

/** A rule in words, as its parameters have it. */
const sentences: Readonly<Record<Rule, (params: Params) => string>> = {
  gap: ({ gap }) => `Without supply for more than ${plural(gap.days, "day")}`,
  below: ({ below }) => `Covered on less than ${percent(below.share)} of the last ${plural(below.days, "day")}`,
  falling: ({ falling }) =>
    `Covered days fell by ${percent(falling.by)} or more in the last ${plural(falling.days, "day")}`,
  missed: ({ missed }) => `${plural(missed.doses, "dose")} or more skipped in a row`,
  score: ({ score }) => `${score.items.join(" or ")} last scored ${score.limit} or more`,
  overdue: ({ overdue }) => `A task overdue for more than ${plural(overdue.days, "day")}`,
  silent: ({ silent }) => `No event for more than ${plural(silent.days, "day")}`,
};

const isRule = (name: string): name is Rule => Object.hasOwn(sentences, name);

export const ruleWords = (rule: string, params: Params): string => (isRule(rule) ? sentences[rule](params) : rule);

/** What a rule is called, without what its parameters are. */
export const ruleNames: Readonly<Record<Rule, string>> = {
  gap: "Without supply",
  below: "Adherence below",
  falling: "Adherence falling",
  missed: "Doses skipped",
  score: "Score over a limit",
  overdue: "Task overdue",
  silent: "No event",
};

export const ruleName = (rule: string): string => (isRule(rule) ? ruleNames[rule] : rule);
