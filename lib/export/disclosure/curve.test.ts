import fc from "fast-check";
import { expect, test } from "vitest";
import { aalenJohansen } from "../../stats/aalen-johansen";
import { kaplanMeier } from "../../stats/kaplan-meier";
import { runs } from "../../testing/runs";
import { audit } from "./audit";
import { curveModel, type Merged, merged, type Row, steps } from "./curve";
import { joined, type Model } from "./model";
import type { Profile } from "./profile";
import { isHidden, published } from "./published";
import { suppress } from "./suppress";

const cms: Profile = { kind: "cms", smallest: 11, zeros: "shown" };
const fits = (count: number) => count === 0 || count >= 11;

const leave = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: 0, max: 30 }));
const curves = fc
  .tuple(
    fc.integer({ min: 1, max: 2 }),
    fc.array(fc.tuple(leave, leave, leave), { minLength: 1, maxLength: 40 }),
    fc.nat(20),
  )
  .map(([causes, leaving, beyond]): Row[] => {
    const steps = leaving.map(([censored, ...events]) => ({ censored, events: events.slice(0, causes) }));
    const out = steps.map(({ censored, events }) => events.reduce((sum, count) => sum + count, censored));
    return steps.map((step, i) => ({
      ...step,
      time: i + 1,
      atRisk: out.slice(i).reduce((sum, count) => sum + count, beyond),
    }));
  });
const of = (rows: readonly Row[], which: (row: Row) => number) => rows.reduce((sum, row) => sum + which(row), 0);

test("every interval holds none or at least eleven of each, and so does what is left at the end", () => {
  fc.assert(
    fc.property(curves, fc.boolean(), (rows, totals) => {
      const { intervals, rest, left } = merged(rows, cms, { start: 0, totals });
      for (const { atRisk, events, censored } of intervals)
        expect([atRisk, ...events, censored].every(fits)).toBe(true);
      if (intervals.length > 0) expect(fits(left)).toBe(true);
      if (intervals.length > 0 && totals && rest) expect([...rest.events, rest.censored].every(fits)).toBe(true);
      const all = [...intervals, ...(rest ? [rest] : [])];
      all.slice(1).forEach((one, i) => expect(one.from).toBe(all[i]?.to));
      expect(of(rows, ({ censored }) => censored)).toBe(all.reduce((sum, one) => sum + one.censored, 0));
    }),
    runs(500),
  );
});

/** With the whole numbers of events and of censorings, as a table beside the curve prints them. */
function withTotals(curve: Merged): Model {
  const all = [...curve.intervals, ...(curve.rest ? [curve.rest] : [])];
  const model = curveModel("women", curve);
  const total = (name: string, value: number, parts: string[]): Model => ({
    counts: [{ id: name, value, shown: true, grows: true }],
    sums: [{ total: name, parts }],
    belows: [],
    dependents: [],
  });
  return joined([
    model,
    total(
      "censored",
      all.reduce((sum, one) => sum + one.censored, 0),
      all.map((_, i) => `women censored ${i}`),
    ),
    total(
      "events",
      all.reduce((sum, one) => sum + (one.events[0] ?? 0), 0),
      all.map((_, i) => `women event 0 of ${i}`),
    ),
  ]);
}

test("a curve whose totals are told needs nothing hidden but totals that are small", () => {
  fc.assert(
    fc.property(curves, (rows) => {
      const curve = merged(rows, cms, { start: 0, totals: true });
      fc.pre(curve.intervals.length > 0);
      const outcome = suppress(withTotals(curve), { digest: "a", profile: cms, earlier: [] });
      expect([...outcome.counts].filter(([, verdict]) => isHidden(verdict))).toEqual([]);
    }),
    runs(200),
  );
});

test("where a curve ends that was merged without regard to totals, and they are told, steps that give its end away are hidden", () => {
  const rows: Row[] = [
    { time: 1, atRisk: 60, events: [20], censored: 0 },
    { time: 2, atRisk: 40, events: [3], censored: 37 },
  ];
  const open = merged(rows, cms, { start: 0, totals: false });
  expect(open.intervals.map(({ to }) => to)).toEqual([1]);
  const model = withTotals(open);
  const outcome = suppress(model, { digest: "a", profile: cms, earlier: [] });
  const hidden = [...outcome.counts].flatMap(([id, verdict]) => (isHidden(verdict) ? [id] : []));
  expect(hidden.toSorted()).toEqual(["women event 0 of 0", "women event 0 of 1"]);
  expect(outcome.dependents.get("women step 0")).toEqual({ hidden: "dependent" });
  expect(audit([published({ name: "one", digest: "a", profile: cms }, model, outcome)])).toEqual([]);
  const closed = merged(rows, cms, { start: 0, totals: true });
  expect(closed).toEqual({
    intervals: [{ from: 0, to: 2, atRisk: 60, events: [23], censored: 37 }],
    rest: null,
    left: 0,
  });
});

test("a reader repeats the estimates from the numbers that he is given", () => {
  const rows = Array.from({ length: 40 }, (_, i): Row => ({
    time: i + 1,
    atRisk: 200 - 4 * i,
    events: [1, 1],
    censored: 2,
  }));
  const curve = steps(merged(rows, cms, { start: 0, totals: true }), cms);
  expect(curve.map(({ time, atRisk, events, censored }) => [time, atRisk, ...events, censored])).toEqual([
    [11, 200, 11, 11, 22],
    [22, 156, 11, 11, 22],
    [40, 112, 18, 18, 36],
  ]);
  const any = kaplanMeier(
    curve.map(({ time, atRisk, events, censored }) => ({
      time,
      atRisk,
      censored,
      events: events.reduce((a, b) => a + b, 0),
    })),
    "log-log",
  );
  expect(any.at(-1)?.survival).toBeCloseTo((1 - 22 / 200) * (1 - 22 / 156) * (1 - 36 / 112), 12);
  const first = aalenJohansen(
    curve.map(({ events: [events = 0, competing = 0], ...at }) => ({ ...at, events, competing })),
    "log-log",
  );
  expect(first.at(-1)?.incidence).toBeCloseTo(
    11 / 200 + ((1 - 22 / 200) * 11) / 156 + ((1 - 22 / 200) * (1 - 22 / 156) * 18) / 112,
    12,
  );
});

test("without a rule every step stays, and nobody is merged who is few", () => {
  const rows: Row[] = [
    { time: 3, atRisk: 9, events: [1], censored: 0 },
    { time: 5, atRisk: 8, events: [2], censored: 6 },
  ];
  const exact = merged(rows, { kind: "none", reason: "own team" }, { start: 0, totals: true });
  expect(exact.intervals.map(({ to }) => to)).toEqual([3, 5]);
  expect(merged(rows, cms, { start: 0, totals: true }).intervals).toEqual([]);
});

test("those at risk must follow from those who left", () => {
  const rows: Row[] = [
    { time: 1, atRisk: 60, events: [20], censored: 0 },
    { time: 2, atRisk: 41, events: [3], censored: 37 },
  ];
  expect(() => merged(rows, cms, { start: 0, totals: true })).toThrow("time 2");
});
