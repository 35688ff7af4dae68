import { type Differing, precisionOf, type Scale, signed } from "../charts/difference";
import type { Row } from "../engine/decode";
import { methods } from "./between";
import type { Differences } from "./view";

const numberIn = (row: Row, name: string): number | null => {
  const value = row[name];
  return typeof value === "number" ? value : null;
};

/** A row of differences as it is drawn. */
export const differingOf = (row: Row): Differing => ({
  value: numberIn(row, "difference"),
  lower: numberIn(row, "lower"),
  upper: numberIn(row, "upper"),
  first: numberIn(row, "value_first"),
  second: numberIn(row, "value_second"),
  patients: [numberIn(row, "n_first") ?? 0, numberIn(row, "n_second") ?? 0],
  why: typeof row["why"] === "string" ? row["why"] : null,
});

/** Whether the difference of a row is told in points of a hundred. */
export const scaleOf = ({ method }: Row, { shares = false }: Pick<Differences<unknown>, "shares">): Scale =>
  method === methods.mean && !shares ? "units" : "points";

const known = (rows: readonly Row[]) => rows.filter(({ difference }) => typeof difference === "number");

const fewest = (row: Row) => Math.min(numberIn(row, "n_first") ?? 0, numberIn(row, "n_second") ?? 0);

/** The row that is told first: the last that rests on half as many patients as the fullest does, in both cohorts; null where nothing differs. */
export function told(rows: readonly Row[]): Row | null {
  const all = known(rows);
  const most = Math.max(0, ...all.map(fewest));
  return all.findLast((row) => 2 * fewest(row) >= most) ?? null;
}

/** “B less A: +6.2 points (95 % interval −1.0 to +13.4, which includes no difference)”. */
export function headline(row: Row, scale: Scale): string {
  const differing = differingOf(row);
  const { value, lower, upper } = differing;
  const digits = precisionOf(differing, scale);
  const names = `${String(row["second"])} less ${String(row["first"])}`;
  if (value === null) return names;
  const size = `${names}: ${signed(value, digits, scale)}${scale === "points" ? " points" : ""}`;
  if (lower === null || upper === null) return size;
  const none = lower <= 0 && upper >= 0 ? ", which includes no difference" : "";
  return `${size} (95\u00a0% interval ${signed(lower, digits, scale)} to ${signed(upper, digits, scale)}${none})`;
}

/** How intervals of each method are made. */
const intervalWords: Readonly<Record<string, string>> = {
  [methods.share]: "Intervals of shares are Newcombe’s hybrid score (1998, method 10).",
  [methods.mean]: "Intervals of means are Welch’s t.",
  [methods.curve]: "Intervals are normal, the variances of both curves added, at each day by itself.",
};

/** Why none of the differences has an interval, where all lack it for one reason. */
export function whyNone(rows: readonly Row[]): string | null {
  const all = new Set(known(rows).map(({ why }) => why));
  const [why] = all;
  return all.size === 1 && typeof why === "string" ? why : null;
}

/** How differences are made, and what keeps some of them from having an interval. */
export function aboutWords(rows: readonly Row[]): string[] {
  const none = whyNone(rows);
  const methodsOf = new Set(rows.map(({ method }) => String(method)));
  const reasons = new Set(known(rows).flatMap(({ why }) => (typeof why === "string" && why !== none ? why : [])));
  return [
    ...(none === null ? [...methodsOf].flatMap((method) => intervalWords[method] ?? []) : []),
    `Cohorts are compared as they are: nothing is adjusted for${none === null ? ", intervals are not widened for their number" : ""}, and a difference is not an effect.`,
    ...[...reasons].map((why) => `No interval where ${why}.`),
  ];
}

/** How the columns of differences are called, but those of their key. */
export const differenceColumns: Readonly<Record<string, string>> = {
  curve: "Curve",
  what: "What",
  first: "First",
  second: "Second",
  n_first: "Patients, first",
  n_second: "Patients, second",
  value_first: "Value, first",
  value_second: "Value, second",
  difference: "Difference",
  lower: "Lower limit",
  upper: "Upper limit",
  method: "Interval by",
  why: "No interval because",
};
