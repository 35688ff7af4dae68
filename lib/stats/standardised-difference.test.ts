import { expect, test } from "vitest";
import { ofMeans, ofShares } from "./standardised-difference";

// Figures of base R 4 (var, solve) by the definitions that the doc comments name.
const spread = (values: readonly number[]) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, sd: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1)) };
};

test("means differ in units of the pooled standard deviation", () => {
  expect(ofMeans(spread([61, 47, 70, 55, 66, 58]), spread([49, 52, 71, 44]))).toBeCloseTo(0.541887262752212, 12);
  expect(ofMeans({ mean: 1, sd: 0 }, { mean: 1, sd: 0 })).toBe(0);
  expect(ofMeans({ mean: 1, sd: 0 }, { mean: 2, sd: 0 })).toBeNull();
});

test.each([
  [[0.5, 0.5], [0.8, 0.2], 0.662589156449079],
  [[0.2, 0.3, 0.5], [0.4, 0.35, 0.25], 0.577350269189626],
  [[0.1, 0.2, 0.3, 0.4], [0.4, 0.3, 0.2, 0.1], 1],
])("levels differ by their shares: %j and %j", (one, other, expected) => {
  expect(ofShares(one, other)).toBeCloseTo(expected, 12);
  expect(ofShares(other, one)).toBeCloseTo(expected, 12);
  expect(ofShares([...one.toReversed(), 0], [...other.toReversed(), 0])).toBeCloseTo(expected, 12);
});

test("alike is 0, and wholly apart is not defined", () => {
  expect(ofShares([0.25, 0.75], [0.25, 0.75])).toBe(0);
  expect(ofShares([1, 0], [0, 1])).toBeNull();
});
