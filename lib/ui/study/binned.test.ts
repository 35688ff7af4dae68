import { expect, test } from "vitest";
import { binned } from "./binned";

const weeks = (n: number, from = "2024-01-01") =>
  Array.from({ length: n }, (_, i) => ({
    week: new Date(Date.parse(from) + i * 7 * 86_400_000).toISOString().slice(0, 10),
    events: 10,
  }));

test("weeks stay weeks while they fit, and the unfinished last one is left out", () => {
  expect(binned(weeks(60)).counts).toEqual(Array.from({ length: 59 }, () => 10));
});

test("sixty years fit in the strip and lose no event but the last week's", () => {
  const { starts, counts } = binned(weeks(3200));
  expect(counts.length).toBeLessThanOrEqual(180);
  expect(starts).toHaveLength(counts.length);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(31_990);
});

test("a week without events is a low place, not a missing one", () => {
  const some = weeks(30).filter((_, i) => i !== 12);
  expect(binned(some).counts[12]).toBe(0);
});

test("nothing makes nothing", () => {
  expect(binned([])).toEqual({ starts: [], counts: [] });
});
