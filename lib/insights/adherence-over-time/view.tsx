"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { count, percent, plural } from "../../charts/format";
import { Segmented } from "../../charts/segmented";
import type { Line, Point } from "../../charts/series";
import { TimeSeries } from "../../charts/time-series";
import { provisionalDay } from "../../charts/provisional";
import { groupsOf } from "../cells";
import { windowSummaries, windowValueWords } from "../supply-words";
import { tooMany, tooManyGroups } from "../excess";
import { defineView, type FigureProps } from "../view";
import question, { isOfWindows } from "./question";
import { definition, measureWords } from "./definition";
import { timeOf } from "./time";
import { type Cell, type Params, title } from "./title";

const mostPoints = 4000;
const shows = ["mean", "median", "share"] as const;
type Show = (typeof shows)[number];

const pointOf = (cell: Cell, show: Show): Point => ({
  value: (show === "share" ? cell.share80 : cell[show]) ?? 0,
  low: show === "share" ? null : cell.q1,
  high: show === "share" ? null : cell.q3,
  patients: cell.patients ?? 0,
});

/** The mean as it was known before, and by how many points it moved. */
function moved({ mean }: Cell, then: Cell | undefined): (readonly [string, string])[] {
  if (!then) return [["mean then", "not there"]];
  const by = 100 * ((mean ?? 0) - (then.mean ?? 0));
  const points = `${by < 0 ? "−" : "+"}${Math.abs(by).toFixed(1)}`;
  return [
    ["mean then", percent(then.mean ?? 0, 1)],
    ["difference", `${points} points`],
  ];
}

const tenth = (value: number) => Math.round(value * 10) / 10;

function Figure({ cells, earlier, params, facts, title: name, onPick }: FigureProps<Params, typeof question.columns>) {
  const [show, setShow] = useQueryState(
    "show",
    parseAsStringLiteral(shows).withDefault("mean").withOptions({ history: "push" }),
  );
  const { threshold } = params;
  const time = timeOf(params);
  const axis = time.axis([...cells, ...(earlier?.cells ?? [])].map((cell) => cell.period));
  const byPlace = (all: readonly Cell[]) => {
    const at = new Map(all.map((cell) => [`${cell.group} ${time.place(cell.period)}`, cell]));
    return (group: string, x: number | undefined) => at.get(`${group} ${x}`);
  };
  const [cellOf, earlierOf] = [byPlace(cells), byPlace(earlier?.cells ?? [])];
  const linesOf = (of: typeof cellOf): Line[] =>
    groupsOf(cells).map((group) => ({
      key: group,
      label: group,
      values: axis.xs.map((x) => {
        const cell = of(group, x);
        return cell ? pointOf(cell, show) : null;
      }),
    }));
  const [lines, before] = [linesOf(cellOf), linesOf(earlierOf)];
  const lowest = Math.min(
    ...lines.flatMap(({ values }) => values.map((point) => (point ? Math.min(point.value, point.low ?? 1) : 1))),
    ...before.flatMap(({ values }) => values.map((point) => point?.value ?? 1)),
  );
  const floor = Math.max(
    0,
    Math.min(tenth(Math.floor(lowest * 10) / 10), tenth(Math.floor(threshold * 10) / 10 - 0.1)),
  );
  const highest = Math.max(
    1,
    ...[...lines, ...before].flatMap(({ values }) => values.map((point) => point?.high ?? point?.value ?? 0)),
  );
  const step = [0.1, 0.2, 0.5, 1, 2, 5].find((size) => highest - floor <= 6 * size + 1e-9) ?? 10;
  const bottom = tenth(Math.floor(floor / step + 1e-9) * step);
  const top = tenth(bottom + Math.ceil((highest - bottom) / step - 1e-9) * step);
  const ticks = Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, i) => tenth(bottom + i * step));
  const words = { mean: "Mean", median: "Median", share: `Share at ${percent(threshold)} or more` };
  return (
    <>
      <Segmented
        label="What is drawn"
        value={show}
        options={shows.map((id) => ({ id, label: words[id] }))}
        onChange={(id) => void setShow(id)}
      />
      <TimeSeries
        title={name}
        description={`${words[show]} of ${count(facts.patients)} patients at most; the table holds every value.`}
        axis={axis}
        lines={lines}
        earlier={earlier && { lines: before, words: earlier.words }}
        domain={[bottom, top]}
        ticks={ticks}
        format={(value) => percent(value)}
        {...(show !== "share" && { threshold: { at: threshold, label: `threshold ${percent(threshold)}` } })}
        provisionalFrom={time.calendar ? provisionalDay(facts.provisionalFrom, axis.xs, time.unit) : null}
        name={time.name}
        details={({ key }, index) => {
          const cell = cellOf(key, axis.xs[index]);
          if (!cell) return [];
          return [
            ["mean", percent(cell.mean ?? 0, 1)],
            ["median", percent(cell.median ?? 0, 1)],
            ["middle half", `${percent(cell.q1 ?? 0)} to ${percent(cell.q3 ?? 0)}`],
            [`at ${percent(threshold)} or more`, percent(cell.share80 ?? 0)],
            ["patients", count(cell.patients ?? 0)],
            ...(earlier ? moved(cell, earlierOf(key, axis.xs[index])) : []),
          ];
        }}
        onPick={({ key }, index) => {
          const cell = cellOf(key, axis.xs[index]);
          if (cell) onPick(cell);
        }}
      />
    </>
  );
}

