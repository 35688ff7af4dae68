import type { Curve } from "../../charts/curves";
import { inkOf } from "../../charts/palette";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { outcomesOf } from "./outcomes";
import type { Params } from "./question";

const numberOf = (value: Row[string] | undefined) => (typeof value === "number" ? value : null);

/** Rows of a curve up to a day, where it is neither seen nor over before then with what holds on that day; all of them where the day is 0. */
export function upTo<R extends Row>(rows: readonly R[], until: number, start: Partial<R>): readonly R[] {
  const next = rows.findIndex((row) => Number(row["time"]) > until);
  const after = rows[next];
  if (until === 0 || !after) return rows;
  const before = rows.slice(0, next);
  if (before.at(-1)?.["time"] === until) return before;
  const last = {
    ...after,
    ...(before.at(-1) ?? start),
    time: until,
    at_risk: after["at_risk"],
    events: 0,
    censored: 0,
  };
  return [...before, last];
}

/** Rows with their curve's key, cut off where the axis ends. */
export type Drawn = readonly (readonly [key: string, rows: readonly Row[]])[];

const atStart = { survival: 1, incidence: 0, std_error: 0, lower: null, upper: null };

/** The rows of each curve. */
export const rowsByCurve = (rows: readonly Row[], { until }: Params, keyOf: (row: Row) => string): Drawn =>
  [...grouped(rows, keyOf)].map(([key, own]) => [key, upTo(own, until, atStart)]);

const stepsOf = (rows: readonly Row[], value: "survival" | "incidence"): Curve["steps"] =>
  rows.map((row) => ({
    time: Number(row["time"]),
    value: Number(row[value]),
    low: numberOf(row["lower"]),
    high: numberOf(row["upper"]),
    patients: Number(row["at_risk"]),
    censored: Number(row["censored"]),
  }));

type Medians = ReadonlyMap<string, number | null>;

/** Curves that fall, one a group. */
export const falling = (drawn: Drawn, medians: Medians): Curve[] =>
  drawn.map(([key, rows]) => ({
    key,
    label: key,
    start: 1,
    steps: stepsOf(rows, "survival"),
    median: medians.get(key) ?? null,
  }));

export const keyOfIncidence = ({ group, outcome }: Row): string => JSON.stringify([group, outcome]);

/** Curves that rise, one a group and outcome: colours tell groups apart, or outcomes where there is one group, dashes outcomes. */
export function rising(drawn: Drawn, params: Params, medians: Medians): Curve[] {
  const [first, ...others] = outcomesOf(params).map(({ label }) => label);
  const groups = [...new Set(drawn.map(([, rows]) => String(rows[0]?.["group"])))];
  const several = groups.length > 1;
  return drawn.map(([key, rows]) => {
    const [group, outcome] = [String(rows[0]?.["group"]), String(rows[0]?.["outcome"])];
    const [g, o] = [groups.indexOf(group), [first, ...others].indexOf(outcome)];
    return {
      key,
      label: several ? (others.length > 0 ? `${group}: ${outcome}` : group) : outcome,
      start: 0,
      steps: stepsOf(rows, "incidence"),
      median: outcome === first ? (medians.get(group) ?? null) : null,
      ...(others.length > 0 && { ink: several ? { ...inkOf(g), dash: inkOf(o).dash } : inkOf(o) }),
      risk: group,
    };
  });
}
