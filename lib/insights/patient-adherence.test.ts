import { expect, test } from "vitest";
import { decode } from "../engine/decode";
import { table } from "../log/schema";
import { sql } from "../sql";
import { simulated } from "../testing/simulated";
import { ask } from "./ask";
import { heldStudy } from "./testing";
import { bandOf, cohortOfOne, dailyMeasures, dailyShares, overTime, rolling } from "./patient-adherence";

const held = heldStudy(simulated({ patients: 30, months: 9, seed: 5 }));

async function patients() {
  const found = await held
    .study()
    .engine.query(sql`SELECT namespace, id FROM ${table("subjects")} ORDER BY id LIMIT 8`);
  return decode(found, { namespace: "text", id: "text" }).map(({ namespace, id }) => ({
    namespace: namespace ?? "",
    id: id ?? "",
  }));
}

test.each(dailyMeasures)("days of a patient add up to the months of adherence over time: %s", async (measure) => {
  let compared = 0;
  for (const patient of await patients()) {
    const days = await dailyShares(held.study(), patient, measure, null);
    const params = { measure, unit: "month" };
    const { cells } = await ask(held.study(), overTime(), { params, knownAt: null, cohorts: [cohortOfOne(patient)] });
    for (const { period, mean } of cells) {
      const own = days.filter(({ day }) => day.startsWith(String(period).slice(0, 7)));
      const [part, whole] = [own.reduce((sum, one) => sum + one.part, 0), own.reduce((sum, one) => sum + one.whole, 0)];
      expect(part / whole).toBeCloseTo(Number(mean), 12);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(20);
});

test("a rolling share is that of the days of its window", async () => {
  const [patient] = await patients();
  if (!patient) throw new Error("nobody");
  const days = await dailyShares(held.study(), patient, "supply", null);
  const shares = rolling(days, 30);
  expect(shares.length).toBe(days.length - 29);
  shares.forEach(({ day, share }, i) => {
    const own = days.slice(i, i + 30);
    expect(own.at(-1)?.day).toBe(day);
    expect(share).toBeCloseTo(own.reduce((sum, one) => sum + one.part, 0) / 30, 12);
  });
});

test("a window without anything due has no share, and one that is not whole none either", () => {
  const day = (n: number) => new Date(Date.UTC(2025, 0, n)).toISOString().slice(0, 10);
  const days = [1, 2, 3, 9, 10].map((n) => ({
    day: day(n),
    part: n === 2 ? 0 : 1,
    whole: n === 9 || n === 10 ? 0 : 1,
  }));
  expect(
    rolling(
      days.map((one) => ({ ...one, part: Math.min(one.part, one.whole) })),
      3,
    ),
  ).toEqual([
    { day: day(3), share: 2 / 3 },
    { day: day(9), share: null },
    { day: day(10), share: null },
  ]);
});

test("the band is the middle half of the cohort, and leaves out periods of few", async () => {
  const all = await bandOf(held.study(), [], "supply", null, 1);
  const some = await bandOf(held.study(), [], "supply", null, 20);
  expect(all.length).toBeGreaterThan(some.length);
  expect(some.every(({ patients: n, low, high }) => n >= 20 && low <= high)).toBe(true);
  expect(all.filter(({ patients: n }) => n >= 20)).toEqual(some);
});
