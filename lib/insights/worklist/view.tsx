"use client";
import type { z } from "zod";
import { CountedList } from "../../charts/counted-list";
import { count, percent, plural } from "../../charts/format";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { tooManyGroups } from "../excess";
import { type Also, defineView, type FigureProps } from "../view";
import { asked, rules } from "./params";
import question from "./question";
import { ruleNames, ruleWords } from "./words";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const mostGroups = 12;

const keyOf = ({ group, rule }: Cell) => `${group} ${rule}`;

function Figure({ cells, earlier, params, title: name, onPick }: FigureProps<Params, typeof question.columns>) {
  const then = new Map((earlier?.cells ?? []).map((cell) => [keyOf(cell), cell.patients ?? 0]));
  const now = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const groups = [...grouped(cells, ({ group }) => group ?? "")];
  return (
    <CountedList
      title={name}
      groups={groups.map(([group, own]) => ({
        key: group,
        label: groups.length > 1 ? group : null,
        all: own.map((cell) => ({
          key: cell.rule ?? "",
          label: ruleWords(cell.rule ?? "", params),
          patients: cell.patients ?? 0,
          earlier: earlier ? (then.get(keyOf(cell)) ?? 0) : null,
        })),
      }))}
      onPick={({ key: group }, { key: rule }) => {
        const cell = now.get(`${group} ${rule}`);
        if (cell) onPick(cell);
      }}
    />
  );
}

/** The finding: how many patients are on the list, and what brings most of them there. */
function title(cells: readonly Cell[], params: Params, also: Also): string {
  const sum = (name: string) => (also[name] ?? []).reduce((all, row) => all + Number(row["patients"]), 0);
  const [all, followed] = [sum("list"), sum("followed")];
  if (followed === 0) return "Nobody is followed at the end of the data, so that nobody is on the list";
  if (all === 0 && followed === 1) return "The one patient who is followed needs no attention by these rules";
  if (all === 0) return `None of ${plural(followed, "patient")} followed needs attention by these rules`;
  const [most] = cells.toSorted((a, b) => (b.patients ?? 0) - (a.patients ?? 0));
  const words = ruleWords(most?.rule ?? "", params);
  const first = `${words.slice(0, 1).toLowerCase()}${words.slice(1)}`;
  const needs = `${count(all)} of ${plural(followed, "patient")} followed ${all === 1 ? "needs" : "need"} attention`;
  return `${needs}, ${most?.patients === all ? "all" : count(most?.patients ?? 0)} of them by this: ${first}`;
}

export const view = defineView(question, {
  section: "Care",
  navTitle: "Worklist",
  order: 50,
  summary: "Who needs attention now, by rules in words: each with the reason and since when.",
  title,
  subtitle: () => "Patients for whom each rule holds at the end of the data; a patient may be in several",
  definition: (params) => ({
    words: [
      "Asked about is the last day of the data, or that of the moment in “as known at”: so the list of any past day can be seen as it was then. Only patients who are still followed on that day are on it.",
      "Covered days are those with a medicine in hand: an early refill begins when what is left is used up. The rules of supply leave out patients whose treatment was stopped or whose prescriptions have ended, and shares are told of who was supplied and followed for all those days.",
      "Skipped doses are those recorded as skipped since the last intake or stop of that medicine. A task is overdue by its due day, or by the day it was given, until something of its kind is done.",
    ],
    formula: "count of distinct patients",
    rows: [
      ["rules", String(asked(params).length)],
      ["broken down by", params.breakdown],
    ],
  }),
  excess: (cells) => tooManyGroups(new Set(cells.map(({ group }) => group)).size, mostGroups),
  name: ({ group, rule }, params) => `${ruleWords(rule ?? "", params)}${group === "all" ? "" : ` · ${group}`}`,
  nothing: () => "No rule is chosen, or scores without their names. Choose some.",
  Figure,
  columns: { group: "Group", rule: "Rule", patients: "Patients" },
  rowColumns: () => ({ rule: "Rule", reason: "Reason", since: "Since" }),
  words: Object.fromEntries(rules.map((rule) => [`rules.${rule}`, ruleNames[rule]])),
  summaries: ({ gap, below, falling, missed, score, overdue, silent }) => ({
    gap: `> ${plural(gap.days, "day")}`,
    below: `${percent(below.share)} in ${plural(below.days, "day")}`,
    falling: `${percent(falling.by)} in ${plural(falling.days, "day")}`,
    missed: String(missed.doses),
    score: score.items.length === 0 ? "none" : `≥ ${score.limit}`,
    overdue: `> ${plural(overdue.days, "day")}`,
    silent: `> ${plural(silent.days, "day")}`,
  }),
  tables: {
    list: { label: "On the list", columns: { group: "Group", patients: "Patients" } },
    followed: { label: "Followed at the end of the data", columns: { group: "Group", patients: "Patients" } },
  },
});
