import { describe, expect, test } from "vitest";
import { cutLength, dayMs, holding, leastShown, moved, riverTicks, warpOf, zoomed } from "./river-scale";

const day = (iso: string) => Date.parse(iso);
const whole = { from: day("2025-01-01"), to: day("2026-01-01") };

describe("an axis on which stretches are cut short", () => {
  const cuts = [
    { from: day("2025-02-01"), to: day("2025-04-01") },
    { from: day("2025-06-01"), to: day("2025-07-11") },
  ];
  const warp = warpOf(cuts);

  test("every time comes back, and later stays later", () => {
    let before = -Infinity;
    for (let at = whole.from; at < whole.to; at += dayMs / 3) {
      const shown = warp.shown(at);
      expect(warp.real(shown)).toBeCloseTo(at, 2);
      expect(shown).toBeGreaterThan(before);
      before = shown;
    }
  });

  test("each stretch is as short as the others", () => {
    for (const { from, to } of cuts) expect(warp.shown(to) - warp.shown(from)).toBeCloseTo(cutLength, 4);
    expect(warp.shown(whole.to)).toBeCloseTo(whole.to - (59 + 40) * dayMs + 2 * cutLength, 4);
  });

  test("no tick lies within one", () => {
    const ticks = riverTicks({ from: warp.shown(whole.from), to: warp.shown(whole.to) }, warp, 12, false);
    expect(ticks.map(({ label }) => label)).toEqual([
      "Jan 2025",
      "Feb",
      "Apr",
      "May",
      "Jun",
      "Aug",
      "Sept",
      "Oct",
      "Nov",
      "Dec",
    ]);
  });
});

describe("a view", () => {
  test("keeps the time it is zoomed around in its place", () => {
    const around = day("2025-03-05");
    const near = zoomed(whole, 0.25, around, whole);
    const share = ({ from, to }: typeof whole) => (around - from) / (to - from);
    expect(share(near)).toBeCloseTo(share(whole), 9);
    expect(near.to - near.from).toBeCloseTo((whole.to - whole.from) / 4, 4);
  });

  test("never leaves what there is, nor shows less than hours", () => {
    expect(zoomed({ from: day("2025-01-01"), to: day("2025-01-03") }, 1e6, day("2025-01-02"), whole)).toEqual(whole);
    const least = zoomed(whole, 1e-9, day("2025-05-05"), whole);
    expect(least.to - least.from).toBe(leastShown);
    const week = { from: day("2025-05-01"), to: day("2025-05-08") };
    expect(moved(week, 9e12, whole)).toEqual({ from: day("2025-12-25"), to: whole.to });
  });

  test("follows a time that leaves it, and stays otherwise", () => {
    const week = { from: day("2025-05-01"), to: day("2025-05-08") };
    expect(holding(week, day("2025-05-04"), whole)).toBe(week);
    const later = holding(week, day("2025-05-20"), whole);
    expect(later.to).toBeGreaterThan(day("2025-05-20"));
    expect(later.to - later.from).toBe(7 * dayMs);
  });
});

test.each([
  ["2025-05-01", "2025-05-02", ["1 May", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "2 May"]],
  ["2025-05-01", "2025-05-05", ["1 May", "12:00", "2 May", "12:00", "3 May", "12:00", "4 May", "12:00", "5 May"]],
])("ticks from %s to %s are hours", (from, to, labels) => {
  const ticks = riverTicks({ from: day(from), to: day(to) }, warpOf([]), 9, false);
  expect(ticks.map(({ label }) => label)).toEqual(labels);
});

test("time since an index day has round days on both sides of it", () => {
  const ticks = riverTicks({ from: -45 * dayMs, to: 100 * dayMs }, warpOf([]), 6, true);
  expect(ticks.map(({ label }) => label)).toEqual(["−30", "0", "30", "60", "90"]);
});
