import { type AtTime, type Interval, limits } from "./kaplan-meier";

/** At a time: of those at risk just before it, how many had the outcome (`events`), another that precludes it (`competing`), were censored. */
export type Competing = AtTime & { competing: number };
export type Incidence = Competing & { incidence: number; stdError: number; lower: number | null; upper: number | null };

const nought = 1e-12;

/** What is added up less what is taken off, both above nought; nought where they differ by rounding alone. */
const rest = (added: number, off: number): number => (added - off > nought * added ? added - off : 0);

/** 95 % limits of an incidence by its standard error: survfit's, which has none by logarithms while nobody had the outcome. */
function around(incidence: number, error: number, interval: Interval) {
  if (incidence > 0) return limits(incidence, error / incidence, interval);
  return interval === "plain" ? { lower: 0, upper: 0 } : { lower: null, upper: null };
}

/** The variance of d ÷ n, d of n, as its parts: of the outcome, of any event as it weighs on what stays free of them, of both together. */
const parts = ({ atRisk: n, events, competing }: Competing, free: number) => {
  const left = events + competing;
  return {
    own: (free * free * events * (n - events)) / n ** 3,
    any: left < n ? left / (n * (n - left)) : 0,
    both: (free * events) / n ** 2,
  };
};

/**
 * Aalen & Johansen's estimate (Scandinavian Journal of Statistics 1978) of the cumulative incidence of one outcome among competing ones, at ascending times: F(t) = Σ S(u−) d(u) ÷ n(u), S(u−) the share free of any event before u.
 * The variance is the infinitesimal jackknife of survfit in R's survival, which is that of the delta method with multinomial numbers of events at a time:
 * Σ (F(t) − F(u))² D ÷ (n (n − D)) + S(u−)² d (n − d) ÷ n³ − 2 (F(t) − F(u)) S(u−) d ÷ n², D being events of any kind. Linear in the times: what holds F(t) − F(u) grows with F.
 */
export function aalenJohansen(times: readonly Competing[], interval: Interval): Incidence[] {
  let [free, incidence, own] = [1, 0, 0];
  let [any, anyOnce, anyTwice] = [0, 0, 0];
  let [both, bothOnce] = [0, 0];
  return times.map((at) => {
    const rise = (free * at.events) / at.atRisk;
    incidence += rise;
    anyTwice += rise * (2 * anyOnce + rise * any);
    anyOnce += rise * any;
    bothOnce += rise * both;
    const now = parts(at, free);
    own += now.own;
    any += now.any;
    both += now.both;
    free *= (at.atRisk - at.events - at.competing) / at.atRisk;
    const stdError = Math.sqrt(rest(anyTwice + own, 2 * bothOnce));
    return { ...at, incidence, stdError, ...around(incidence, stdError, interval) };
  });
}

/** The area under an incidence up to `horizon` with its standard error: mean time since the outcome within it, restricted mean time lost; survfit's rmean of the state, influence = TRUE. */
export function meanTimeLost(curve: readonly Incidence[], horizon: number): { mean: number; se: number } {
  const within = curve.filter(({ time }) => time < horizon);
  const areas = within.map(({ time, incidence }, i) => incidence * ((within[i + 1]?.time ?? horizon) - time));
  const mean = areas.reduce((sum, area) => sum + area, 0);
  let [free, after, added, off] = [1, mean, 0, 0];
  within.forEach((at, i) => {
    const left = horizon - at.time;
    const above = after - at.incidence * left;
    const { own, any, both } = parts(at, free);
    added += above * above * any + left * left * own;
    off += 2 * above * left * both;
    after -= areas[i] ?? 0;
    free *= (at.atRisk - at.events - at.competing) / at.atRisk;
  });
  return { mean, se: Math.sqrt(rest(added, off)) };
}
