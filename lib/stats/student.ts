import { z95 } from "./normal";

const tiny = 1e-300;
const mostTerms = 300;

/** The continued fraction of the incomplete beta function by Lentz's method, as of Numerical Recipes 6.4. */
function fraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let whole = d;
  for (let m = 1; m <= mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const before = whole;
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      whole *= c * d;
    }
    if (whole === before) break;
  }
  return whole;
}

const far = 20;

/** Γ(x + ½) ÷ Γ(x), by its asymptotic series (Abramowitz & Stegun 6.1.47) where x is great, else by recurrence from there. */
function gammaRatio(x: number): number {
  if (x < far) return (gammaRatio(x + 1) * x) / (x + 0.5);
  const y = 1 / (x * x);
  const series = (-1 / 8 + y * (1 / 192 + y * (-1 / 640 + y * (17 / 14_336 - (y * 31) / 18_432)))) / x;
  return Math.sqrt(x) * Math.exp(series);
}

const outside = 0.025;

/** A start from the normal quantile (Abramowitz & Stegun 26.7.5). */
const near = (df: number): number =>
  z95 + (z95 ** 3 + z95) / (4 * df) + (5 * z95 ** 5 + 16 * z95 ** 3 + 3 * z95) / (96 * df * df);

/** From so many degrees of freedom on the start is as good as a double. */
const many = 30_000;
const mostSteps = 60;

/** The 97.5 % quantile of Student's t, R's qt(0.975, df), for one degree of freedom or more: by Newton's method on its tail, which falls ever more slowly, so that steps end at it. */
export function t95(df: number): number {
  if (df > many) return near(df);
  const density = (t: number) =>
    (gammaRatio(df / 2) / Math.sqrt(df * Math.PI)) * Math.exp((-(df + 1) / 2) * Math.log1p((t * t) / df));
  let t = near(df);
  for (let step = 0; step < mostSteps; step++) {
    const tail = ((density(t) * t) / df) * fraction(df / (df + t * t), df / 2, 1 / 2);
    const by = (tail - outside) / density(t);
    t += by;
    if (Math.abs(by) < 1e-14 * t) break;
  }
  return t;
}
