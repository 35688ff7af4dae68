import type { Line, Point } from "./series";

/** What a curve falls to at a time; `patients` were at risk just before, `censored` of them were seen no longer. */
export type Step = Point & { time: number; censored: number };

/** A curve that starts at 1 and falls at its steps, ascending; `median` is where it crosses one half. */
export type Curve = { key: string; label: string; steps: readonly Step[]; median: number | null };

/** The times at which any of the curves has a step. */
export const timesOf = (curves: readonly Curve[]): number[] =>
  [...new Set(curves.flatMap(({ steps }) => steps.map(({ time }) => time)))].toSorted((a, b) => a - b);

/** The step that a time lies on; null before the first. */
export const stepAt = ({ steps }: Curve, time: number): Step | null =>
  steps.findLast((step) => step.time <= time) ?? null;

/** How many are still at risk just before a time. */
export const atRiskAt = ({ steps }: Curve, time: number): number =>
  steps.find((step) => step.time >= time)?.patients ?? 0;

/** A curve's steps as points over common times. */
export function lineOf({ key, label, steps }: Curve, xs: readonly number[]): Line {
  const at = new Map(steps.map((step) => [step.time, step]));
  return { key, label, values: xs.map((x) => at.get(x) ?? null) };
}

type Corner = { value: number; low: number | null; high: number | null } | null;

/** The corners of each curve over common times, which each stand twice, before and after the fall; null once a curve has ended. */
export function corners(curves: readonly Curve[], xs: readonly number[]): { x: number; at: Corner[] }[] {
  const next = curves.map(() => 0);
  const now: Corner[] = curves.map(() => ({ value: 1, low: null, high: null }));
  return [
    { x: 0, at: [...now] },
    ...xs.flatMap((x) => {
      const before = [...now];
      curves.forEach(({ steps }, c) => {
        const step = steps[next[c] ?? 0];
        if (step?.time !== x) return;
        now[c] = step;
        next[c] = (next[c] ?? 0) + 1;
      });
      const after = [...now];
      curves.forEach(({ steps }, c) => {
        if (next[c] === steps.length) now[c] = null;
      });
      return [
        { x, at: before },
        { x, at: after },
      ];
    }),
  ];
}
