import { expect, test } from "vitest";
import { kindsOf, unevenness } from "./kinds";

const cells = (event: string, ...counts: number[]) => counts.map((events) => ({ event, events, days: 700 }));

test("a rate that is the same in every period is even, one that is not is more uneven the further it lies from its average", () => {
  expect(unevenness(cells("a", 50, 50, 50, 50))).toBe(0);
  // Expected 50 each: 4 × 10² ÷ 50 = 8, less 3, by 200 events.
  expect(unevenness(cells("a", 40, 60, 40, 60))).toBeCloseTo(5 / 200, 12);
  expect(unevenness(cells("a", 1, 0, 0, 0))).toBe(0);
  expect(unevenness([])).toBe(0);
  expect(unevenness([{ event: "a", events: 3, days: 0 }])).toBe(0);
});

test("days count: twice the events on twice the days is the same rate", () => {
  const even = [
    { event: "a", events: 10, days: 100 },
    { event: "a", events: 20, days: 200 },
  ];
  expect(unevenness(even)).toBe(0);
});

test("what is everyday comes last, however many patients have it", () => {
  const all = [...cells("dose", 7000, 7010, 6990, 7000), ...cells("visit", 5, 40, 6, 5), ...cells("rare", 0, 1, 0, 0)];
  expect(kindsOf(all)).toEqual(["visit", "dose", "rare"]);
});
