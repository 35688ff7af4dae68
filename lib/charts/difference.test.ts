import { expect, test } from "vitest";
import { type Differing, digitsOf, plain, signed, ticksAround, withLimits } from "./difference";

const of = (value: number | null, lower: number | null, upper: number | null, patients = 10): Differing => ({
  value,
  lower,
  upper,
  first: 0.5,
  second: 0.5 + (value ?? 0),
  patients: [patients, patients],
  why: value === null ? "nobody in B" : lower === null ? "one patient only" : null,
});

test("differences are told with their sign, in points of a hundred or in units", () => {
  expect([signed(0.062), signed(-0.0004), signed(-1.26, 1, "units")]).toEqual(["+6.2", "0.0", "−1.3"]);
  expect(withLimits(of(0.062, 0.031, 0.094))).toBe("+6.2 (+3.1 to +9.4)");
  expect(withLimits(of(0.062, null, null))).toBe("+6.2 (one patient only)");
  expect(withLimits(of(null, null, null))).toBe("nobody in B");
  expect([plain(0.5), plain(61.04, "units"), plain(null)]).toEqual(["50.0\u00a0%", "61.0", "–"]);
});

test("the axis holds nought and every interval but of a fifth of the patients or fewer, in round steps", () => {
  expect(ticksAround([of(-0.14, -0.2, -0.07), of(0.9, 0.8, 1, 2)])).toEqual([-0.2, -0.1, 0]);
  expect(ticksAround([of(0, 0, 0)])).toEqual([0, 0.02]);
  expect(ticksAround([])).toHaveLength(2);
  const units = ticksAround([of(0.2, -0.31, 0.42)], "units");
  expect(units.map((tick) => tick.toFixed(1))).toEqual(["-0.4", "-0.2", "0.0", "0.2", "0.4", "0.6"]);
  expect([digitsOf(units, "units"), digitsOf([0, 0.1], "points"), digitsOf([0, 2.5], "units")]).toEqual([1, 0, 1]);
});
