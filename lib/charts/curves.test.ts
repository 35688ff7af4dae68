import { expect, test } from "vitest";
import { atRiskAt, corners, type Curve, drawnOf, lineOf, risksOf, stepAt, timesOf, topOf } from "./curves";
import { inkOf } from "./palette";

const step = (time: number, value: number, patients: number, low: number | null = value / 2) => ({
  time,
  value,
  low,
  high: low === null ? null : 1,
  patients,
  censored: 0,
});
const a: Curve = { key: "a", label: "a", start: 1, steps: [step(10, 0.5, 4), step(30, 0, 2, null)], median: 20 };
const b: Curve = { key: "b", label: "b", start: 1, steps: [step(20, 0.9, 9), step(40, 0.8, 5)], median: null };
const xs = timesOf([a, b]);

test("times are those of all curves, once and in order", () => {
  expect(timesOf([b, a, { ...a, key: "c" }])).toEqual([10, 20, 30, 40]);
});

test("a curve is 1 until its first step, falls upright, and ends with its last", () => {
  const of = (c: number) => corners([a, b], xs).map(({ x, at }) => [x, at[c]?.value ?? null]);
  expect(of(0)).toEqual([
    [0, 1],
    [10, 1],
    [10, 0.5],
    [20, 0.5],
    [20, 0.5],
    [30, 0.5],
    [30, 0],
    [40, null],
    [40, null],
  ]);
  expect(of(1).at(-1)).toEqual([40, 0.8]);
});

test("a band lasts to where its limits are no more defined", () => {
  const low = corners([a], timesOf([a])).map(({ x, at }) => [x, at[0]?.low ?? null]);
  expect(low).toEqual([
    [0, null],
    [10, null],
    [10, 0.25],
    [30, 0.25],
    [30, null],
  ]);
});

test("at risk at a time are those whom the next step counts, nobody after the last", () => {
  expect([0, 10, 11, 30, 31].map((time) => atRiskAt(a, time))).toEqual([4, 4, 2, 2, 0]);
});

test("between two steps the earlier one holds", () => {
  expect([0, 10, 29, 30, 99].map((time) => stepAt(a, time)?.value ?? null)).toEqual([null, 0.5, 0.5, 0, 0]);
});

test("over common times a curve has points where it steps", () => {
  expect(lineOf(b, xs).values.map((point) => point?.patients ?? null)).toEqual([null, 9, null, 5]);
});

test("curves of the same patients are counted once; an ink of its own keeps the letter of its place", () => {
  const own = { ...b, ink: inkOf(5), risk: "a" };
  const drawn = drawnOf([{ ...a, risk: "a" }, own, { ...a, key: "c" }]);
  expect(risksOf(drawn).map((all) => all.map(({ curve }) => curve.key))).toEqual([["a", "b"], ["c"]]);
  expect(drawn.map(({ ink }) => ink.letter)).toEqual(["A", "B", "C"]);
  expect(drawn[1]?.ink).toEqual({ ...inkOf(5), letter: "B" });
});

test("an axis ends above the limits of those that a tenth of patients still are behind", () => {
  const rising = (...steps: (readonly [value: number, high: number, patients: number])[]): Curve => ({
    ...a,
    start: 0,
    steps: steps.map(([value, high, patients], i) => ({ time: i, value, low: 0, high, patients, censored: 0 })),
  });
  expect(topOf([rising([0.01, 0.03, 100], [0.05, 0.1, 10], [0.06, 0.9, 9])])).toBe(0.12);
  expect(topOf([rising([0.1, 0.9, 100])])).toBe(1);
  expect(topOf([])).toBe(0.04);
});
