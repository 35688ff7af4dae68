import type { Row } from "../engine/decode";
import type { Statement } from "../export/statement";
import { grouped } from "../group";
import { sql, type Sql } from "../sql";
import { type AtTime, type Interval, kaplanMeier, medians, restrictedMean, type Survival } from "../stats/kaplan-meier";
import { type LogRank, logRank } from "../stats/log-rank";

/** Cells of survival curves: at each time of a group how many were at risk, had the event and were censored, and what the curve is then. */
export const survivalColumns = {
  group: "text",
  time: "number",
  at_risk: "integer",
  events: "integer",
  censored: "integer",
  survival: "number",
  std_error: "number",
  lower: "number",
  upper: "number",
} as const;
export type SurvivalCell = Row<typeof survivalColumns>;

/** A group and its curve. */
export type GroupCurve = readonly [group: string, curve: readonly Survival[]];

/** How many are still at risk, of rows that each count those `leaving` a group at a time. */
export const atRisk = (leaving: Sql): Sql =>
  sql`(sum(${leaving}) OVER (PARTITION BY "group" ORDER BY time DESC ROWS UNBOUNDED PRECEDING))::BIGINT AS at_risk`;

/** Columns of a curve that are worked out afterwards. */
export const notYet = sql`NULL::DOUBLE AS survival, NULL::DOUBLE AS std_error, NULL::DOUBLE AS lower, NULL::DOUBLE AS upper`;

/** A row as the times of a curve are counted. */
export const atTime = ({ time, at_risk, events, censored }: Row): AtTime => ({
  time: Number(time),
  atRisk: Number(at_risk),
  events: Number(events),
  censored: Number(censored),
});

/** The curve of each group by Kaplan and Meier. */
export const kaplanMeierCurves = (cells: readonly Row[], interval: Interval): GroupCurve[] =>
  [...grouped(cells, ({ group }) => String(group))].map(([group, own]) => [
    group,
    kaplanMeier(own.map(atTime), interval),
  ]);

const known = (value: number) => (Number.isNaN(value) ? null : value);

export const survivalCells = (curves: readonly GroupCurve[]): SurvivalCell[] =>
  curves.flatMap(([group, curve]) =>
    curve.map(({ time, atRisk: at_risk, events, censored, survival, stdError, lower, upper }) => ({
      group,
      time,
      at_risk,
      events,
      censored,
      survival,
      std_error: known(stdError),
      lower,
      upper,
    })),
  );

export const summaryColumns = {
  group: "text",
  n: "integer",
  events: "integer",
  median: "number",
  lower: "number",
  upper: "number",
  restricted_mean: "number",
  se: "number",
} as const;

const end = (curve: readonly Survival[]): number => curve.at(-1)?.time ?? Infinity;

/** The last time that every curve reaches. With `until` no later than that; a curve on which nobody is left at the end, censored, is known for ever. */
export const horizonOf = (curves: readonly GroupCurve[], until = 0): number =>
  until === 0
    ? Math.min(...curves.map(([, curve]) => end(curve)))
    : Math.min(until, ...curves.map(([, curve]) => (curve.at(-1)?.censored === 0 ? Infinity : end(curve))));

/** Each curve in numbers; its mean as `meanOf` has it, where that is not the area under it up to the horizon. */
export function summarised(
  curves: readonly GroupCurve[],
  horizon: number,
  meanOf: (group: string, curve: readonly Survival[]) => { mean: number; se: number } = (_, curve) =>
    restrictedMean(curve, horizon),
): Row<typeof summaryColumns>[] {
  return curves.map(([group, curve]) => {
    const { mean, se } = meanOf(group, curve);
    const events = curve.reduce((sum, at) => sum + at.events, 0);
    return { group, n: curve[0]?.atRisk ?? 0, events, ...medians(curve), restricted_mean: mean, se };
  });
}

export const testColumns = { statistic: "number", df: "integer", p: "number" } as const;

/** The log-rank test of the groups' cells; no row where there is nothing to compare. */
export function tested(cells: readonly Row[]): LogRank[] {
  const test = logRank([...grouped(cells, ({ group }) => String(group)).values()].map((own) => own.map(atTime)));
  return test ? [test] : [];
}

/** A merged curve and what follows from it; its counts are safe as they are. */
export const curveStatement: Statement = {
  key: ["group", "time"],
  names: ["group"],
  counts: { at_risk: {}, events: {}, censored: {} },
  rests: Object.fromEntries(["survival", "std_error", "lower", "upper"].map((name) => [name, ["at_risk"]])),
};

/** What follows from merged curves. */
export const summaryStatement: Statement = {
  key: ["group"],
  names: ["group"],
  counts: { n: {}, events: {} },
  rests: Object.fromEntries(["median", "lower", "upper", "restricted_mean", "se"].map((name) => [name, ["n"]])),
};
export const logRankStatement: Statement = { key: [], counts: {}, rests: { statistic: [], df: [], p: [] } };
