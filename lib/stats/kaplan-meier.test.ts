import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../testing/runs";
import { type AtTime, intervals, kaplanMeier, medians, restrictedMean } from "./kaplan-meier";

/** Times with how many had the event and were censored at each; at risk are all who are still to come. */
const course = (...times: readonly (readonly [time: number, events: number, censored: number])[]): AtTime[] =>
  times.map(([time, events, censored], i) => ({
    time,
    events,
    censored,
    atRisk: times.slice(i).reduce((sum, [, had, left]) => sum + had + left, 0),
  }));

const survivals = (times: readonly AtTime[]) => kaplanMeier(times, "log").map(({ survival }) => survival);

describe("where everybody has the event", () => {
  const all = course([1, 1, 0], [2, 1, 0], [3, 1, 0], [4, 1, 0]);

  test.each(intervals)("nobody is left, and the last error and its %s limits are not defined", (interval) => {
    const curve = kaplanMeier(all, interval);
    expect(curve.map(({ survival }) => survival)).toEqual([3 / 4, 1 / 2, expect.closeTo(1 / 4, 12), 0]);
    expect(curve.at(-1)).toMatchObject({ stdError: NaN, lower: null, upper: null });
  });

  test("Greenwood's error is that of a binomial share: 4 · 3/4 · 1/4 of 16", () => {
    expect(kaplanMeier(all, "log")[0]?.stdError).toBeCloseTo(Math.sqrt(3 / 64), 12);
  });

  test("the restricted mean is the mean, its error by hand", () => {
    const { mean, se } = restrictedMean(kaplanMeier(all, "log"), 4);
    expect(mean).toBeCloseTo((1 + 2 + 3 + 4) / 4, 12);
    // After each time the area left is 1.5, 0.75 and 0.25; their squares weigh 1/12, 1/6 and 1/2.
    expect(se).toBeCloseTo(Math.sqrt(1.5 ** 2 / 12 + 0.75 ** 2 / 6 + 0.25 ** 2 / 2), 12);
  });
});

describe("where everybody is censored", () => {
  const none = course([10, 0, 2], [20, 0, 3]);

  test("nothing falls, and there is no median", () => {
    expect(survivals(none)).toEqual([1, 1]);
    expect(medians(kaplanMeier(none, "log"))).toEqual({ median: null, lower: null, upper: null });
    expect(restrictedMean(kaplanMeier(none, "log"), 20)).toEqual({ mean: 20, se: 0 });
  });

  test("limits are 1, but by log-log, which has none there", () => {
    for (const interval of ["plain", "log"] as const)
      expect(kaplanMeier(none, interval)[1]).toMatchObject({ stdError: 0, lower: 1, upper: 1 });
    expect(kaplanMeier(none, "log-log")[1]).toMatchObject({ lower: null, upper: null });
  });
});

describe("limits by hand: one of four at the first time, S = 3/4, the error of log S = √(1/12)", () => {
  const [z, error] = [1.959963984540054, Math.sqrt(1 / 12)];
  const limits = (interval: (typeof intervals)[number]) => kaplanMeier(course([1, 1, 0], [2, 0, 3]), interval)[0];

  test("plain", () => {
    expect(limits("plain")).toMatchObject({ lower: expect.closeTo(0.75 - z * 0.75 * error, 12), upper: 1 });
  });

  test("log", () => {
    expect(limits("log")).toMatchObject({ lower: expect.closeTo(0.75 * Math.exp(-z * error), 12), upper: 1 });
  });

  test("log-log", () => {
    const spread = (z * error) / Math.log(0.75);
    const at = (off: number) => 0.75 ** Math.exp(off);
    expect(limits("log-log")).toMatchObject({
      lower: expect.closeTo(at(-spread), 12),
      upper: expect.closeTo(at(spread), 12),
    });
  });
});

test("ties: those censored at a time are at risk of its events", () => {
  const tied = course([5, 2, 1], [7, 1, 0], [9, 1, 1]);
  expect(survivals(tied)).toEqual([4 / 6, expect.closeTo(4 / 9, 12), expect.closeTo(2 / 9, 12)]);
});

describe("the median", () => {
  const medianOf = (times: readonly AtTime[]) => medians(kaplanMeier(times, "log")).median;

  test("is where the curve crosses one half", () => {
    expect(medianOf(course([1, 1, 0], [4, 1, 0], [6, 1, 0]))).toBe(4);
  });

  test("is the middle of the while that the curve stays at exactly one half", () => {
    expect(medianOf(course([2, 1, 0], [4, 1, 0], [10, 1, 0], [12, 1, 0]))).toBe(7);
  });

  test("is where it reaches one half, if it falls no further", () => {
    expect(medianOf(course([2, 1, 0], [4, 1, 0], [10, 0, 2]))).toBe(4);
  });

  test("is not reached by a curve that stays above", () => {
    expect(medianOf(course([2, 1, 0], [10, 0, 2]))).toBeNull();
  });
});

test("no time at all is no curve", () => {
  expect(kaplanMeier([], "log")).toEqual([]);
  expect(medians([])).toEqual({ median: null, lower: null, upper: null });
  expect(restrictedMean([], 5)).toEqual({ mean: 5, se: 0 });
});

const courses = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 999 }), fc.nat(4), fc.nat(4)), {
    minLength: 1,
    maxLength: 40,
    selector: ([time]) => time,
  })
  .map((times) => times.filter(([, events, censored]) => events + censored > 0).toSorted(([a], [b]) => a - b))
  .filter((times) => times.length > 0);

test("a curve never rises, lies within 0 and 1 and within its limits, and those at risk add up", () => {
  fc.assert(
    fc.property(courses, fc.constantFrom(...intervals), (times, interval) => {
      const curve = kaplanMeier(course(...times), interval);
      let [before, left] = [1, times.reduce((sum, [, events, censored]) => sum + events + censored, 0)];
      for (const { survival, atRisk, events, censored, lower, upper } of curve) {
        expect(survival).toBeLessThanOrEqual(before);
        expect(survival).toBeGreaterThanOrEqual(0);
        expect(atRisk).toBe(left);
        if (lower !== null && upper !== null) {
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(lower).toBeLessThanOrEqual(survival + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(survival - 1e-12);
          expect(upper).toBeLessThanOrEqual(1);
        }
        [before, left] = [survival, left - events - censored];
      }
      expect(left).toBe(0);
    }),
    runs(300, 5000),
  );
});
