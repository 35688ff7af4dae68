"use client";
import { count, percent } from "../../charts/format";
import { provisionalDay } from "../../charts/provisional";
import type { Line, Point } from "../../charts/series";
import { TimeSeries } from "../../charts/time-series";
import { groupsOf } from "../cells";
import type { FigureProps } from "../view";
import type question from "./question";
import { timeOf } from "./time";
import type { Cell, Params } from "./title";

export const shows = ["mean", "median", "share"] as const;
export type Show = (typeof shows)[number];

export const showWords = (threshold: number): Readonly<Record<Show, string>> => ({
  mean: "Mean",
  median: "Median",
  share: `Share at ${percent(threshold)} or more`,
});

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

type CurvesProps = FigureProps<Params, typeof question.columns> & { show: Show };

/** The measure over time, a line for each group. */
export function Curves({ cells, earlier, params, facts, title: name, show, onPick }: CurvesProps) {
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
  return (
    <TimeSeries
      title={name}
      description={`${showWords(threshold)[show]} of ${count(facts.patients)} patients at most; the table holds every value.`}
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
  );
}
