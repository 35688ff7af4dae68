import { describe, expect, test } from "vitest";
import { heightOf, type LaneMark, type LanePlace, type Look, type RiverLane } from "./river-marks";
import { courseOf, painted } from "./river-paint";
import { marksUnder, readAt } from "./river-read";
import { dayMs } from "./river-scale";

const mark = (look: Look, day: number, more: Partial<LaneMark> = {}): LaneMark => ({
  of: day,
  from: day * dayMs,
  to: (day + 1) * dayMs,
  look,
  label: `${look} ${day}`,
  count: 1,
  height: 0.5,
  moments: [],
  ...more,
});
const lane = (...marks: LaneMark[]): RiverLane => ({ key: "lane", label: "Lane", tone: "river", marks, course: null });
const place = (pixelsPerDay: number, from = 0, right = 700): LanePlace => ({
  x: (at) => ((at - from * dayMs) / dayMs) * pixelsPerDay,
  left: 0,
  right,
  top: 0,
  tall: heightOf(lane()),
  pixelsPerDay,
});
const parts = (path: string) => path.split("M").length - 1;

describe("a lane as paths", () => {
  test("what is out of sight is not drawn", () => {
    const all = Array.from({ length: 1000 }, (_, day) => mark("dose", day));
    expect(parts(painted(lane(...all), place(10, 100)).solid)).toBeLessThanOrEqual(75);
  });

  test("however many events there are, a path is no longer than its pixels", () => {
    const all = Array.from({ length: 20_000 }, (_, i) => mark("dose", Math.floor(i / 2)));
    const { solid } = painted(lane(...all), place(0.07));
    expect(parts(solid)).toBeGreaterThan(600);
    expect(parts(solid)).toBeLessThanOrEqual(800);
  });

  test("doses of a day stack where a day is wide enough", () => {
    const day = lane(mark("dose", 3, { count: 3 }));
    expect(parts(painted(day, place(20)).solid)).toBe(3);
    expect(parts(painted(day, place(2)).solid)).toBe(1);
  });

  test("points that would touch stand as one that says how many", () => {
    const close = lane(mark("point", 1), mark("point", 2, { count: 2 }), mark("point", 90));
    const { solid, texts } = painted(close, place(3));
    expect(parts(solid)).toBe(2);
    expect(texts.map(({ text }) => text)).toEqual(["3"]);
    expect(painted(close, place(60, 0, 60 * 100)).texts.map(({ text }) => text)).toEqual(["2"]);
  });

  test("where days are wide, events stand at their hours", () => {
    const hours = [8, 20].map((hour) => 2 * dayMs + (hour * dayMs) / 24);
    const day = lane(mark("dose", 2, { count: 2, moments: hours }));
    expect(painted(day, place(240)).solid.match(/M[\d.]+/g)).toEqual(["M558.0", "M678.0"]);
    expect(marksUnder(day, 680, place(240))).toHaveLength(1);
    expect(marksUnder(day, 620, place(240))).toHaveLength(0);
  });

  test("a label stands where it has room", () => {
    const stretch = lane(mark("stretch", 0, { to: 30 * dayMs, label: "20 mg" }));
    expect(painted(stretch, place(3)).texts.map(({ text }) => text)).toEqual(["20 mg"]);
    expect(painted(stretch, place(1)).texts).toEqual([]);
  });
});

test("a lane reads the stretch that holds a time, the last value by then, and nothing otherwise", () => {
  const some = lane(mark("stretch", 0, { to: 5 * dayMs, label: "20 mg" }), mark("value", 2, { label: "7" }));
  expect(readAt(some, dayMs)).toBe("20 mg");
  expect(readAt(some, 3 * dayMs)).toBe("20 mg, 7");
  expect(readAt(some, 9 * dayMs)).toBe("7");
  expect(readAt(lane(), 0)).toBe("");
});

test("a course breaks where it is not defined, and its band goes there and back", () => {
  const points = [0, 1, 2, 3, 4].map((day) => ({ at: day * dayMs, value: day === 2 ? null : day / 4 }));
  const band = [0, 1].map((day) => ({ at: day * dayMs, low: 0.2, high: 0.8 }));
  const { line, area, threshold } = courseOf({ points, band, threshold: 0.5 }, place(10));
  expect(line).toBe("M0.0 27.0L10.0 22.0M30.0 12.0L40.0 7.0");
  expect(area).toBe("M0.0 11.0L10.0 11.0L10.0 23.0L0.0 23.0z");
  expect(threshold).toBe(17);
});
