"use client";
import { count, percent, plural } from "../../charts/format";
import type { Line } from "../../charts/series";
import { TimeSeries } from "../../charts/time-series";

import { nothingSupplied, withDurations } from "../duration-words";
import { carryWords, followUpWords, measureWords, windowSummaries, windowValueWords } from "../supply-words";
import { defineView, type FigureProps } from "../view";
import { inR } from "./in-r";
import question, { type Cell, type Params } from "./question";
import { Summary } from "./summary";
import { coursesOf, labelsOf, originWords, title, windowName, windowsWords } from "./words";

/** From a round place below the lowest value to 1. */
function scaleOf(lines: readonly Line[]): number[] {
  const lows = lines.flatMap(({ values }) => values.map((point) => point?.low ?? point?.value ?? 1));
  const from = Math.floor(Math.min(0.8, ...lows) * 5 + 1e-9);
  return Array.from({ length: 6 - from }, (_, i) => (from + i) / 5);
}

function linesOf(cells: readonly Cell[], params: Params, xs: readonly number[]): Line[] {
  const courses = coursesOf(cells, params);
  const labels = labelsOf(courses);
  return courses.map(({ group, cells: own }, i) => {
    const at = new Map(own.map((cell) => [cell.window, cell]));
    return {
      key: group,
      label: labels[i] ?? group,
      values: xs.map((x) => {
        const cell = at.get(x);
        return cell ? { value: cell.mean ?? 0, low: cell.q1, high: cell.q3, patients: cell.patients ?? 0 } : null;
      }),
    };
  });
}

function Figure({
  cells,
  also,
  earlier,
  params,
  title: name,
  onPick,
  difference,
}: FigureProps<Params, typeof question.columns>) {
  const xs = Array.from({ length: params.windows }, (_, i) => i);
  const cellOf = (of: readonly Cell[], key: string, index: number) =>
    of.find(({ group, window }) => group === key && window === xs[index]);
  const lines = linesOf(cells, params, xs);
  const before = earlier && linesOf(earlier.cells, params, xs);
  const ticks = scaleOf([...lines, ...(before ?? [])]);
  const then = (key: string, index: number) => {
    const cell = cellOf(earlier?.cells ?? [], key, index);
    return cell ? percent(cell.mean ?? 0, 1) : "not there";
  };
  return (
    <>
      <TimeSeries
        title={name}
        description={`Mean ${params.measure} of each group of patients; the table holds every value.`}
        axis={{ kind: "count", xs, label: `${windowsWords(params)} ${originWords(params)}` }}
        lines={lines}
        earlier={earlier && before && { lines: before, words: earlier.words }}
        domain={[ticks[0] ?? 0, 1]}
        ticks={ticks}
        format={(value) => percent(value)}
        provisionalFrom={null}
        denominators={false}
        name={(x) => windowName(x, params)}
        details={({ key }, index) => {
          const cell = cellOf(cells, key, index);
          if (!cell) return [];
          return [
            ["mean", percent(cell.mean ?? 0, 1)],
            ["median", percent(cell.median ?? 0, 1)],
            ["middle half", `${percent(cell.q1 ?? 0)} to ${percent(cell.q3 ?? 0)}`],
            ["patients", count(cell.patients ?? 0)],
            ...(earlier ? [["mean then", then(key, index)] as const] : []),
          ];
        }}
        onPick={({ key }, index) => {
          const cell = cellOf(cells, key, index);
          if (cell) onPick(cell);
        }}
      />
      {difference()}
      <Summary also={also} params={params} />
    </>
  );
}

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Trajectories",
  order: 24,
  summary: "Which courses adherence takes, and what share of patients takes each.",
  title,
  subtitle: (params) =>
    `Mean ${params.measure} of patients with alike courses, over ${plural(params.windows, "window")} of ${plural(params.window, "day")} ${originWords(params)}; band: middle half of patients`,
  definition: (params) =>
    withDurations(params.durations, {
      words: [
        "Longitudinal k-means, as the R package kml has it: patients are grouped so that their values lie near the mean course of their group. Genolini & Falissard 2010 (Computational Statistics 25(2):317–328).",
        "The number of groups, from 2 to 6, is the one with the greatest criterion of Caliński and Harabasz (1974), unless it is given. Groups are lettered by descending mean.",
        "Starts are without chance: means of equal parts in order of mean adherence, courses that lie farthest apart, and one group fewer with the course farthest from it; the best of the three counts. kml draws its starts at random, so that it can end in other groups where the data are not clear.",
        "Only patients with a value in every window are grouped. Groups describe this history; they are not types of patients.",
        ...measureWords[params.measure].words,
      ],
      formula:
        "least Σ (value − mean of the group in that window)² over patients and windows; criterion: (B ÷ (k − 1)) ÷ (W ÷ (n − k)), B between and W within k groups of n patients",
      inR: inR(params),
      rows: [
        ["measure", params.measure],
        ["groups", params.groups === 0 ? "by the criterion" : String(params.groups)],
        ["windows", `${params.windows} × ${plural(params.window, "day")}`],
        ...(params.step > 0 && params.step !== params.window ? [["step", plural(params.step, "day")] as const] : []),
        ["carry-over", carryWords(params.carryOver)],
        ["follow-up", followUpWords(params.followUp)],
      ],
    }),
  excess: () => null,
  name: ({ group, window }, params) => `group ${group ?? ""} · ${windowName(window ?? 0, params)}`,
  nothing: ({ windows, window, durations }) =>
    nothingSupplied(
      durations,
      `No patient has a value in all ${windows} windows of ${plural(window, "day")}. Take fewer or shorter ones, or load a file that holds dispensings.`,
    ),
  Figure,
  columns: {
    group: "Group",
    window: "Window",
    patients: "Patients",
    mean: "Mean",
    q1: "Lower quartile",
    median: "Median",
    q3: "Upper quartile",
  },
  rowColumns: ({ measure }) => ({
    group: "Group",
    mean: `Mean ${measure}`,
    first: "First window",
    last: "Last window",
  }),
  words: { ...windowValueWords, "groups.0": "by the criterion", "step.0": "the window" },
  differences: { label: ({ group }) => `in group ${String(group)}, of those with a course`, panel: () => "all" },
  summaries: windowSummaries,
});
