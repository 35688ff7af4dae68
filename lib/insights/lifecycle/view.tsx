"use client";
import type { z } from "zod";
import { FlowBars, type Flow, type FlowPanel } from "../../charts/flow-bars";
import { count, percent, plural } from "../../charts/format";
import { periodName, periodWords } from "../../charts/period";
import { provisionalDay } from "../../charts/provisional";
import type { Row } from "../../engine/decode";
import { axisOf, groupsOf, placeOf } from "../cells";
import { tooMany, tooManyGroups } from "../excess";
import { defineView, type FigureProps } from "../view";
import question from "./question";
import { title } from "./title";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const mostBars = 1500;
const mostPanels = 8;

const first = "first";
const flows: readonly Flow[] = [
  {
    key: first,
    label: "in the data from its first period",
    down: false,
    fill: { colour: "var(--color-edge)", texture: "hollow" },
  },
  { key: "continuing", label: "continuing", down: false, fill: { colour: "var(--series-1)", texture: "whole" } },
  { key: "returning", label: "returning", down: false, fill: { colour: "var(--series-4)", texture: "rising" } },
  { key: "new", label: "new", down: false, fill: { colour: "var(--series-3)", texture: "dots" } },
  { key: "gone", label: "gone", down: true, fill: { colour: "var(--series-2)", texture: "falling" } },
];

const nameOf = ({ period, group, state }: Cell, { unit }: Params) =>
  `${periodName(placeOf(period, "calendar"), unit)} · ${state ?? ""}${group === "all" ? "" : ` · ${group}`}`;

function Figure({
  cells,
  also,
  earlier,
  params,
  facts,
  title: name,
  onPick,
  onPickBeside,
  difference,
}: FigureProps<Params, typeof question.columns>) {
  const { unit } = params;
  const begun = also[first] ?? [];
  const starting = (group: string) => begun.find((row) => row["group"] === group);
  const axis = axisOf(
    [...cells, ...(earlier?.cells ?? [])].map(({ period }) => period).concat(begun.map((row) => String(row["period"]))),
    unit,
    "calendar",
  );
  const keyOf = (group: string | null, state: string | null, x: number | undefined) => `${x} ${state} ${group}`;
  const byPlace = (all: readonly Cell[]) =>
    new Map(all.map((cell) => [keyOf(cell.group, cell.state, placeOf(cell.period, "calendar")), cell]));
  const [now, then] = [byPlace(cells), byPlace(earlier?.cells ?? [])];
  const at = (group: string, { key }: Flow, index: number) => now.get(keyOf(group, key, axis.xs[index]));
  const panels = groupsOf(cells).map((group): FlowPanel => {
    const row = starting(group);
    const place = row ? axis.xs.indexOf(placeOf(String(row["period"]), "calendar")) : -1;
    const patients = Number(row?.["patients"] ?? 0);
    return {
      key: group,
      label: group,
      values: flows.map((flow) =>
        axis.xs.map((_, i) =>
          flow.key === first ? (i === place ? patients : null) : (at(group, flow, i)?.patients ?? null),
        ),
      ),
      before: earlier && flows.map(({ key }) => axis.xs.map((x) => then.get(keyOf(group, key, x))?.patients ?? null)),
    };
  });
  const activeIn = (group: string, index: number) =>
    flows.reduce((sum, flow) => sum + (flow.down ? 0 : (at(group, flow, index)?.patients ?? 0)), 0);
  return (
    <>
      <FlowBars
        title={name}
        description={`Patients by ${periodWords[unit].one}: new, continuing and returning above nought, gone below; the table holds every value.`}
        starts={axis.xs}
        flows={flows}
        panels={panels}
        unit={`patients per ${periodWords[unit].one}`}
        name={(x) => periodName(x, unit)}
        earlier={earlier && `${earlier.words}, all kinds drawn`}
        provisionalFrom={provisionalDay(facts.provisionalFrom, axis.xs, unit)}
        details={({ key: group }, flow, index) => {
          if (flow.key === first)
            return [
              ["patients", count(Number(starting(group)?.["patients"] ?? 0))],
              ["new or not", "not known"],
            ];
          const patients = at(group, flow, index)?.patients ?? 0;
          const before = then.get(keyOf(group, flow.key, axis.xs[index]))?.patients;
          const active = activeIn(group, index);
          return [
            ["patients", count(patients)],
            ...(flow.down || active === 0 ? [] : ([["of those active", percent(patients / active)]] as const)),
            ...(earlier ? ([["then", before == null ? "not there" : count(before)]] as const) : []),
          ];
        }}
        onPick={({ key: group }, flow, index) => {
          const cell = at(group, flow, index);
          const row = starting(group);
          if (cell) onPick(cell);
          else if (flow.key === first && row)
            onPickBeside(first, row, `${periodName(axis.xs[index] ?? 0, unit)} · active when the data begins`);
        }}
      />
      {difference()}
    </>
  );
}

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Lifecycle",
  order: 31,
  summary: "Who is new, who stays, who comes back and who has gone, period by period.",
  title,
  subtitle: ({ unit, breakdown }) =>
    `Patients by ${periodWords[unit].one}, by when they were active before${breakdown === "none" ? "" : `, by ${breakdown}`}`,
  definition: ({ unit, types, breakdown }) => ({
    words: [
      `A patient is active in a ${periodWords[unit].one} with at least one event in it. New: active for the first time. Continuing: also the ${periodWords[unit].one} before. Returning: active earlier, but not the ${periodWords[unit].one} before. Gone: active the ${periodWords[unit].one} before, but not in this one.`,
      `In the data’s first ${periodWords[unit].one} nobody can be told to be new or not: those active then are counted apart. Who has gone is told of a ${periodWords[unit].one} that is over.`,
    ],
    formula: "count of distinct patients",
    rows: [
      ["period", periodWords[unit].one],
      ["active by", types.length === 0 ? "any event" : plural(types.length, "type")],
      ["broken down by", breakdown],
    ],
  }),
  excess: (cells, { unit }) =>
    tooManyGroups(groupsOf(cells).length, mostPanels) ??
    tooMany(new Set(cells.map(({ period, group }) => `${period} ${group}`)).size, mostBars, "bars", unit),
  name: nameOf,
  nothing: ({ unit, types }) =>
    types.length > 0
      ? `No event of the types chosen after the data’s first ${periodWords[unit].one}.`
      : `The data begins and ends in one ${periodWords[unit].one}. Choose a shorter period.`,
  Figure,
  columns: { period: "Period", group: "Group", state: "State", patients: "Patients" },
  rowColumns: ({ unit }) => ({
    period: "Period",
    state: "State",
    events: `Events in the ${periodWords[unit].one}, of gone in the one before`,
  }),
  words: {},
  differences: {
    label: ({ state, what }) => `${String(state)}, ${String(what)}`,
    along: ({ unit }) => ({
      place: ({ period }) => placeOf(String(period), "calendar"),
      axis: (_, { cells, also }) => ({
        kind: "date",
        xs: axisOf(
          [...cells, ...(also[first] ?? [])].map(({ period }) => String(period)),
          unit,
          "calendar",
        ).xs,
        bars: true,
      }),
      name: (x) => periodName(x, unit),
    }),
  },
  tables: {
    first: {
      label: "Active when the data begins",
      columns: { period: "Period", group: "Group", patients: "Patients", why: "Why not told apart" },
    },
  },
});
