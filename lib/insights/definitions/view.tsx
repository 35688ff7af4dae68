"use client";
import type { z } from "zod";
import { count, percent, plural } from "../../charts/format";
import { DefinitionGrid, type GridCell, type GridRow } from "../../charts/definition-grid";
import type { Row } from "../../engine/decode";
import { anyMedication } from "../../projections/gaps";
import { type SupplyMeasure, supplyMeasures } from "../../projections/measures";
import { grouped } from "../../group";
import { nothingSupplied, withDurations } from "../duration-words";
import { tooManyGroups } from "../excess";
import {
  adhereR,
  followUpWords,
  measureWords,
  observationWords,
  windowSummaries,
  windowValueWords,
} from "../supply-words";
import { defineView, type FigureProps } from "../view";
import question, { carryOvers } from "./question";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const isMeasure = (name: string | null): name is SupplyMeasure => supplyMeasures.some((one) => one === name);
const keyOf = ({ definition, carry_over, group }: Cell) => `${definition} ${carry_over} ${group ?? ""}`;

/** Grids below each other that can be read. */
const mostGroups = 6;

/** A definition under which nobody has a value: for whom it is not defined. */
const undefinedCell = (cell: Cell): GridCell => ({
  key: keyOf(cell),
  fill: null,
  head: "–",
  below: "not defined",
  words: `not defined for any of ${plural(cell.undefined ?? 0, "patient")}`,
});

function measureCell(cell: Cell, threshold: number): GridCell {
  if (cell.mean === null) return undefinedCell(cell);
  const { mean } = cell;
  const share = cell.share === null ? "–" : percent(cell.share);
  return {
    key: keyOf(cell),
    fill: mean,
    head: percent(mean, 1),
    below: share,
    words: `mean ${percent(mean, 1)}, ${share} at ${percent(threshold)} or more, ${count(cell.patients ?? 0)} patients`,
  };
}

function gapCell(cell: Cell, horizon: number): GridCell {
  const median = cell.median === null ? "not reached" : plural(Math.round(cell.median), "day");
  const share = cell.share === null ? "–" : percent(cell.share);
  return {
    key: keyOf(cell),
    fill: cell.share,
    head: cell.median === null ? "–" : median,
    below: share,
    words: `median ${median}, ${share} still treated after ${plural(horizon, "day")}, ${count(cell.patients ?? 0)} patients`,
  };
}

const carryWords = (carry: Row[string] | undefined) => (carry === "none" ? "no carry-over" : String(carry));

/** “CMA7 · same medication”, “Persistence, any gap · no carry-over”. */
function definitionWords({ definition, carry_over: carry }: Row): string {
  const name = String(definition);
  return `${isMeasure(name) ? name : `Persistence, ${name}`} · ${carryWords(carry)}`;
}

type GridProps = Pick<FigureProps<Params, typeof question.columns>, "cells" | "params" | "title" | "onPick">;

function Grid({ cells, params, title, onPick }: GridProps) {
  const rowOf = (name: string, made: (cell: Cell) => GridCell): GridRow => ({
    key: name,
    label: name,
    cells: carryOvers.map(({ id }) => {
      const cell = cells.find(({ definition, carry_over }) => definition === name && carry_over === id);
      return cell ? made(cell) : null;
    }),
  });
  const names = [...new Set(cells.map(({ definition }) => definition ?? ""))];
  const measures = names.filter(isMeasure);
  const gaps = names.filter((name) => !isMeasure(name));
  return (
    <DefinitionGrid
      title={title}
      columns={carryOvers.map(({ id }) => (id === "none" ? "no carry-over" : id))}
      blocks={[
        {
          key: "measures",
          head: `Mean, and share of patients at ${percent(params.threshold)} or more`,
          rows: measures.map((name) => rowOf(name, (cell) => measureCell(cell, params.threshold))),
        },
        {
          key: "gaps",
          head: `Median persistence, and share still treated after ${plural(params.horizon, "day")}`,
          rows: gaps.map((name) => rowOf(name, (cell) => gapCell(cell, params.horizon))),
        },
      ]}
      onPick={(key) => {
        const cell = cells.find((one) => keyOf(one) === key);
        if (cell) onPick(cell);
      }}
    />
  );
}

