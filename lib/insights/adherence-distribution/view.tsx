"use client";
import { count, percent } from "../../charts/format";
import { Histogram, type Heap } from "../../charts/histogram";
import { SummaryTable } from "../../charts/summary-table";
import type { Row } from "../../engine/decode";
import { hasCarryOver } from "../../projections/measures";
import { groupsOf } from "../cells";
import { isOfDoses } from "../dose-shares";
import { doseWords } from "../dose-words";
import { nothingSupplied, withDurations } from "../duration-words";
import {
  inRByGroup,
  measureAt,
  medicationSentences,
  medicationsWords,
  medicationValueWords,
} from "../medication-words";
import {
  carryWords,
  followUpWords,
  measureWords,
  observationWords,
  windowSummaries,
  windowValueWords,
} from "../supply-words";
import { tooManyGroups } from "../excess";
import { defineView, type Also, type FigureProps } from "../view";
import question, { isEach, type Params } from "./question";

type Cell = Row<typeof question.columns>;

const perOne = 20;

/** Bins from 0 to 1, further where a value exceeds it; the open one ends where it would if it were like the others. */
function edgesOf(cells: readonly Cell[]): number[] {
  const last = Math.max(perOne - 1, ...cells.map(({ from }) => Math.round((from ?? 0) * perOne)));
  return Array.from({ length: last + 2 }, (_, i) => i / perOne);
}

const aboutOf = (measure: Params["measure"]) => (isOfDoses(measure) ? doseWords[measure] : measureWords[measure]);

/** What tells the groups apart. */
const byOf = (params: Params): string | null =>
  isEach(params) ? "medicine" : params.breakdown === "none" ? null : params.breakdown;

const summaryOf = (also: Also, group: string): Row | undefined =>
  also["summary"]?.find((row) => row["group"] === group);
const number = (row: Row | undefined, name: string) => Number(row?.[name] ?? 0);

function Figure({
  cells,
  also,
  params,
  facts,
  title,
  onPick,
  difference,
}: FigureProps<Params, typeof question.columns>) {
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
        description={`${aboutOf(params.measure).name} of ${count(facts.patients)} patients at most; the table holds every value.`}
        edges={edges}
        heaps={heaps}
        threshold={{ at: params.threshold, label: `threshold ${percent(params.threshold)}` }}
        axis={aboutOf(params.measure).name}
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
      {difference()}
      <SummaryTable
        label="Summary"
        heads={[
          byOf(params) ?? "",
          "patients",
          "mean (SD)",
          "median (quartiles)",
          `at ${percent(params.threshold)} or more (95 % interval)`,
        ]}
        rows={heaps.flatMap(({ key }) => {
          const row = summaryOf(also, key);
          if (!row) return [];
          const pc = (column: string) => (typeof row[column] === "number" ? percent(row[column], 1) : "–");
          return [
            [
              key === "all" ? "all patients" : key,
              count(number(row, "patients")),
              `${pc("mean")} (${pc("sd")})`,
              `${pc("median")} (${pc("q1")} to ${pc("q3")})`,
              `${pc("share")} (${pc("lower")} to ${pc("upper")})`,
            ],
          ];
        })}
      />
    </>
  );
}

/** Whether AdhereR has it. */
const isCma = (measure: Params["measure"]) => measure.startsWith("CMA");

const doseAdherence = { doses: "taking", dosing: "dosing", timing: "timing" } as const;

/** The finding: what share of patients is at the threshold. */
function title(_: readonly Cell[], params: Params, also: Also): string {
  const { measure, threshold, medications } = params;
  const rows = also["summary"] ?? [];
  const told = rows
    .filter((row) => number(row, "patients") > 0)
    .map((row) => ({ group: String(row["group"]), share: number(row, "share") }));
  const [one] = told;
  if (!one) return "Distribution of adherence";
  const at = isOfDoses(measure)
    ? `${doseAdherence[measure]} adherence of ${percent(threshold)} or more`
    : measureAt(measure, percent(threshold), medications);
  if (told.length === 1) return `${percent(one.share)} of patients have ${at}`;
  if (told.length <= 3)
    return `By ${byOf(params)}, ${told.map(({ group, share }) => `${percent(share)} (${group})`).join(" and ")} of patients have ${at}`;
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
    isOfDoses(measure)
      ? `${doseWords[measure].name}, per patient, over all of observation`
      : `${measureWords[measure].name} per patient; follow-up ${followUpWords(followUp)}; observed over ${observationWords(observation)}`,
  definition({ measure, followUp, observation, carryOver, threshold, medications, durations }) {
    if (isOfDoses(measure))
      return {
        words: [...doseWords[measure].words, "The interval of the share is Wilson’s."],
        formula: doseWords[measure].formula,
        rows: [
          ["measure", `${doseAdherence[measure]} adherence`],
          ["taxonomy", "EMERGE (Vrijens 2012)"],
          ["observed over", "all of observation"],
          ["threshold", percent(threshold)],
        ],
      };
    const { formula, words } = measureWords[measure];
    const carries = hasCarryOver(measure);
    const call = { followUp, observation, carryOver: carries ? carryOver : null };
    return withDurations(durations, {
      words: [
        ...words,
        ...medicationSentences(medications),
        "A window holds the supplies from its first to its last day; its length is its last day less its first. After Dima & Dediu 2017 (PLoS ONE 12(4)).",
        "Where AdhereR gives infinity or nought for what is not defined, the patient is left out and the reason given. The interval of the share is Wilson’s.",
      ],
      formula,
      ...(isCma(measure) && { inR: inRByGroup(measure, call, medications) }),
      rows: [
        ["measure", measureWords[measure].name],
        ["follow-up", followUpWords(followUp)],
        ["observed over", observationWords(observation)],
        ["carry-over", carries ? carryWords(carryOver) : "none"],
        ["several medicines", medicationsWords(medications)],
        ["threshold", percent(threshold)],
      ],
    });
  },
  excess: (cells) => tooManyGroups(groupsOf(cells).length),
  name: ({ group, from, to }, { measure }) =>
    `${isOfDoses(measure) ? `${doseAdherence[measure]} adherence` : measure} ${typeof to === "number" ? `${percent(from ?? 0)} to ${percent(to)}` : `from ${percent(from ?? 0)}`}${group === "all" ? "" : ` · ${group}`}`,
  nothing: ({ items, measure, durations }) =>
    isOfDoses(measure)
      ? `For nobody this is known${items.length > 0 ? " of the chosen medicines" : ""}: the history needs prescriptions with doses per day, and intakes. Measures of supply need dispensings alone.`
      : nothingSupplied(
          durations,
          items.length > 0
            ? "Nothing here is a supply of the chosen medicines, or none lies in the windows. Choose others, or change the windows."
            : "No patient has a supply in these windows. Change follow-up or the observation window, or load a file that holds dispensings.",
        ),
  differences: { label: ({ what }) => String(what), shares: true },
  Figure,
  columns: { group: "Group", from: "From", to: "To", patients: "Patients" },
  rowColumns: ({ measure }) => ({
    attribute: "Medicine",
    value: isOfDoses(measure) ? `${doseAdherence[measure]} adherence` : measure,
  }),
  words: {
    ...windowValueWords,
    ...medicationValueWords,
    "measure.MPR": "MPR",
    "measure.doses": "doses taken",
    "measure.dosing": "doses by day (dosing)",
    "measure.timing": "doses in time (timing)",
  },
  summaries: (params) => ({ ...windowSummaries(params), medications: medicationsWords(params.medications) }),
});
