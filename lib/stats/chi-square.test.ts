import { expect, test } from "vitest";
import { chiSquareTail } from "./chi-square";

/** 95 % quantiles as R's qchisq(0.95, df) prints them. */
const quantiles = [
  [1, 3.841458820694124],
  [2, 5.991464547107979],
  [3, 7.814727903251179],
  [4, 9.487729036781154],
  [5, 11.070497693516351],
  [10, 18.307038053275146],
] as const;

test.each(quantiles)("on %i degrees of freedom %f leaves 5 %%", (df, x) => {
  expect(chiSquareTail(x, df)).toBeCloseTo(0.05, 13);
});

test("far out it keeps its figures", () => {
  // erfc(√65) and e^−100, from Python's math.
  expect(chiSquareTail(130, 1) / 4.0977764948449496e-30).toBeCloseTo(1, 12);
  expect(chiSquareTail(200, 2) / Math.exp(-100)).toBeCloseTo(1, 12);
});

test("nothing is certain, and what cannot be told from nought is nought", () => {
  expect([1, 2, 7].map((df) => chiSquareTail(0, df))).toEqual([1, 1, 1]);
  expect(chiSquareTail(5000, 3)).toBe(0);
});
