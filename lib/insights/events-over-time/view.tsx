"use client";
import type { z } from "zod";
import { EventBars, type Stack } from "../../charts/event-bars";
import { compact, count, percent, plural } from "../../charts/format";
import { mostGroups } from "../../charts/palette";
import { periodName, periodWords } from "../../charts/period";
import { provisionalDay } from "../../charts/provisional";
import { Segmented } from "../../charts/segmented";
import { valueTicks } from "../../charts/ticks";
import { TimeSeries } from "../../charts/time-series";
import { useShown } from "../../charts/place";
import type { Row } from "../../engine/decode";
import { axisOf, groupsOf, placeOf } from "../cells";
import { tooMany } from "../excess";
import { defineView, type FigureProps } from "../view";
import { byCohort } from "../cohorts";
import question, { activity } from "./question";

type Params = z.infer<typeof question.params>;
type Cell = Row<typeof question.columns>;

const mostPoints = 6000;
const shows = ["events", "patients"] as const;
const words = { events: "Events", patients: "Active patients" };
const rest = "\u0000rest";

const total = (cells: readonly Cell[]) => cells.reduce((sum, cell) => sum + (cell.events ?? 0), 0);

/** Groups by size, the biggest first, cohorts as everywhere by name; what a figure cannot tell apart any more is one group at the end. */
function ranked(cells: readonly Cell[], { breakdown }: Params) {
  if (breakdown === byCohort) return { own: groupsOf(cells), others: [] };
  const sizes = new Map<string, number>();
  for (const cell of cells) sizes.set(cell.group ?? "", (sizes.get(cell.group ?? "") ?? 0) + (cell.events ?? 0));
  const order = groupsOf(cells).toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  return order.length <= mostGroups
    ? { own: order, others: [] }
    : { own: order.slice(0, mostGroups - 1), others: order.slice(mostGroups - 1) };
}

function Figure({
  cells,
  earlier,
  params,
  facts,
  title,
  onPick,
  difference,
}: FigureProps<Params, typeof question.columns>) {
  const [show, setShow] = useShown("show", shows, "events");
  const { unit, breakdown } = params;
  const axis = axisOf(
    [...cells, ...(earlier?.cells ?? [])].map((cell) => cell.period),
    unit,
    "calendar",
  );
  const { own, others } = ranked(cells, params);
  const byPlace = (all: readonly Cell[]) => {
    const at = new Map(all.map((cell) => [`${cell.group} ${placeOf(cell.period, "calendar")}`, cell]));
    return (group: string, x: number | undefined) => at.get(`${group} ${x}`);
  };
  const [cellOf, earlierOf] = [byPlace(cells), byPlace(earlier?.cells ?? [])];
  const pick = (group: string, index: number) => {
    const cell = cellOf(group, axis.xs[index]);
    if (cell) onPick(cell);
  };
  const details = (group: string, index: number): (readonly [string, string])[] => {
    const cell = cellOf(group, axis.xs[index]);
    const then = earlier && (earlierOf(group, axis.xs[index])?.events ?? 0);
    return cell
      ? [
          ["events", count(cell.events ?? 0)],
          ["patients", count(cell.patients ?? 0)],
          ...(then === null ? [] : ([["events then", count(then)]] as const)),
        ]
      : [["patients", "0"]];
  };
  const stacksOf = (of: typeof cellOf): Stack[] => [
    ...own.map((group) => ({ key: group, label: group, values: axis.xs.map((x) => of(group, x)?.events ?? 0) })),
    ...(others.length === 0
      ? []
      : [
          {
            key: rest,
            label: `${others.length} others`,
            values: axis.xs.map((x) => others.reduce((sum, group) => sum + (of(group, x)?.events ?? 0), 0)),
          },
        ]),
  ];
  const linesOf = (of: typeof cellOf) =>
    own.map((group) => ({
      key: group,
      label: group,
      values: axis.xs.map((x) => {
        const cell = of(group, x);
        return { value: cell?.[show] ?? 0, low: null, high: null, patients: cell?.patients ?? 0 };
      }),
    }));
  const provisionalFrom = provisionalDay(facts.provisionalFrom, axis.xs, unit);
  const top = valueTicks(Math.max(0, ...[...cells, ...(earlier?.cells ?? [])].map((cell) => cell[show] ?? 0)));
  // Cohorts may share patients: bars on top of each other would add the same events up.
  const stacked = show === "events" && breakdown !== byCohort;
  return (
    <>
      <Segmented
        label="What is drawn"
        value={show}
        options={shows.map((id) => ({ id, label: words[id] }))}
        onChange={(id) => void setShow(id)}
      />
      {stacked ? (
        <EventBars
          title={title}
          description={`Events by ${periodWords[unit].one}, stacked by group; the table holds every value.`}
          starts={axis.xs}
          stacks={stacksOf(cellOf)}
          earlier={earlier && { stacks: stacksOf(earlierOf), words: earlier.words }}
          provisionalFrom={provisionalFrom}
          unit={`events per ${periodWords[unit].one}`}
          name={(x) => periodName(x, unit)}
          details={({ key, values }, index) =>
            key === rest
              ? [
                  ["events", count(values[index] ?? 0)],
                  ["one by one", "in the table"],
                ]
              : details(key, index)
          }
          onPick={({ key }, index) => pick(key, index)}
        />
      ) : (
        <TimeSeries
          title={title}
          description={`${show === "events" ? "Events" : "Patients with an event"}, by ${periodWords[unit].one}; the table holds every value.`}
          axis={axis}
          lines={linesOf(cellOf)}
          earlier={earlier && { lines: linesOf(earlierOf), words: earlier.words }}
          domain={[0, top.at(-1) ?? 1]}
          ticks={top}
          format={compact}
          denominators={false}
          provisionalFrom={provisionalFrom}
          name={(x) => periodName(x, unit)}
          details={({ key }, index) => details(key, index)}
          onPick={({ key }, index) => pick(key, index)}
        />
      )}
      {difference(({ what }) => what === activity[show])}
    </>
  );
}