/** Every definition, of each group by itself. */
function Figure({ cells, params, title, onPick, difference }: FigureProps<Params, typeof question.columns>) {
  const groups = [...grouped(cells, ({ group }) => group ?? "")];
  return (
    <>
      <div className="space-y-6">
        {groups.map(([group, own]) => (
          <section key={group} aria-label={group === "" ? title : group}>
            {group !== "" && <h3 className="mb-1 font-semibold">{group}</h3>}
            <Grid cells={own} params={params} title={group === "" ? title : `${title}: ${group}`} onPick={onPick} />
          </section>
        ))}
      </div>
      {difference()}
    </>
  );
}

/** From the definition that gives the least share at the threshold to the one that gives most. */
function rangeOf(cells: readonly Cell[]): readonly [low: Cell | undefined, high: Cell | undefined] {
  const told = cells
    .filter(({ definition, share }) => isMeasure(definition) && share !== null)
    .toSorted((a, b) => (a.share ?? 0) - (b.share ?? 0));
  return [told[0], told.at(-1)];
}

/** The finding: how far the choice of definition moves the answer. */
function title(cells: readonly Cell[], { threshold }: Params): string {
  const groups = [...grouped(cells, ({ group }) => group ?? "")];
  if (groups.length > 1)
    return `By the definition, ${groups
      .map(([group, own]) => {
        const [low, high] = rangeOf(own);
        return `${percent(low?.share ?? 0)} to ${percent(high?.share ?? 0)} of ${group}`;
      })
      .join(" and ")} are at ${percent(threshold)} or more`;
  const [low, high] = rangeOf(cells);
  if (!low || !high) return "Every definition";
  if (percent(low.share ?? 0) === percent(high.share ?? 0))
    return `${percent(low.share ?? 0)} of patients are at ${percent(threshold)} or more, whatever the definition`;
  return `${percent(low.share ?? 0)} to ${percent(high.share ?? 0)} of patients are at ${percent(threshold)} or more, by ${low.definition} or ${high.definition}`;
}

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Every definition",
  order: 23,
  summary: "How much the choice of measure, gap and carry-over moves the answer for the same patients.",
  title,
  subtitle: ({ followUp, observation }) =>
    `The same patients under every measure and carry-over; follow-up ${followUpWords(followUp)}; observed over ${observationWords(observation)}`,
  definition: ({ followUp, observation, threshold, horizon, durations }) =>
    withDurations(durations, {
      words: [
        "Each row is a measure or a permissible gap, each column what becomes of supply in hand when the next one starts. A measure that carries nothing over stands in the first column.",
        "Persistence is the time from first supply to the end of the first episode, by Kaplan and Meier; a change of medication ends none.",
        "Patients for whom a definition gives no value are left out of it; the table counts them.",
        ...supplyMeasures.map((measure) => `${measure}: ${measureWords[measure].formula}.`),
      ],
      inR: adhereR("CMA7", { followUp, observation, carryOver: anyMedication }),
      rows: [
        ["follow-up", followUpWords(followUp)],
        ["observed over", observationWords(observation)],
        ["threshold", percent(threshold)],
        ["persistent at", plural(horizon, "day")],
      ],
    }),
  excess: (cells) => tooManyGroups(grouped(cells, ({ group }) => group).size, mostGroups),
  name: ({ group, ...cell }) => `${definitionWords(cell)}${group == null ? "" : ` · ${group}`}`,
  nothing: ({ items, durations }) =>
    nothingSupplied(
      durations,
      items.length > 0
        ? "Nothing here is a supply of the chosen medicines. Choose others, or all of them."
        : "No patient has a supply. Load a file that holds dispensings.",
    ),
  Figure,
  columns: {
    definition: "Definition",
    carry_over: "Carry-over",
    patients: "Patients",
    undefined: "Not defined",
    mean: "Mean",
    sd: "Standard deviation",
    q1: "First quartile",
    median: "Median",
    q3: "Third quartile",
    share: "Share",
    group: "Group",
  },
  rowColumns: () => ({ value: "Value" }),
  words: { ...windowValueWords, "permissibleGap.0": "any" },
  differences: { label: definitionWords, shares: true, panel: ({ carry_over: carry }) => carryWords(carry) },
  summaries: windowSummaries,
});
