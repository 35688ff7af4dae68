import { expect, test } from "vitest";
import { binned } from "./binned";

const dayMs = 86_400_000;
const first = "2024-01-01";
const dayAfter = (days: number) => new Date(Date.parse(first) + days * dayMs).toISOString().slice(0, 10);
const weeksOf = (events: readonly number[]) => events.map((n, i) => ({ week: dayAfter(i * 7), events: n }));
const tens = (n: number) => Array.from({ length: n }, () => 10);
const noon = (days: number) => `${dayAfter(days)}T12:00:00.000000Z`;
const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);

test("weeks stay weeks while they fit, and a last one that is not over makes no fall", () => {
  expect(binned(weeksOf([...tens(59), 3]), noon(59 * 7 + 1)).counts).toEqual(tens(59));
});

test("a last week that is over stands, however little was recorded in it", () => {
  expect(binned(weeksOf([...tens(59), 3]), noon(59 * 7 + 6)).counts).toEqual([...tens(59), 3]);
});

test("much that was recorded at the very end is seen", () => {
  const { starts, counts } = binned(weeksOf([1, 1, 0, 2, 1, 70]), noon(5 * 7 + 1));
  expect(counts).toEqual([1, 1, 0, 2, 1, 70]);
  expect(starts.at(-1)).toBe(Date.parse(dayAfter(35)));
});

test("what was recorded after a silence is seen, and the silence", () => {
  const weeks = [...weeksOf(tens(20)), { week: dayAfter(25 * 7), events: 2 }];
  expect(binned(weeks, noon(25 * 7 + 4)).counts).toEqual([...tens(20), 0, 0, 0, 0, 0, 2]);
});

test("weeks without a record up to now are nought", () => {
  expect(binned(weeksOf(tens(6)), noon(9 * 7)).counts).toEqual([...tens(6), 0, 0, 0, 0]);
});

test("sixty years fit in the strip and lose no event but those of a stretch that is not over", () => {
  const { starts, counts } = binned(weeksOf(tens(3200)), noon(3199 * 7 + 6));
  expect(counts.length).toBeLessThanOrEqual(180);
  expect(starts).toHaveLength(counts.length);
  expect(total(counts)).toBe(10 * 18 * 177);
  expect(total(binned(weeksOf(tens(3204)), noon(3203 * 7 + 6)).counts)).toBe(32_040);
});

test("a week without events is a low place, not a missing one", () => {
  const some = weeksOf(tens(30)).filter((_, i) => i !== 12);
  expect(binned(some, noon(29 * 7)).counts[12]).toBe(0);
});

test("nothing makes nothing", () => {
  expect(binned([], "")).toEqual({ starts: [], counts: [] });
});
