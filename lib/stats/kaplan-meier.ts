import { z95 } from "./normal";

export const intervals = ["plain", "log", "log-log"] as const;
export type Interval = (typeof intervals)[number];

/** At a time: how many were at risk just before it, had the event, were censored. */
export type AtTime = { time: number; atRisk: number; events: number; censored: number };
export type Survival = AtTime & { survival: number; stdError: number; lower: number | null; upper: number | null };

const clip = (value: number) => Math.min(1, Math.max(0, value));

/** 95 % limits of a probability, whose logarithm has this standard error; null where they are not defined (R's survfit). */
export function limits(
  survival: number,
  error: number,
  interval: Interval,
): { lower: number | null; upper: number | null } {
  if (survival === 0) return { lower: null, upper: null };
  if (interval === "plain")
    return { lower: clip(survival - z95 * error * survival), upper: clip(survival + z95 * error * survival) };
  if (interval === "log")
    return { lower: survival * Math.exp(-z95 * error), upper: clip(survival * Math.exp(z95 * error)) };
  if (survival === 1) return { lower: null, upper: null };
  const [log, off] = [Math.log(-Math.log(survival)), (z95 * error) / Math.log(survival)];
  return { lower: Math.exp(-Math.exp(log - off)), upper: Math.exp(-Math.exp(log + off)) };
}

/** Kaplan & Meier's estimate (JASA 1958) at ascending times, the variance by Greenwood: what survfit of R's survival computes. Linear in the times. */
export function kaplanMeier(times: readonly AtTime[], interval: Interval): Survival[] {
  let survival = 1;
  let variance = 0;
  return times.map((at) => {
    const { atRisk, events } = at;
    survival *= (atRisk - events) / atRisk;
    if (events > 0) variance += events / (atRisk * (atRisk - events));
    const error = Math.sqrt(variance);
    const stdError = survival === 0 ? NaN : survival * error;
    return { ...at, survival, stdError, ...limits(survival, error, interval) };
  });
}

const near = Math.sqrt(Number.EPSILON);

/** The first time at which a curve is at or below one half; where it stays at exactly one half for a while, the middle of that while. */
function halfTime(times: readonly Survival[], curve: (at: Survival) => number | null): number | null {
  const below = times.flatMap((at) => {
    const value = curve(at);
    return value !== null && value < 0.5 + near ? [{ time: at.time, value }] : [];
  });
  const [first] = below;
  if (!first) return null;
  const next = Math.abs(first.value - 0.5) < near ? below.find(({ value }) => value < first.value) : undefined;
  return next ? (first.time + next.time) / 2 : first.time;
}

/** Median survival time with the times at which its limits cross one half; null where they do not. */
export const medians = (times: readonly Survival[]) => ({
  median: halfTime(times, ({ survival }) => survival),
  lower: halfTime(times, ({ lower }) => lower),
  upper: halfTime(times, ({ upper }) => upper),
});

/** The area under the curve up to `horizon` with its standard error: restricted mean survival time. */
export function restrictedMean(times: readonly Survival[], horizon: number): { mean: number; se: number } {
  const within = times.filter(({ time }) => time < horizon);
  const starts = [{ time: 0, survival: 1 }, ...within];
  const areas = starts.map(({ time, survival }, i) => survival * ((starts[i + 1]?.time ?? horizon) - time));
  let after = areas.reduce((sum, area) => sum + area, 0);
  const mean = after;
  let variance = 0;
  within.forEach(({ atRisk, events }, i) => {
    after -= areas[i] ?? 0;
    if (atRisk > events) variance += (after * after * events) / (atRisk * (atRisk - events));
  });
  return { mean, se: Math.sqrt(variance) };
}
