import erfc from "@stdlib/math-base-special-erfc";

/** The chance that a chi-square of so many degrees of freedom is at least `x`: R's pchisq(lower.tail = FALSE). In closed form (Abramowitz & Stegun 26.4.4, 26.4.5), whose terms are all positive. Linear in the degrees. */
export function chiSquareTail(x: number, df: number): number {
  if (x <= 0) return 1;
  const half = x / 2;
  const odd = df % 2 === 1;
  let term = odd ? Math.exp(-half) * 2 * Math.sqrt(half / Math.PI) : Math.exp(-half);
  let sum = odd ? erfc(Math.sqrt(half)) : 0;
  for (let a = odd ? 1.5 : 1; a <= df / 2; a++) {
    sum += term;
    term *= half / a;
  }
  return Math.min(1, sum);
}