/** The finding: how much there is, and what most of it is. */
function title(cells: readonly Cell[], params: Params): string {
  const { unit, breakdown } = params;
  const { own } = ranked(cells, params);
  const sum = total(cells);
  const first = own[0];
  const share = total(cells.filter((cell) => cell.group === first)) / Math.max(1, sum);
  const periods = axisOf(
    cells.map((cell) => cell.period),
    unit,
    "calendar",
  ).xs.length;
  const over = plural(periods, periodWords[unit].one, periodWords[unit].many);
  // Cohorts may share patients, whose events are no one's sum.
  if (breakdown === byCohort)
    return `${own
      .map((group) => `${plural(total(cells.filter((cell) => cell.group === group)), "event")} of ${group}`)
      .join(", ")} in ${over}`;
  const span = `${plural(sum, "event")} in ${over}`;
  return breakdown === "none" || share === 1 ? span : `${span}; ${percent(share)} of them ${first ?? ""}`;
}

export const view = defineView(question, {
  section: "Events",
  navTitle: "Activity",
  order: 10,
  summary: "What was recorded when, by type or any attribute, and how many patients were active.",
  title,
  subtitle: ({ unit, breakdown }) =>
    `Events by ${periodWords[unit].one} in which they occurred${breakdown === "none" ? "" : `, by ${breakdown}`}`,
  definition: ({ unit, breakdown, types }) => ({
    words: [
      "An event counts on the patient’s local day on which it occurred. Facts about a person (sex, birth date, periods of observation) are left out.",
      "A patient counts once in each period and group.",
    ],
    formula: "count of events; count of distinct patients",
    rows: [
      ["period", periodWords[unit].one],
      ["broken down by", breakdown],
      ["types", types.length === 0 ? "all" : plural(types.length, "type")],
    ],
  }),
  excess(cells, { unit }) {
    const { xs } = axisOf(
      cells.map((cell) => cell.period),
      unit,
      "calendar",
    );
    return tooMany(xs.length * Math.min(mostGroups, groupsOf(cells).length), mostPoints, "points", unit);
  },
  name: ({ period, group }, { unit }) =>
    `${periodName(placeOf(period, "calendar"), unit)}${group === "all" ? "" : ` · ${group}`}`,
  nothing: ({ types }) =>
    types.length > 0
      ? "No event is of the types chosen. Choose others, or none for all."
      : "The history holds no event that happened to a patient.",
  Figure,
  columns: { period: "Period", group: "Group", events: "Events", patients: "Patients" },
  rowColumns: () => ({ events: "Events" }),
  words: {},
  differences: {
    label: ({ what }) => String(what),
    along: ({ unit }) => ({
      place: ({ period }) => placeOf(String(period), "calendar"),
      axis: (_, { cells }) =>
        axisOf(
          cells.map(({ period }) => String(period)),
          unit,
          "calendar",
        ),
      name: (x) => periodName(x, unit),
    }),
  },
  tables: {
    observed: {
      label: "Patients under observation",
      columns: {
        period: "Period",
        group: "Group",
        patients: "Patients observed",
        active: "Of these with an event",
        mean: "Events of such a patient, mean",
        sd: "Standard deviation",
      },
    },
  },
});
