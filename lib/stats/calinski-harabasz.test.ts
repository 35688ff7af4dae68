import { expect, test } from "vitest";
import { calinskiHarabasz } from "./calinski-harabasz";

test("0.1, 0.3, 0.8 and 1 in two groups, by hand", () => {
  const [total, within] = [0.45 ** 2 + 0.25 ** 2 + 0.25 ** 2 + 0.45 ** 2, 4 * 0.1 ** 2];
  expect(calinskiHarabasz(4, 2, total, within)).toBeCloseTo(0.49 / (0.04 / 2), 12);
});

test("points on their group's mean have no distance left, but for rounding", () => {
  expect(calinskiHarabasz(9, 3, 5, 0)).toBe(Infinity);
  expect(calinskiHarabasz(9, 3, 5, 1e-24)).toBe(Infinity);
});

test("one group, and as many groups as points, have no criterion", () => {
  expect(calinskiHarabasz(9, 1, 5, 5)).toBeNaN();
  expect(calinskiHarabasz(3, 3, 5, 0)).toBeNaN();
});
