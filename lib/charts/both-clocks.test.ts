import { expect, test } from "vitest";
import {
  atHeight,
  type ClockMark,
  dots,
  nearest,
  parted,
  placesOf,
  type Scale,
  standingOf,
  yOf,
} from "./both-clocks-layout";

const scale: Scale = { from: 0, to: 100, left: 10, width: 200, top: 5, height: 400 };
const mark = (happened: number, recorded: number, until: number | null = null): ClockMark => ({
  happened,
  recorded,
  held: [{ from: recorded, until }],
});

test("a mark is not known before its recording, in use from then on, and ended from its end on", () => {
  const one = {
    ...mark(1, 10, 20),
    held: [
      { from: 10, until: 20 },
      { from: 30, until: null },
    ],
  };
  expect([9, 10, 19, 20, 29, 30].map((at) => standingOf(one, at))).toEqual([
    "unknown",
    "held",
    "held",
    "ended",
    "ended",
    "held",
  ]);
});

test("what has no end of its own is apart from what has one", () => {
  expect(parted([mark(1, 2), mark(1, 2, 5), mark(3, 4), { ...mark(1, 2), held: [] }])).toEqual({
    plain: [0, 2],
    others: [1, 3],
  });
});

test("what is recorded as it happens lies on the diagonal, what is later above it, what is outside at the edge", () => {
  const [same, late, before] = placesOf([mark(50, 50), mark(50, 75), mark(-20, 25)], scale);
  expect([same, late, before]).toEqual([
    { x: 110, y: 205 },
    { x: 110, y: 105 },
    { x: 10, y: 305 },
  ]);
  expect(atHeight(scale, yOf(scale, 37))).toBeCloseTo(37);
  expect([atHeight(scale, -50), atHeight(scale, 900)]).toEqual([100, 0]);
});

test("the nearest mark within reach is found, the last of those at one place", () => {
  const places = placesOf([mark(50, 50), mark(50, 50), mark(60, 60)], scale);
  expect(nearest(places, 112, 204)).toBe(1);
  expect(nearest(places, 128, 166)).toBe(2);
  expect(nearest(places, 20, 20)).toBeNull();
});

test("a path of twenty thousand marks has no more places than there are pixels for", () => {
  const marks = Array.from({ length: 20_000 }, (_, i) => mark(i / 200, i / 200));
  expect(dots(placesOf(marks, scale)).match(/M/g)?.length).toBeLessThan(1300);
});
