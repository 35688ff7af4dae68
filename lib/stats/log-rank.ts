import { pchisq } from "lib-r-math.js";
import type { AtTime } from "./kaplan-meier";

export type LogRank = { statistic: number; df: number; p: number };

/** Solves a symmetric positive definite system by Cholesky's decomposition; null where it is singular. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const at = (of: readonly (readonly number[])[], i: number, j: number) => of[i]?.[j] ?? 0;
  const lower: number[][] = [];
  for (let i = 0; i < matrix.length; i++) {
    const row: number[] = [];
    for (let j = 0; j <= i; j++) {
      let sum = at(matrix, i, j);
      for (let k = 0; k < j; k++) sum -= (row[k] ?? 0) * (j === i ? (row[k] ?? 0) : at(lower, j, k));
      if (i === j && sum <= 1e-12) return null;
      row.push(i === j ? Math.sqrt(sum) : sum / at(lower, j, j));
    }
    lower.push(row);
  }
  const forward: number[] = [];
  right.forEach((value, i) =>
    forward.push(forward.reduce((rest, known, k) => rest - at(lower, i, k) * known, value) / at(lower, i, i)),
  );
  return forward;
}

/** The log-rank test (Mantel 1966; rho 0 in R's survdiff) over k groups, each with the times at which something happened, ascending. Null where fewer than two groups were ever at risk together. Linear in groups times times. */
export function logRank(groups: readonly (readonly AtTime[])[]): LogRank | null {
  const k = groups.length - 1;
  if (k < 1) return null;
  const times = [
    ...new Set(groups.flatMap((group) => group.filter(({ events }) => events > 0).map(({ time }) => time))),
  ];
  times.sort((a, b) => a - b);
  const excess = Array.from({ length: k }, () => 0);
  const variance = Array.from({ length: k }, () => Array.from({ length: k }, () => 0));
  const next = groups.map(() => 0);
  for (const time of times) {
    const now = groups.map((group, g) => {
      let i = next[g] ?? 0;
      while (i < group.length && (group[i]?.time ?? 0) < time) i++;
      next[g] = i;
      const at = group[i];
      return { atRisk: at?.atRisk ?? 0, events: at?.time === time ? at.events : 0 };
    });
    const n = now.reduce((sum, { atRisk }) => sum + atRisk, 0);
    const d = now.reduce((sum, { events }) => sum + events, 0);
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
    for (let i = 0; i < k; i++) {
      const share = (now[i]?.atRisk ?? 0) / n;
      excess[i] = (excess[i] ?? 0) + (now[i]?.events ?? 0) - d * share;
      const row = variance[i];
      if (row)
        for (let j = 0; j < k; j++)
          row[j] = (row[j] ?? 0) + spread * ((i === j ? share : 0) - (share * (now[j]?.atRisk ?? 0)) / n);
    }
  }
  const root = solved(variance, excess);
  if (!root) return null;
  const statistic = root.reduce((sum, value) => sum + value * value, 0);
  return { statistic, df: k, p: pchisq(statistic, k, undefined, false) };
}
