import { plural, tenths } from "../../charts/format";
import { ruleName, ruleWords } from "../worklist/words";
import { anyRule, type Outcome, type Params, type State } from "./params";

/** What is warned of, as it is said of patients. */
export const outcomeWords: Readonly<Record<Outcome, (params: Params) => string>> = {
  stopped: () => "stopped a medicine",
  end: () => "left follow-up",
  gap: ({ outcomeGap }) => `were without supply for more than ${plural(outcomeGap, "day")}`,
};

export const ruleOf = (rule: string | null, params: Params): string =>
  rule === anyRule ? "Any of these rules" : ruleWords(rule ?? "", params);

/** The same in a word or two. */
export const nameOfRule = (rule: string): string => (rule === anyRule ? "Any rule" : ruleName(rule));

/** What became of a warning, in a few words. */
export const stateWords: Readonly<Record<State, string>> = {
  warned: "came true",
  wrongly: "did not come true",
  open: "not known yet",
  missed: "missed: no warning",
  already: "on the list already",
};

export const isState = (state: string | null): state is State => state !== null && Object.hasOwn(stateWords, state);

/** “41 days”, or nothing. */
export const daysBefore = (days: number | null | undefined): string =>
  days == null ? "–" : `${tenths(days)} ${days === 1 ? "day" : "days"}`;
