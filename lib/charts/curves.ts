import { grouped } from "../group";
import { type Ink, inkOf } from "./palette";
import type { Line, Point } from "./series";

/** What a curve falls to at a time; `patients` were at risk just before, `censored` of them were seen no longer. */
export type Step = Point & { time: number; censored: number };

/** A curve that goes from `start` over its steps, ascending: falls from 1 or rises from 0; `median` is where it crosses one half. `ink` where its place does not say how it is drawn; curves of one `risk` are of the same patients. */
export type Curve = {
  key: string;
  label: string;
  start: number;
  steps: readonly Step[];
  median: number | null;
  ink?: Ink;
  risk?: string;
};

export type Drawn = { curve: Curve; ink: Ink };

/** Curves with how each is drawn. */
export const drawnOf = (curves: readonly Curve[]): Drawn[] =>
  curves.map((curve, i) => ({ curve, ink: curve.ink ? { ...curve.ink, letter: inkOf(i).letter } : inkOf(i) }));

/** Curves of the same patients together, in the order of the first of each. */
export const risksOf = (drawn: readonly Drawn[]): Drawn[][] => [
  ...grouped(drawn, ({ curve }) => curve.risk ?? curve.key).values(),
];

const tops = [0.04, 0.08, 0.12, 0.16, 0.2, 0.32, 0.4, 0.6, 0.8];

/** Where an axis of shares that starts at 0 ends so that curves, and their limits while a tenth is at risk, have room; its quarters are whole per cents. */
export function topOf(curves: readonly Curve[]): number {
  const most = curves.flatMap(({ steps }) => {
    const all = steps[0]?.patients ?? 0;
    return steps.map(({ value, high, patients }) => (patients * 10 >= all ? (high ?? value) : value));
  });
  const top = most.reduce((least, one) => Math.max(least, one), 0);
  return tops.find((one) => one >= top) ?? 1;
}

/** The times at which any of the curves has a step. */
export const timesOf = (curves: readonly Curve[]): number[] =>
  [...new Set(curves.flatMap(({ steps }) => steps.map(({ time }) => time)))].toSorted((a, b) => a - b);

/** The step that a time lies on; null before the first. */
export const stepAt = ({ steps }: Curve, time: number): Step | null =>
  steps.findLast((step) => step.time <= time) ?? null;

/** How many are still at risk just before a time. */
export const atRiskAt = ({ steps }: Curve, time: number): number =>
  steps.find((step) => step.time >= time)?.patients ?? 0;

/** How many are at risk where each step of a curve begins, of those so far apart as is asked. */
export function atRiskAtStarts({ steps }: Curve, apart: number): { at: number; patients: number }[] {
  const starts = steps.map(({ patients }, i) => ({ at: steps[i - 1]?.time ?? 0, patients }));
  let last = -Infinity;
  return starts.filter(({ at }) => {
    if (at - last < apart) return false;
    last = at;
    return true;
  });
}

/** A curve's steps as points over common times. */
export function lineOf({ key, label, steps }: Curve, xs: readonly number[]): Line {
  const at = new Map(steps.map((step) => [step.time, step]));
  return { key, label, values: xs.map((x) => at.get(x) ?? null) };
}

type Corner = { value: number; low: number | null; high: number | null } | null;

/** The corners of each curve over common times, which each stand twice, before and after the step; null once a curve has ended. */
export function corners(curves: readonly Curve[], xs: readonly number[]): { x: number; at: Corner[] }[] {
  const next = curves.map(() => 0);
  const now: Corner[] = curves.map(({ start }) => ({ value: start, low: null, high: null }));
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
