"use client";
import { count, plural } from "../../charts/format";
import { groupsOf } from "../cells";
import { tooManyGroups } from "../excess";
import { defineView } from "../view";
import { view as worklist } from "../worklist/view";
import { type Cell, Figure } from "./figure";
import { anyRule, type Params, toldRules } from "./params";
import question from "./question";
import { daysBefore, isState, outcomeWords, ruleOf, stateWords } from "./words";

const mostGroups = 6;

/** The finding: how many were warned of, how many of them had what they were warned of, and how early that was. */
function title(cells: readonly Cell[], params: Params): string {
  const of = (state: string) => cells.filter((cell) => cell.rule === anyRule && cell.state === state);
  const sum = (state: string) => of(state).reduce((all, { patients }) => all + (patients ?? 0), 0);
  const [right, wrong, open, missed] = [sum("warned"), sum("wrongly"), sum("open"), sum("missed")];
  const all = right + wrong + open;
  if (all === 0) return `Nobody came onto the list in ${plural(params.weeks, "week")}`;
  const days = of("warned").length === 1 ? of("warned")[0]?.median_days : null;
  const early = days == null ? "" : `, ${daysBefore(days)} later on the median`;
  return `Of ${plural(all, "patient")} who came onto the list ${count(right)} ${outcomeWords[params.outcome](params)} within ${plural(params.horizon, "day")}${early}; ${count(wrong)} did not, ${count(missed)} did without a warning`;
}

export const view = defineView(question, {
  section: "Care",
  navTitle: "Early warning",
  order: 51,
  summary: "Whether the worklist’s rules warn: how early, how often wrongly, and what they miss.",
  title,
  subtitle: ({ weeks }) =>
    `The worklist as it would have been on ${plural(weeks, "day")}, a week apart, by what the events say of them today`,
  definition: (params) => ({
    words: [
      "A warning is a patient’s first day on the list, of the days looked at, that was not preceded by one a week before. Who was on it already when it was first looked at is told apart.",
      `It came true where they ${outcomeWords[params.outcome](params)} within ${plural(params.horizon, "day")} after it, and was wrong where they were followed for all of these days and did not. Where neither is so it is not known yet, and counts on neither side.`,
      `Without a warning are those who ${outcomeWords[params.outcome](params)} for the first time in these weeks and were not on the list on any day looked at in the ${plural(params.horizon, "day")} before.`,
      "What the events say today of a past day may be more than was known then: “as known at” asks the worklist for that.",
    ],
    formula: "came true ÷ (came true + wrong)",
    rows: [
      ["days looked at", String(params.weeks)],
      ["within days", String(params.horizon)],
      ["rules", String(Math.max(0, toldRules(params).length - 1))],
      ["broken down by", params.breakdown],
    ],
  }),
  excess: (cells) => tooManyGroups(groupsOf(cells).length, mostGroups),
  name: ({ group, rule, state }, params) =>
    `${ruleOf(rule, params)} · ${isState(state) ? stateWords[state] : ""}${group === "all" ? "" : ` · ${group}`}`,
  nothing: () => "No rule is chosen, or scores without their names. Choose some.",
  Figure,
  columns: {
    group: "Group",
    rule: "Rule",
    state: "What became",
    patients: "Patients",
    median_days: "Median days before",
  },
  rowColumns: () => ({
    rule: "Rule",
    state: "What became",
    day: "Onto the list",
    outcome: "Outcome",
    days: "Days between",
  }),
  words: {
    ...worklist.words,
    "outcome.stopped": "Stopped a medicine",
    "outcome.end": "End of follow-up",
    "outcome.gap": "A gap in supply",
  },
  summaries: (params) => worklist.summaries?.(params) ?? {},
  tables: {
    listed: {
      label: "On the list, by day",
      columns: { day: "Day", group: "Group", rule: "Rule", patients: "Patients" },
    },
  },
});
