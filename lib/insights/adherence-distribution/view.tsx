"use client";
import type { z } from "zod";
import { count, percent } from "../../charts/format";
import { Histogram, type Heap } from "../../charts/histogram";
import { SummaryTable } from "../../charts/summary-table";
import type { Row } from "../../engine/decode";
import { hasCarryOver } from "../../projections/measures";
import { groupsOf } from "../cells";
import {
  adhereR,
  carryWords,
  followUpWords,
  measureWords,
  observationWords,
  windowSummaries,
  windowValueWords,
} from "../supply-words";
import { tooManyGroups } from "../excess";
import { defineView, type Also, type FigureProps } from "../view";
import question from "./question";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const perOne = 20;

/** Bins from 0 to 1, further where a value exceeds it; the open one ends where it would if it were like the others. */
function edgesOf(cells: readonly Cell[]): number[] {
  const last = Math.max(perOne - 1, ...cells.map(({ from }) => Math.round((from ?? 0) * perOne)));
  return Array.from({ length: last + 2 }, (_, i) => i / perOne);
}

const summaryOf = (also: Also, group: string): Row | undefined =>
  also["summary"]?.find((row) => row["group"] === group);
const number = (row: Row | undefined, name: string) => Number(row?.[name] ?? 0);

function Figure({ cells, also, params, facts, title, onPick }: FigureProps<Params, typeof question.columns>) {
  const edges = edgesOf(cells);
  const heaps: Heap[] = groupsOf(cells).map((group) => {
    const values = Array.from({ length: edges.length - 1 }, () => 0);
    for (const cell of cells)
      if (cell.group === group) values[Math.round((cell.from ?? 0) * perOne)] = cell.patients ?? 0;
    return { key: group, label: group, values, of: number(summaryOf(also, group), "patients") };
  });
  const cellOf = (heap: Heap, bin: number) =>
    cells.find(({ group, from }) => group === heap.key && Math.round((from ?? 0) * perOne) === bin);
  const open = (bin: number) => cells.some(({ from, to }) => to === null && Math.round((from ?? 0) * perOne) === bin);
  const name = (bin: number) =>
    open(bin)
      ? `${percent(edges[bin] ?? 0)} or more`
      : `${percent(edges[bin] ?? 0)} to ${percent(edges[bin + 1] ?? 0)}`;
  return (
    <>
      <Histogram
        title={title}
        description={`${params.measure} of ${count(facts.patients)} patients at most; the table holds every value.`}
        edges={edges}
        heaps={heaps}
        threshold={{ at: params.threshold, label: `threshold ${percent(params.threshold)}` }}
        axis={measureWords[params.measure].name}
        format={(value) => percent(value)}
        name={name}
        details={(heap, bin) => [
          ["patients", count(heap.values[bin] ?? 0)],
          ["of", count(heap.of)],
          ["share", percent((heap.values[bin] ?? 0) / heap.of, 1)],
        ]}
        onPick={(heap, bin) => {
          const cell = cellOf(heap, bin);
          if (cell) onPick(cell);
        }}
      />
      <SummaryTable
        label="Summary"
        heads={[
          params.breakdown === "none" ? "" : params.breakdown,
          "patients",
          "mean (SD)",
          "median (quartiles)",
          `at ${percent(params.threshold)} or more (95 % interval)`,
        ]}
        rows={heaps.map(({ key }) => {
          const row = summaryOf(also, key);
          const pc = (column: string) => percent(number(row, column), 1);
          return [
            key === "all" ? "all patients" : key,
            count(number(row, "patients")),
            `${pc("mean")} (${pc("sd")})`,
            `${pc("median")} (${pc("q1")} to ${pc("q3")})`,
            `${pc("share")} (${pc("lower")} to ${pc("upper")})`,
          ];
        })}
      />
    </>
  );
}

/** The finding: what share of patients is at the threshold. */
function title(_: readonly Cell[], { measure, threshold, breakdown }: Params, also: Also): string {
  const rows = also["summary"] ?? [];
  const told = rows
    .filter((row) => number(row, "patients") > 0)
    .map((row) => ({ group: String(row["group"]), share: number(row, "share") }));
  const [one] = told;
  if (!one) return "Distribution of adherence";
  const at = `a ${measure} of ${percent(threshold)} or more`;
  if (told.length === 1) return `${percent(one.share)} of patients have ${at}`;
  if (told.length <= 3)
    return `By ${breakdown}, ${told.map(({ group, share }) => `${percent(share)} (${group})`).join(" and ")} of patients have ${at}`;
  const sorted = told.toSorted((a, b) => a.share - b.share);
  const [low, high] = [sorted[0], sorted.at(-1)];
  return `Between ${percent(low?.share ?? 0)} (${low?.group ?? ""}) and ${percent(high?.share ?? 0)} (${high?.group ?? ""}) of patients have ${at}`;
}

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Distribution",
  order: 21,
  summary: "How adherence differs between patients, and what share is at the threshold.",
  title,
  subtitle: ({ measure, followUp, observation }) =>
    `${measureWords[measure].name} per patient; follow-up ${followUpWords(followUp)}; observed over ${observationWords(observation)}`,
  definition({ measure, followUp, observation, carryOver, threshold }) {
    const { formula, words } = measureWords[measure];
    const carries = hasCarryOver(measure);
    return {
      words: [
        ...words,
        "A window holds the supplies from its first to its last day; its length is its last day less its first. After Dima & Dediu 2017 (PLoS ONE 12(4)).",
        "Where AdhereR gives infinity or nought for what is not defined, the patient is left out and the reason given. The interval of the share is Wilson’s.",
      ],
      formula,
      inR: adhereR(measure, { followUp, observation, carryOver: carries ? carryOver : null }),
      rows: [
        ["measure", measureWords[measure].name],
        ["follow-up", followUpWords(followUp)],
        ["observed over", observationWords(observation)],
        ["carry-over", carries ? carryWords(carryOver) : "none"],
        ["threshold", percent(threshold)],
      ],
    };
  },
  excess: (cells) => tooManyGroups(groupsOf(cells).length),
  name: ({ group, from, to }, { measure }) =>
    `${measure} ${to === null ? `${percent(from ?? 0)} or more` : `${percent(from ?? 0)} to ${percent(to)}`}${group === "all" ? "" : ` · ${group}`}`,
  nothing: ({ items }) =>
    items.length > 0
      ? "Nothing here is a supply of the chosen medicines, or none lies in the windows. Choose others, or change the windows."
      : "No patient has a supply in these windows. Change follow-up or the observation window, or load a file that holds dispensings.",
  Figure,
  columns: { group: "Group", from: "From", to: "To", patients: "Patients" },
  rowColumns: ({ measure }) => ({ value: measure }),
  words: { ...windowValueWords, "measure.MPR": "MPR" },
  summaries: windowSummaries,
});
