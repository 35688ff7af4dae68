import { count, percent, plural, tenths } from "../../charts/format";
import type { Point } from "../../charts/series";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { groupsOf, nameOf, placeOf } from "../cells";
import { measureName } from "../measure-name";
import type { Cell, Params } from "./question";

export const shows = [
  { id: "mean", label: "Mean" },
  { id: "median", label: "Median" },
  { id: "change", label: "Change" },
  { id: "share", label: "Responders" },
  { id: "answered", label: "Answered" },
  { id: "tasks", label: "Tasks done" },
] as const;
export type Show = (typeof shows)[number]["id"];

/** One line's value at one place, whatever is shown: of a cell or of a row of tasks. */
type Told = { row: Row; point: Point };

const number = (value: Row[string] | undefined): number => Number(value ?? 0);

export function told(row: Row, show: Show): Told | null {
  const plain = (value: number, patients: number): Told => ({ row, point: { value, low: null, high: null, patients } });
  switch (show) {
    case "mean":
    case "median":
      return {
        row,
        point: {
          value: number(row[show]),
          low: number(row["q1"]),
          high: number(row["q3"]),
          patients: number(row["patients"]),
        },
      };
    case "change":
      return row["change"] === null ? null : plain(number(row["change"]), number(row["with_baseline"]));
    case "share":
      return row["share"] === null ? null : plain(number(row["share"]), number(row["with_baseline"]));
    case "answered":
      return plain(number(row["patients"]) / Math.max(1, number(row["observed"])), number(row["observed"]));
    case "tasks":
      return plain(number(row["share"]), number(row["patients"]));
  }
}

export const isShare = (show: Show) => show === "share" || show === "answered" || show === "tasks";

/** Ticks of whole steps around values. */
export function scaleOf(values: readonly number[], show: Show): number[] {
  if (isShare(show)) return [0, 0.25, 0.5, 0.75, 1];
  const [low, high] = [
    Math.min(...values, show === "change" ? 0 : Infinity),
    Math.max(...values, show === "change" ? 0 : -Infinity),
  ];
  const rough = Math.max(1e-6, (high - low) / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A point in words, as its note has them. */
export function detailsOf(row: Row, show: Show): (readonly [string, string])[] {
  if (show === "tasks")
    return [
      ["done", `${count(number(row["done"]))} of ${count(number(row["due"]))} due`],
      ["share", percent(number(row["share"]), 1)],
      ["patients", count(number(row["patients"]))],
    ];
  const change =
    row["change"] === null
      ? "not known"
      : `${tenths(number(row["change"]))} (SD ${row["change_sd"] === null ? "–" : tenths(number(row["change_sd"]))})`;
  return [
    ["mean", tenths(number(row["mean"]))],
    ["median", tenths(number(row["median"]))],
    ["middle half", `${tenths(number(row["q1"]))} to ${tenths(number(row["q3"]))}`],
    ["change from baseline", change],
    ["responders", `${count(number(row["responders"]))} of ${count(number(row["with_baseline"]))}`],
    ["with a value", `${count(number(row["patients"]))} of ${count(number(row["observed"]))} observed`],
  ];
}

/** The finding: how the first measure stands at the last time at which half of those first observed still are. */
export function title(cells: readonly Cell[], { unit, by }: Params): string {
  const [first] = [...grouped(cells, ({ measure }) => measure ?? "")];
  if (!first) return "Surveys and measures";
  const [name, own] = first;
  const [group] = groupsOf(own);
  const line = own.filter((cell) => cell.group === group && cell.change !== null);
  const most = Math.max(0, ...line.map(({ observed }) => observed ?? 0));
  const last = line.findLast(({ observed }) => (observed ?? 0) >= most / 2);
  const measures = grouped(cells, ({ measure }) => measure).size;
  if (!last) return `${plural(measures, "measure")} over time`;
  const by_ = last.change ?? 0;
  const moved =
    Math.abs(by_) < 0.05 ? "stays as it was" : `${by_ > 0 ? "rises" : "falls"} by ${tenths(Math.abs(by_))} on average`;
  const when = nameOf(placeOf(last.period, by), unit, by);
  return `${measureName(name)}${group === "all" ? "" : ` of ${group ?? ""}`} ${moved} ${by === "index" ? `by ${when}` : `until ${when}`}`;
}
