const nought = 1e-12;

/** The criterion of Caliński and Harabasz (Communications in Statistics 1974, 3(1):1-27): (B ÷ (k − 1)) ÷ (W ÷ (n − k)), of `within` (W) and `total` (B + W), sums of squares of n points in k groups. Infinite where points lie on their
 * group's mean, but for rounding; not a number where k < 2 or k ≥ n. */
export function calinskiHarabasz(n: number, k: number, total: number, within: number): number {
  if (k < 2 || k >= n) return Number.NaN;
  if (within <= nought * total) return Infinity;
  return (total - within) / (k - 1) / (within / (n - k));
}
