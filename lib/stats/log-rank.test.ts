import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { grouped } from "../group";
import { runs } from "../testing/runs";
import type { AtTime } from "./kaplan-meier";
import { logRank } from "./log-rank";

type Subject = readonly [time: number, had: boolean];

/** Times of a group, from those of its subjects. */
const group = (...subjects: readonly Subject[]): AtTime[] =>
  [...grouped(subjects, ([time]) => time)]
    .toSorted(([a], [b]) => a - b)
    .map(([time, own]) => ({
      time,
      events: own.filter(([, had]) => had).length,
      censored: own.filter(([, had]) => !had).length,
      atRisk: subjects.filter(([at]) => at >= time).length,
    }));

const early = group([1, true], [2, true]);
const late = group([3, true], [4, true]);

describe("two groups by hand", () => {
  /* At 1: 2 of 4 at risk, at 2: 1 of 3. Observed 2, expected 1/2 + 1/3; variance 1/4 + 2/9. */
  const statistic = (2 - 5 / 6) ** 2 / (1 / 4 + 2 / 9);

  test("early against late", () => {
    expect(logRank([early, late])).toMatchObject({ statistic: expect.closeTo(statistic, 12), df: 1 });
  });

  test("p is that of a squared normal", () => {
    // erfc(√(statistic / 2)), from Python's math.
    expect(logRank([early, late])?.p).toBeCloseTo(0.0895550744136426, 12);
  });

  test("ties take the hypergeometric variance: 2 of 4 at once, 1 of each", () => {
    const tied = group([1, true], [2, false]);
    expect(logRank([tied, tied])).toEqual({ statistic: 0, df: 1, p: 1 });
    /* Both events in the first group: (2 − 1)² over d (n − d) n₁ n₂ ÷ (n² (n − 1)) = 2·2·2·2 ÷ 48. */
    const both = logRank([group([1, true], [1, true]), group([2, false], [2, false])]);
    expect(both?.statistic).toBeCloseTo(1 / (16 / 48), 12);
  });
});

test("groups that are alike differ by nothing", () => {
  const one = group([1, true], [3, false], [3, true], [8, true]);
  expect(logRank([one, one])?.statistic).toBeCloseTo(0, 12);
  expect(logRank([one, one, one])).toMatchObject({ statistic: expect.closeTo(0, 12), df: 2 });
});

test("there is no test of one group, of nobody, and where nobody has the event", () => {
  expect(logRank([early])).toBeNull();
  expect(logRank([])).toBeNull();
  expect(logRank([early, []])).toBeNull();
  expect(logRank([group([1, false]), group([2, false])])).toBeNull();
});

const subjects = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.boolean()), { minLength: 2, maxLength: 25 });
const several = fc.array(subjects, { minLength: 2, maxLength: 5 });

test("the order of the groups changes nothing", () => {
  fc.assert(
    fc.property(several, fc.nat(4), (all, turns) => {
      const groups = all.map((own) => group(...own));
      const first = logRank(groups);
      const cut = turns % groups.length;
      for (const order of [groups.toReversed(), [...groups.slice(cut), ...groups.slice(0, cut)]]) {
        const other = logRank(order);
        expect(other === null).toBe(first === null);
        if (first && other) {
          expect(Math.abs(other.statistic - first.statistic)).toBeLessThan(1e-8 * (1 + first.statistic));
          expect(other).toMatchObject({ df: first.df, p: expect.closeTo(first.p, 8) });
        }
      }
    }),
    runs(300, 5000),
  );
});

test("of two groups it is (observed − expected)² over the variance, whichever group is looked at", () => {
  fc.assert(
    fc.property(subjects, subjects, (a, b) => {
      const [one, other] = [group(...a), group(...b)];
      const found = logRank([one, other]);
      const at = (of: readonly Subject[], time: number) => of.filter(([until]) => until >= time).length;
      const had = (of: readonly Subject[], time: number) =>
        of.filter(([until, event]) => event && until === time).length;
      let [excess, variance] = [0, 0];
      for (const time of new Set([...a, ...b].flatMap(([time, event]) => (event ? [time] : [])))) {
        const [n1, n2, d] = [at(a, time), at(b, time), had(a, time) + had(b, time)];
        const n = n1 + n2;
        excess += had(b, time) - (d * n2) / n;
        if (n > 1) variance += (d * (n - d) * n1 * n2) / (n * n * (n - 1));
      }
      if (variance < 1e-9) expect(found).toBeNull();
      else expect(found?.statistic).toBeCloseTo((excess * excess) / variance, 8);
    }),
    runs(300, 5000),
  );
});
