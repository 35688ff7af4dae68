"use client";
import { type Curve, stepAt } from "../../charts/curves";
import { count, percent, tenths } from "../../charts/format";
import { SurvivalCurves } from "../../charts/survival-curves";
import { grouped } from "../../group";
import { carryWords, followUpWords, windowSummaries, windowValueWords } from "../supply-words";
import { tooMany, tooManyGroups } from "../excess";
import { defineView, type Also, type FigureProps } from "../view";
import { inR } from "./in-r";
import question, { type Cell, type Params } from "./question";
import { Summary } from "./summary";
import { title } from "./title";
import { gapsWords, groupWords, isCompared, labelOf } from "./words";

const mostTimes = 12_000;

function curvesOf(cells: readonly Cell[], params: Params, also: Also): Curve[] {
  const medians = new Map((also["summary"] ?? []).map(({ group, median }) => [String(group), median]));
  return [...grouped(cells, ({ group }) => group ?? "")].map(([group, own]) => {
    const median = medians.get(group);
    return {
      key: group,
      label: labelOf(group, params),
      steps: own.map(({ time, survival, lower, upper, at_risk: atRisk, censored }) => ({
        time: time ?? 0,
        value: survival ?? 0,
        low: lower,
        high: upper,
        patients: atRisk ?? 0,
        censored: censored ?? 0,
      })),
      median: typeof median === "number" ? median : null,
    };
  });
}

const limits = ({ lower, upper }: Cell) =>
  lower === null || upper === null ? "not defined" : `${percent(lower, 1)} to ${percent(upper, 1)}`;

function Figure({ cells, also, earlier, params, title: name, onPick }: FigureProps<Params, typeof question.columns>) {
  const at = new Map(cells.map((cell) => [`${cell.time} ${cell.group}`, cell]));
  const curves = curvesOf(cells, params, also);
  const before = earlier && curvesOf(earlier.cells, params, {});
  const then = (key: string, time: number) => {
    const curve = before?.find((one) => one.key === key);
    if (!curve) return "not there";
    const seen = time <= (curve.steps.at(-1)?.time ?? 0);
    return seen ? percent(stepAt(curve, time)?.value ?? 1, 1) : "not yet seen";
  };
  return (
    <>
      <SurvivalCurves
        title={name}
        description="Share of patients still on treatment by days since first supply; the table holds every value."
        curves={curves}
        axis="days since first supply"
        earlier={earlier && before && { curves: before, words: earlier.words }}
        name={(time) => `day ${tenths(time)}`}
        details={({ key }, { time }) => {
          const cell = at.get(`${time} ${key}`);
          if (!cell) return [];
          return [
            ["still on treatment", percent(cell.survival ?? 0, 1)],
            ["95 % limits", limits(cell)],
            ["at risk", count(cell.at_risk ?? 0)],
            ["stopped", count(cell.events ?? 0)],
            ["censored", count(cell.censored ?? 0)],
            ...(before ? [["then", then(key, time)] as const] : []),
          ];
        }}
        onPick={({ key }, { time }) => {
          const cell = at.get(`${time} ${key}`);
          if (cell) onPick(cell);
        }}
      />
      <Summary
        also={also}
        params={params}
        horizon={Math.min(...curves.map(({ steps }) => steps.at(-1)?.time ?? Infinity))}
      />
    </>
  );
}

const aheadWords =
  "Groups are made by the measure over all of follow-up, so they are known only at its end: the curves describe, they do not predict.";

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Persistence",
  order: 22,
  summary: "How long patients stay on treatment until a gap ends it, and when half have stopped.",
  title,
  subtitle: (params) =>
    `Share of patients still in their first treatment episode; ${params.permissibleGap.every((gap) => gap === 0) ? "any gap ends it" : `a gap of more than ${gapsWords(params)} ends it`}; band: 95 % limits, strokes: censored`,
  definition: (params) => ({
    words: [
      "Treatment starts with the first supply and ends where what is in hand runs out before a gap longer than the permissible one.",
      "Who is still on treatment at the end of follow-up is censored then: seen no longer, not counted as stopped.",
      "The mean is restricted: the area under a curve up to the last day that every curve reaches, with its standard error.",
      ...(params.group.measure === "none" ? [] : [aheadWords]),
    ],
    formula: "S(t) = ∏ (1 − d ÷ n) over the days up to t: d stopped on a day, n at risk before it (Kaplan–Meier)",
    inR: inR(params),
    rows: [
      ["permissible gap", gapsWords(params)],
      ["a change of medication", params.medicationChange ? "ends it" : "does not end it"],
      ["carry-over", carryWords(params.carryOver)],
      ["follow-up", followUpWords(params.followUp)],
      ["limits", `95 %, ${params.interval.replace("-", "\u2011")}`],
      ...(params.group.measure === "none" ? [] : [["groups", groupWords(params.group)] as const]),
      ...(isCompared(params) ? [["test", "log-rank"] as const] : []),
    ],
  }),
  excess: (cells) =>
    tooManyGroups(grouped(cells, ({ group }) => group).size) ?? tooMany(cells.length, mostTimes, "points", null),
  name: ({ time, group }, params) =>
    `at risk on day ${tenths(time ?? 0)}${isCompared(params) ? ` · ${labelOf(group ?? "", params)}` : ""}`,
  nothing: ({ items }) =>
    items.length > 0
      ? "Nobody was supplied with the chosen medicines within follow-up. Choose others, or all of them."
      : "Nobody has a supply within follow-up: a dispensing, or a prescription with days supplied. Change follow-up, or load a file that holds dispensings.",
  Figure,
  columns: {
    group: "Group",
    time: "Day",
    at_risk: "At risk",
    events: "Stopped",
    censored: "Censored",
    survival: "Still on treatment",
    std_error: "Standard error",
    lower: "Lower limit",
    upper: "Upper limit",
  },
  rowColumns: () => ({ gap: "Permissible gap", time: "Days to its end", ended: "Stopped" }),
  words: {
    ...windowValueWords,
    "permissibleGap.0": "any gap",
    "group.measure.none": "none",
    "interval.log-log": "log-log",
  },
  summaries: ({ followUp, carryOver, group }) => ({
    ...windowSummaries({ followUp, carryOver }),
    group: groupWords(group),
  }),
});