export const view = defineView(question, {
  section: "Adherence",
  navTitle: "Over time",
  order: 20,
  summary: "How much of the treatment is taken, month by month, and by how many patients.",
  title,
  subtitle: (params) =>
    `${measureWords(params.measure)}, patients under observation, ${timeOf(params).words}; band: middle half of patients`,
  definition,
  excess(cells, params) {
    const groups = groupsOf(cells).length;
    const points = timeOf(params).axis(cells.map((cell) => cell.period)).xs.length * groups;
    return tooManyGroups(groups) ?? tooMany(points, mostPoints, "points", params.window === 0 ? params.unit : null);
  },
  name({ period, group }, params) {
    const time = timeOf(params);
    return `${time.name(time.place(period))}${group === "all" ? "" : ` · ${group}`}`;
  },
  nothing: ({ measure, items, window }) => {
    if (items.length > 0) return "Nothing here is about the chosen medicines. Choose others, or all of them.";
    if (window > 0 && measure !== "doses")
      return `Nobody is followed for a whole window of ${plural(window, "day")}. Take a shorter one, or load a file that holds dispensings.`;
    return measure !== "doses"
      ? "No event in this history is a supply: a dispensing, or a prescription with days supplied. Measure from doses, or load a file that holds dispensings."
      : "No dose was due: the history holds no prescription with a schedule. Measure from supply, or load a file that holds prescriptions.";
  },
  Figure,
  columns: {
    period: "Period",
    group: "Group",
    patients: "Patients",
    mean: "Mean",
    q1: "Lower quartile",
    median: "Median",
    q3: "Upper quartile",
    share80: "Share at the threshold",
  },
  rowColumns: ({ measure }) =>
    isOfWindows(measure)
      ? { window_start: "Window starts", window_end: "Window ends", value: measure }
      : measure === "supply"
        ? { numerator: "Days covered", denominator: "Days observed", value: "Share" }
        : { numerator: "Doses taken", denominator: "Doses due", value: "Share" },
  words: {
    "measure.supply": "supply",
    "measure.doses": "doses",
    "by.calendar": "calendar",
    "by.index": "since first event",
    "earlyRefills.shift": "shifted",
    "earlyRefills.overlap": "overlap",
    "window.0": "none",
    ...windowValueWords,
  },
  summaries: windowSummaries,
});
