import { z95 } from "./normal";
import { t95 } from "./student";
import { wilson } from "./wilson";

export type Limits = { lower: number; upper: number };

/** A sample by its size, mean and variance, the latter over n − 1. */
export type Sample = { n: number; mean: number; variance: number };

/** Patients in both of two groups, or at both of two times, by whether they count: in both, in the first or the second alone, in neither. */
export type Pairs = { both: number; first: number; second: number; neither: number };

const constant = 10 * Number.EPSILON;

function around(difference: number, error: number, df: number, most: number): Limits | null {
  if (!(error > constant * most)) return null;
  const half = t95(df) * error;
  return { lower: difference - half, upper: difference + half };
}

/** Welch's 95 % interval of the difference of two means (Biometrika 1947), degrees of freedom after Satterthwaite: R's t.test(x, y). Null where a sample has fewer than two values or neither varies. */
export function welch(x: Sample, y: Sample): Limits | null {
  if (x.n < 2 || y.n < 2) return null;
  const [a, b] = [x.variance / x.n, y.variance / y.n];
  const df = (a + b) ** 2 / (a ** 2 / (x.n - 1) + b ** 2 / (y.n - 1));
  return around(x.mean - y.mean, Math.sqrt(a + b), df, Math.max(Math.abs(x.mean), Math.abs(y.mean)));
}

/** The 95 % interval of the mean of paired differences: R's t.test(x, y, paired = TRUE). Null for fewer than two pairs, or where all differ alike. */
export function pairedT({ n, mean, variance }: Sample): Limits | null {
  return n < 2 ? null : around(mean, Math.sqrt(variance / n), n - 1, Math.abs(mean));
}

/** How far Wilson's limits of a share lie below and above it. */
function reach(count: number, of: number): { below: number; above: number } {
  const { lower, upper } = wilson(count, of);
  return { below: count / of - lower, above: upper - count / of };
}

const joined = (a: number, b: number, phi: number) => Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));

const within = (difference: number, down: number, up: number): Limits => ({
  lower: Math.max(-1, difference - down),
  upper: Math.min(1, difference + up),
});

/** Newcombe's 95 % hybrid score interval of the difference of two independent shares: method 10 of Statistics in Medicine 1998, 17:873-890. */
export function newcombe(x: { count: number; of: number }, y: { count: number; of: number }): Limits {
  const [a, b] = [reach(x.count, x.of), reach(y.count, y.of)];
  return within(x.count / x.of - y.count / y.of, joined(a.below, b.above, 0), joined(a.above, b.below, 0));
}

/** The 95 % interval of the difference of two independent estimates of shares with their standard errors, by the normal distribution, variances added: of Kaplan–Meier estimates with Greenwood's, as Klein, Logan, Harhoff & Andersen (Statistics in Medicine 2007, 26:4505-4519) have it untransformed. Null where neither has an error. */
export function summed(x: { value: number; error: number }, y: { value: number; error: number }): Limits | null {
  const half = z95 * Math.hypot(x.error, y.error);
  return half > 0 ? within(x.value - y.value, half, half) : null;
}

/** The correlation of a paired table, corrected for continuity where it is above nought. */
function correlation({ both, first, second, neither }: Pairs): number {
  const n = both + first + second + neither;
  const spread = (both + first) * (second + neither) * (both + second) * (first + neither);
  const product = both * neither - first * second;
  if (spread === 0) return 0;
  return (product > 0 ? Math.max(0, product - n / 2) : product) / Math.sqrt(spread);
}

/** Newcombe's 95 % score interval of the difference of two shares of the same patients: method 10 of Statistics in Medicine 1998, 17:2635-2650. */
export function newcombePaired(pairs: Pairs): Limits {
  const { both, first, second, neither } = pairs;
  const n = both + first + second + neither;
  const phi = correlation(pairs);
  const [a, b] = [reach(both + first, n), reach(both + second, n)];
  return within((first - second) / n, joined(a.below, b.above, phi), joined(a.above, b.below, phi));
}
