"use client";
import { useState } from "react";
import { count, percent, tenths } from "../../charts/format";
import { periodWords } from "../../charts/period";
import { provisionalDay } from "../../charts/provisional";
import { Segmented } from "../../charts/segmented";
import type { Axis, Line } from "../../charts/series";
import { TimeSeries } from "../../charts/time-series";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { axisOf, groupsOf, nameOf, placeOf } from "../cells";
import { tooMany, tooManyGroups } from "../excess";
import { defineView, type FigureProps } from "../view";
import { measureName } from "../measure-name";
import question, { type Params } from "./question";
import { detailsOf, isShare, scaleOf, type Show, shows, title, told } from "./told";

type PanelProps = FigureProps<Params, typeof question.columns> & { show: Show; name: string; rows: readonly Row[] };

/** Where periods stand, those of a patient since the index day. */
function axisFor(periods: readonly (string | null)[], unit: Params["unit"], by: Params["by"]): Axis {
  const axis = axisOf(periods, unit, by);
  return axis.kind === "count" ? { ...axis, label: `${periodWords[unit].many} since the index day` } : axis;
}

/** What is estimated of what is shown; of the others nothing is. */
const estimated: Partial<Record<Show, string>> = { mean: "mean", change: "mean change", share: "share of responders" };

/** One measure, or one task, over time: a line for each group. */
function Panel({ show, name: raw, rows, cells, params, facts, onPick, onPickBeside, difference }: PanelProps) {
  const { unit, by } = params;
  const name = show === "tasks" ? raw : measureName(raw);
  const axis = axisFor(
    cells.map(({ period }) => period),
    unit,
    by,
  );
  const at = new Map(rows.map((row) => [`${String(row["group"])} ${placeOf(String(row["period"]), by)}`, row]));
  const toldAt = (group: string, x: number | undefined) => {
    const row = at.get(`${group} ${x}`);
    return row ? told(row, show) : null;
  };
  const lines: Line[] = groupsOf(cells).map((group) => ({
    key: group,
    label: group,
    values: axis.xs.map((x) => toldAt(group, x)?.point ?? null),
  }));
  const points = lines.flatMap(({ values }) => values.flatMap((point) => point ?? []));
  const ticks = scaleOf(
    points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
    show,
  );
  const format = (value: number) => (isShare(show) ? percent(value) : tenths(value));
  return (
    <section aria-label={name} className="mb-5">
      <h3 className="mb-1 font-semibold">{name}</h3>
      <TimeSeries
        title={name}
        description={`${shows.find(({ id }) => id === show)?.label ?? ""} of ${count(facts.patients)} patients at most; the table holds every value.`}
        axis={axis}
        lines={lines}
        domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
        ticks={ticks}
        format={format}
        {...(show === "change" && { threshold: { at: 0, label: "as at baseline" } })}
        provisionalFrom={by === "calendar" ? provisionalDay(facts.provisionalFrom, axis.xs, unit) : null}
        second
        name={(x) => nameOf(x, unit, by)}
        details={({ key }, index) => {
          const found = toldAt(key, axis.xs[index]);
          return found ? detailsOf(found.row, show) : [];
        }}
        onPick={({ key }, index) => {
          const found = toldAt(key, axis.xs[index]);
          if (!found) return;
          if (show === "tasks")
            onPickBeside("tasks", found.row, `${name} due, ${nameOf(axis.xs[index] ?? 0, unit, by)}`);
          else {
            const cell = cells.find((one) => one === found.row);
            if (cell) onPick(cell);
          }
        }}
      />
      {difference(({ measure, what }) => measure === raw && what === estimated[show])}
    </section>
  );
}

function Figure(props: FigureProps<Params, typeof question.columns>) {
  const { cells, also } = props;
  const [show, setShow] = useState<Show>("mean");
  const tasks = also["tasks"] ?? [];
  const rows: readonly Row[] = show === "tasks" ? tasks : cells;
  const panels = [...grouped(rows, (row) => String(show === "tasks" ? row["task"] : row["measure"]))];
  return (
    <>
      <Segmented<Show>
        label="What is shown"
        value={show}
        options={shows.filter(({ id }) => id !== "tasks" || tasks.length > 0)}
        onChange={setShow}
      />
      {panels.map(([name, own]) => (
        <Panel key={name} {...props} show={show} name={name} rows={own} />
      ))}
    </>
  );
}

const sideWords = { atLeast: "at least", atMost: "at most" } as const;

export const view = defineView(question, {
  section: "Cohorts",
  navTitle: "Surveys and measures",
  order: 40,
  summary: "Scores and symptoms over time, change from baseline, responders, and tasks done of those due.",
  title,
  subtitle: ({ unit, by }) =>
    `The last value of each patient and ${periodWords[unit].one}${by === "index" ? " since the index day" : ""}; band: middle half of patients`,
  definition: ({ side, limit }) => ({
    words: [
      "Each patient counts once in a period, with the last value in it. Under each point stand the patients that it rests on.",
      "Baseline is the last value by the index day, else the first after it; change is told of later values alone.",
      "Answered is the share of those under observation in any part of the period who have a value in it.",
      "A task is done by the first completion of its kind at or after it and before the next of its kind falls due. Tasks have no deadline of their own here.",
    ],
    formula: "change = value − baseline",
    rows: [
      ["responder", `changed by ${sideWords[side]} ${tenths(limit)}`],
      ["quartiles", "R type 7"],
    ],
  }),
  excess: (cells, { unit }) =>
    tooManyGroups(grouped(cells, ({ group }) => group).size) ?? tooMany(cells.length, 6000, "points", unit),
  name: ({ measure, period, group }, { unit, by }) =>
    `${measureName(measure ?? "")}, ${nameOf(placeOf(period, by), unit, by)}${group === "all" ? "" : ` · ${group ?? ""}`}`,
  nothing: () => "No survey, laboratory value or symptom with a number lies in the time under observation.",
  Figure,
  columns: {
    group: "Group",
    measure: "Measure",
    period: "Period",
    observed: "Under observation",
    patients: "With a value",
    mean: "Mean",
    sd: "SD",
    q1: "Lower quartile",
    median: "Median",
    q3: "Upper quartile",
    with_baseline: "With a baseline",
    change: "Mean change",
    change_sd: "SD of change",
    responders: "Responders",
    share: "Share of responders",
  },
  rowColumns: () => ({ value: "Value", baseline: "Baseline", change: "Change", due: "Due", done: "Done" }),
  differences: {
    label: ({ measure, what }) => `${measureName(String(measure))}, ${String(what)}`,
    along: ({ unit, by }) => ({
      place: ({ period }) => placeOf(String(period), by),
      axis: (_, { cells }) =>
        axisFor(
          cells.map(({ period }) => String(period)),
          unit,
          by,
        ),
      name: (x) => nameOf(x, unit, by),
    }),
  },
  words: {
    "side.atLeast": "changed by at least",
    "side.atMost": "changed by at most",
    "by.index": "since the index day",
    "by.calendar": "of the calendar",
  },
  choices: (cells) => ({
    measures: [...new Set(cells.map(({ measure }) => measure ?? ""))].map((id) => ({ id, label: id })),
  }),
  tables: {
    tasks: {
      label: "Tasks due and done",
      columns: {
        group: "Group",
        task: "Task",
        period: "Period",
        patients: "Patients",
        due: "Due",
        done: "Done",
        share: "Share done",
      },
    },
  },
});
