import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { aalenJohansen, type Competing, type Incidence, meanTimeLost } from "../../stats/aalen-johansen";
import type { Interval, Survival } from "../../stats/kaplan-meier";
import { atTime, type GroupCurve, horizonOf, kaplanMeierCurves, summarised } from "../survival-cells";
import type { Params } from "./question";

/** Times of one outcome: who leaves without it and is not censored had another. */
const withCompeting = (rows: readonly Row[]): Competing[] =>
  rows.map(atTime).map((at, i, all) => ({
    ...at,
    competing: at.atRisk - (all[i + 1]?.atRisk ?? 0) - at.events - at.censored,
  }));

/** The share without the outcome, whose limits are the other way round. */
const without = ({ incidence, lower, upper, ...at }: Incidence): Survival => ({
  ...at,
  survival: 1 - incidence,
  lower: upper === null ? null : 1 - upper,
  upper: lower === null ? null : 1 - lower,
});

type Estimating = Pick<Params, "estimate" | "interval" | "until">;

const incidenceCurves = (cells: readonly Row[], interval: Interval): Map<string, Incidence[]> =>
  new Map(
    [...grouped(cells, ({ group }) => String(group))].map(([group, own]) => [
      group,
      aalenJohansen(withCompeting(own), interval),
    ]),
  );

/** The share of each group that is without the outcome: by Kaplan and Meier, or 1 less the incidence by Aalen and Johansen. */
export const curvesOf = (cells: readonly Row[], { estimate, interval }: Estimating): GroupCurve[] =>
  estimate === "survival"
    ? kaplanMeierCurves(cells, interval)
    : [...incidenceCurves(cells, interval)].map(([group, curve]) => [group, curve.map(without)]);

/** Each curve in numbers; the mean of an incidence is the time lost to the outcome. */
export function summaryOf(cells: readonly Row[], params: Estimating) {
  const curves = curvesOf(cells, params);
  const horizon = horizonOf(curves, params.until);
  if (params.estimate === "survival") return summarised(curves, horizon);
  const rising = incidenceCurves(cells, params.interval);
  return summarised(curves, horizon, (group) => meanTimeLost(rising.get(group) ?? [], horizon));
}

/** Rows of the incidence of each outcome, counted, with what is estimated from them. */
export const incidences = (rows: readonly Row[], interval: Interval) =>
  [...grouped(rows, ({ group, outcome }) => JSON.stringify([group, outcome])).values()].flatMap((own) =>
    aalenJohansen(withCompeting(own), interval).map(({ incidence, stdError, lower, upper }, i) => ({
      group: String(own[i]?.["group"]),
      outcome: String(own[i]?.["outcome"]),
      time: Number(own[i]?.["time"]),
      at_risk: Number(own[i]?.["at_risk"]),
      events: Number(own[i]?.["events"]),
      censored: Number(own[i]?.["censored"]),
      incidence,
      std_error: stdError,
      lower,
      upper,
    })),
  );
