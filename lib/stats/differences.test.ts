import { expect, test } from "vitest";
import { newcombe, newcombePaired, pairedT, type Sample, welch } from "./differences";
import { t95 } from "./student";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function sample(values: readonly number[]): Sample {
  const [n, mean] = [values.length, sum(values) / values.length];
  return { n, mean, variance: sum(values.map((value) => (value - mean) ** 2)) / (n - 1) };
}

/** R's `sleep`: extra hours of ten patients under two drugs (Student 1908). */
const sleep = [
  [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
] as const;

test.each([
  [1, Math.tan(0.475 * Math.PI)],
  [2, 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2))],
  // Tables of the distribution (Abramowitz & Stegun 26.10), then R's qt(0.975, df).
  [9, 2.262157162798205],
  [17.776473516178488, 2.1028172415698023],
  [1000.5, 1.962337892459348],
  [29_999, 1.9600430660200883],
  [1e7, 1.959964221767205],
])("the quantile of t with %f degrees of freedom", (df, quantile) => {
  expect(Math.abs(t95(df) / quantile - 1)).toBeLessThan(1e-12);
});

test("Welch's interval is R's t.test(extra ~ group, data = sleep)", () => {
  expect(welch(sample(sleep[0]), sample(sleep[1]))).toEqual({
    lower: expect.closeTo(-3.3654832, 7),
    upper: expect.closeTo(0.2054832, 7),
  });
});

test("the paired interval is R's t.test of the same patients, paired = TRUE", () => {
  expect(pairedT(sample(sleep[0].map((value, i) => value - (sleep[1][i] ?? NaN))))).toEqual({
    lower: expect.closeTo(-2.4598858, 7),
    upper: expect.closeTo(-0.7001142, 7),
  });
});

test("no interval of a mean from one value, or where nothing varies", () => {
  const [one, constant] = [sample([0.5]), sample([0.8, 0.8, 0.8])];
  const few = { ...one, variance: 0 };
  expect(welch(few, sample(sleep[0]))).toBeNull();
  expect(welch(sample(sleep[0]), few)).toBeNull();
  expect(welch(constant, constant)).toBeNull();
  expect(pairedT(few)).toBeNull();
  expect(pairedT(constant)).toBeNull();
});

test.each([
  // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10.
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])("two independent shares: %i of %i less %i of %i", (a, m, b, n, lower, upper) => {
  const found = newcombe({ count: a, of: m }, { count: b, of: n });
  expect([found.lower.toFixed(4), found.upper.toFixed(4)]).toEqual([lower.toFixed(4), upper.toFixed(4)]);
});

test.each([
  // Newcombe 1998, Statistics in Medicine 17:2635-2650, table of examples, method 10.
  [36, 12, 2, 0, 0.0569, 0.3404],
  [18, 12, 2, 18, 0.0562, 0.329],
  [53, 0, 0, 1, -0.0729, 0.0729],
  [0, 30, 0, 0, 0.8395, 1],
  // Cavo et al. 2012 in Fagerland, Lydersen & Laake, Statistical Analysis of Contingency Tables, chapter 8.
  [59, 6, 16, 80, -0.1186, -0.0046],
])("two shares of the same patients: %i, %i, %i, %i", (both, first, second, neither, lower, upper) => {
  const found = newcombePaired({ both, first, second, neither });
  expect([found.lower.toFixed(4), found.upper.toFixed(4)]).toEqual([lower.toFixed(4), upper.toFixed(4)]);
});

test("the intervals turn with the order of the two", () => {
  const pairs = { both: 7, first: 9, second: 4, neither: 5 };
  const [one, other] = [newcombePaired(pairs), newcombePaired({ ...pairs, first: 4, second: 9 })];
  expect(one.lower).toBeCloseTo(-other.upper, 14);
  expect(one.upper).toBeCloseTo(-other.lower, 14);
});
