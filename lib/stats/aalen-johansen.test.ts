import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grouped } from "../group";
import { numberIn, reference } from "../testing/reference";
import { runs } from "../testing/runs";
import { aalenJohansen, meanTimeLost, type Competing } from "./aalen-johansen";
import { intervals, kaplanMeier } from "./kaplan-meier";

type Ended = { time: number; status: string };

/** Those who ended, by their days, ascending. */
function course(ended: readonly Ended[], outcome: string): Competing[] {
  let atRisk = ended.length;
  const byTime = grouped(
    ended.toSorted((a, b) => a.time - b.time),
    ({ time }) => time,
  );
  return [...byTime].map(([time, own]) => {
    const events = own.filter(({ status }) => status === outcome).length;
    const censored = own.filter(({ status }) => status === "censored").length;
    const at = { time, atRisk, events, censored, competing: own.length - events - censored };
    atRisk -= own.length;
    return at;
  });
}

const input = grouped(reference("times", "survival"), ({ group }) => group ?? "");
const of = (group: string, outcome: string) =>
  course(
    (input.get(group) ?? []).map(({ time, status = "" }) => ({ time: Number(time), status })),
    outcome,
  );
const near = (value: number | null): unknown => (value === null ? null : expect.closeTo(value, 9));

describe("what R's survfit computes, to 1e-9", () => {
  const theirs = grouped(reference("incidence", "survival"), ({ group, outcome }) => `${group} ${outcome}`);

  test.each(intervals)("incidence, its error and %s limits, with ties and simulated", (interval) => {
    expect(theirs.size).toBe(9);
    const limit = (side: string) => `${interval.replace("-", ".")}.${side}`;
    for (const [key, rows] of theirs) {
      const [group = "", outcome = ""] = key.split(" ");
      const ours = aalenJohansen(of(group, outcome), interval);
      expect(
        ours.map((at) => ({ ...at, competing: undefined })),
        key,
      ).toEqual(
        rows.map((row) => ({
          time: numberIn(row, "time"),
          atRisk: numberIn(row, "at_risk"),
          events: numberIn(row, "events"),
          censored: numberIn(row, "censored"),
          incidence: near(numberIn(row, "incidence")),
          stdError: near(numberIn(row, "std_error")),
          lower: near(numberIn(row, limit("lower"))),
          upper: near(numberIn(row, limit("upper"))),
        })),
      );
    }
  });

  test("mean time lost, and its error", () => {
    for (const row of reference("means", "survival")) {
      const { mean, se } = meanTimeLost(
        aalenJohansen(of(row["group"] ?? "", "relapse"), "log"),
        numberIn(row, "until") ?? NaN,
      );
      expect(mean).toBeCloseTo(numberIn(row, "lost") ?? NaN, 9);
      expect(se).toBeCloseTo(numberIn(row, "lost_se") ?? NaN, 9);
    }
  });
});

test("by hand: of four one has the outcome, one another, one the outcome, one is censored", () => {
  const times: Competing[] = [
    { time: 1, atRisk: 4, events: 1, competing: 0, censored: 0 },
    { time: 2, atRisk: 3, events: 0, competing: 1, censored: 0 },
    { time: 3, atRisk: 2, events: 1, competing: 0, censored: 1 },
  ];
  const curve = aalenJohansen(times, "plain");
  // F: 1/4, no more, 1/4 + (3/4)(2/3)(1/2) = 1/2; uncensored till the end, so a binomial share: p(1 - p) ÷ 4.
  expect(curve.map(({ incidence }) => incidence)).toEqual([1 / 4, 1 / 4, expect.closeTo(1 / 2, 12)]);
  expect(curve.map(({ stdError }) => stdError)).toEqual([
    expect.closeTo(Math.sqrt(3 / 64), 12),
    expect.closeTo(Math.sqrt(3 / 64), 12),
    expect.closeTo(1 / 4, 12),
  ]);
  // Lost of 3 days: two since day 1 by one of four, whose variance is 2²·(1/4)(3/4) ÷ 4.
  expect(meanTimeLost(curve, 3)).toEqual({ mean: expect.closeTo(0.5, 12), se: expect.closeTo(Math.sqrt(3 / 16), 12) });
});

test("everybody has the outcome: nothing varies once nobody is left", () => {
  const all = [3, 2, 1].map((atRisk, i) => ({ time: i + 1, atRisk, events: 1, competing: 0, censored: 0 }));
  const last = aalenJohansen(all, "log").at(-1);
  expect(last).toMatchObject({ incidence: expect.closeTo(1, 12), stdError: 0 });
});

test("no time at all is no incidence", () => {
  expect(aalenJohansen([], "log")).toEqual([]);
  expect(meanTimeLost([], 5)).toEqual({ mean: 0, se: 0 });
});

const courses = fc.array(fc.record({ time: fc.nat(30), status: fc.constantFrom("censored", "one", "other") }), {
  minLength: 1,
  maxLength: 60,
});

test("without another outcome it is 1 less Kaplan and Meier's estimate, with Greenwood's error; with one, what both rise to is what falls of all", () => {
  fc.assert(
    fc.property(courses, (ended) => {
      const times = course(ended, "one");
      const merged = times.map((at) => ({ ...at, events: at.events + at.competing, competing: 0 }));
      const whole = kaplanMeier(merged, "log");
      const [alone, one, other] = [merged, times, course(ended, "other")].map((each) => aalenJohansen(each, "log"));
      whole.forEach(({ survival, stdError }, i) => {
        expect(alone?.[i]?.incidence).toBeCloseTo(1 - survival, 12);
        if (survival > 0) expect(alone?.[i]?.stdError).toBeCloseTo(stdError, 9);
        expect((one?.[i]?.incidence ?? NaN) + (other?.[i]?.incidence ?? NaN)).toBeCloseTo(1 - survival, 12);
        expect(one?.[i]?.stdError).toBeGreaterThanOrEqual(0);
      });
    }),
    runs(200, 3000),
  );
});
