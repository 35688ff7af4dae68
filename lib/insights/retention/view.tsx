"use client";
import type { z } from "zod";
import { percent, plural } from "../../charts/format";
import { endOf, periodName, periodWords } from "../../charts/period";
import { RetentionGrid } from "../../charts/retention-grid";
import type { Row } from "../../engine/decode";
import { placeOf } from "../cells";
import { tooMany } from "../excess";
import { defineView, type FigureProps } from "../view";
import question from "./question";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const mostCells = 1500;
const startOf = (cell: Cell) => placeOf(cell.start, "calendar");

function Figure({
  cells,
  earlier,
  params: { unit },
  facts,
  title,
  onPick,
}: FigureProps<Params, typeof question.columns>) {
  const starts = [...new Set(cells.map(({ start }) => start ?? ""))];
  const from = facts.provisionalFrom === null ? Infinity : Date.parse(facts.provisionalFrom);
  const before = new Map(earlier?.cells.map((cell) => [`${cell.start} ${cell.period}`, cell.retained]));
  const rows = starts.map((start) => {
    const row = cells.filter((cell) => cell.start === start);
    const retained = new Map(row.map((cell) => [cell.period ?? 0, cell.retained]));
    const last = Math.max(0, ...retained.keys());
    return {
      key: start,
      label: periodName(placeOf(start, "calendar"), unit),
      size: row[0]?.size ?? 0,
      retained: Array.from({ length: last + 1 }, (_, period) => retained.get(period) ?? null),
      provisional: Array.from(
        { length: last + 1 },
        (_, period) => endOf(placeOf(start, "calendar"), period, unit) > from,
      ),
      ...(earlier && {
        earlier: Array.from({ length: last + 1 }, (_, period) => before.get(`${start} ${period}`) ?? null),
      }),
    };
  });
  return (
    <RetentionGrid
      title={title}
      axis={`${periodWords[unit].many} since start`}
      rowHead="first event in"
      rows={rows}
      onPick={({ key }, period) => {
        const cell = cells.find((one) => one.start === key && one.period === period);
        if (cell) onPick(cell);
      }}
    />
  );
}

const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((all, n) => all + (n ?? 0), 0);

/** The finding: what share was still active at the latest time that half of the patients reach. */
function title(cells: readonly Cell[], { unit }: Params): string {
  const patients = sum(cells.filter(({ period }) => period === 0).map(({ size }) => size));
  const later = [...new Set(cells.map(({ period }) => period ?? 0))]
    .toSorted((a, b) => a - b)
    .map((period) => {
      const column = cells.filter((cell) => cell.period === period);
      return { period, size: sum(column.map(({ size }) => size)), kept: sum(column.map(({ retained }) => retained)) };
    });
  const told = later.findLast(({ period, size }) => period > 0 && size > 0 && size >= patients / 2);
  if (!told) return `${plural(patients, "patient")} by the ${periodWords[unit].one} of their first event`;
  return `${percent(told.kept / told.size)} of patients are still active ${plural(told.period, periodWords[unit].one, periodWords[unit].many)} after their first event`;
}

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Retention",
  order: 30,
  summary: "Of those who started in a month, who was still active months later.",
  title,
  subtitle: ({ unit }) =>
    `Patients by the ${periodWords[unit].one} of their first event; share with an event so many ${periodWords[unit].many} later`,
  definition: ({ unit, types }) => ({
    words: [
      "Each row is fixed by a patient’s first event. A patient counts as active in a period with at least one event in it.",
      "Only periods that the data covers to their end are shown: a period not yet observed is blank, nobody is 0.",
    ],
    formula: "active patients ÷ patients who started",
    rows: [
      ["period", periodWords[unit].one],
      ["active by", types.length === 0 ? "any event" : plural(types.length, "type")],
    ],
  }),
  excess: (cells, { unit }) => tooMany(cells.length, mostCells, "cells", unit),
  name: (cell, { unit }) =>
    `Started in ${periodName(startOf(cell), unit)}, ${plural(cell.period ?? 0, periodWords[unit].one, periodWords[unit].many)} later`,
  nothing: () => "No period since a first event is observed to its end yet. Draw by a shorter period.",
  Figure,
  columns: { start: "Start", period: "Periods since start", size: "Patients started", retained: "Patients active" },
  rowColumns: () => ({ events: "Events in that period" }),
  words: {},
});
