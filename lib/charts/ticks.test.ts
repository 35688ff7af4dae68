import { expect, test } from "vitest";
import { countTicks, dateTicks, dayTicks, valueTicks } from "./ticks";

const day = 86_400_000;
const days = (from: string, count: number, step = 1) =>
  Array.from({ length: count }, (_, i) => Date.parse(from) + i * step * day);

test("ticks stand on days that are there, at most as many as fit", () => {
  const weeks = days("2024-12-30", 78, 7);
  for (const most of [2, 3, 5, 8, 13, 40]) {
    const ticks = dateTicks(weeks, most);
    expect(ticks.length).toBeLessThanOrEqual(most);
    expect(ticks.every(({ at }) => weeks.includes(at))).toBe(true);
  }
});

test("the first tick names its year, later ones where a year begins", () => {
  const months = Array.from({ length: 18 }, (_, i) => Date.UTC(2025, i, 1));
  expect(dateTicks(months, 6).map(({ label }) => label)).toEqual(["Jan 2025", "Apr", "Jul", "Oct", "Jan 2026", "Apr"]);
});

test("a first stretch too short for its own tick has none", () => {
  expect(dateTicks(days("2024-12-30", 60, 7), 2).map(({ label }) => label)).toEqual(["2025", "2026"]);
});

test("counted periods step by what suits months and weeks", () => {
  expect(countTicks(52, 6).map(({ at }) => at)).toEqual([0, 12, 24, 36, 48]);
  expect(countTicks(18, 8).map(({ at }) => at)).toEqual([0, 3, 6, 9, 12, 15, 18]);
});

test("days step by months of 30 or whole years, as many as fit", () => {
  expect(dayTicks(545, 9).map(({ at }) => at)).toEqual([0, 90, 180, 270, 360, 450, 540]);
  expect(dayTicks(545, 4).map(({ at }) => at)).toEqual([0, 180, 360, 540]);
  expect(dayTicks(3000, 9).map(({ label }) => label)).toEqual([
    "0",
    "365",
    "730",
    "1,095",
    "1,460",
    "1,825",
    "2,190",
    "2,555",
    "2,920",
  ]);
  expect(dayTicks(40_000, 5).map(({ at }) => at)).toEqual([0, 8030, 16_060, 24_090, 32_120]);
  expect(dayTicks(0, 5)).toEqual([{ at: 0, label: "0" }]);
});

test("values are round and reach the top", () => {
  expect(valueTicks(23_400)).toEqual([0, 5000, 10_000, 15_000, 20_000, 25_000]);
  expect(valueTicks(3)).toEqual([0, 1, 2, 3]);
  expect(valueTicks(0)).toEqual([0, 1]);
});
