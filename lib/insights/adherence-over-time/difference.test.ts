import { describe, expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import { decode, type Row } from "../../engine/decode";
import { grouped } from "../../group";
import { sql } from "../../sql";
import { newcombe, newcombePaired, pairedT, welch } from "../../stats/differences";
import { simulated } from "../../testing/simulated";
import { ask, prepare } from "../ask";
import { countBehind } from "../behind";
import type { Aside } from "../insight";
import { heldStudy, insightNamed } from "../testing";
import { sideOf } from "./compared";
import { difference } from "./difference";
import question from "./question";

const history = simulated<unknown>({ patients: 40, months: 6, seed: 3 });
const asking = (params: object) => ({ params, knownAt: null });
const insight = () => insightNamed(question.id);

const { study, engine } = heldStudy(history);

const told = async (params: object): Promise<readonly Row[]> =>
  (await ask(study(), insight(), asking(params))).also["difference"] ?? [];

type Value = { subject: number; group: string; period: string; value: number };

/** Values by patient and period, as the command prints them. */
async function valuesOf(params: object): Promise<Value[]> {
  const { rows } = await prepare(study(), insight(), asking(params));
  const found = decode(
    await engine().query(
      sql`SELECT subject::BIGINT AS subject, "group", period::VARCHAR AS period, value FROM ${rows} WHERE value IS NOT NULL`,
    ),
    { subject: "integer", group: "text", period: "text", value: "number" },
  );
  return found.map(({ subject, group, period, value }) => ({
    subject: subject ?? -1,
    group: group ?? "",
    period: period ?? "",
    value: value ?? NaN,
  }));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function sample(values: readonly number[]) {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { n: values.length, mean: middle, variance: squares / (values.length - 1) };
}

const near = (value: number | null | undefined): unknown => (value == null ? null : expect.closeTo(value, 12));
const atLeast = (values: readonly number[], threshold: number) => values.filter((value) => value >= threshold).length;

/** What is expected of two groups, from their patients' values. */
function ofGroups(x: readonly number[], y: readonly number[], threshold: number) {
  if (x.length === 0 || y.length === 0) return { difference: null, lower: null, share_lower: null };
  const [a, b] = [sample(x), sample(y)];
  const [k, l] = [atLeast(x, threshold), atLeast(y, threshold)];
  const limits = welch(a, b);
  const shares = x.length < 2 || y.length < 2 ? null : newcombe({ count: k, of: x.length }, { count: l, of: y.length });
  return {
    n_first: x.length,
    n_second: y.length,
    mean_first: near(a.mean),
    mean_second: near(b.mean),
    difference: near(a.mean - b.mean),
    lower: near(limits?.lower),
    upper: near(limits?.upper),
    share_difference: near(k / x.length - l / y.length),
    share_lower: near(shares?.lower),
    share_upper: near(shares?.upper),
    shared: 0,
    paired: false,
  };
}

test("two groups in every period and over all of them, the two largest where none is named", async () => {
  const params = { breakdown: "arm", unit: "week", threshold: 0.9, compare: { what: "groups" } };
  const values = await valuesOf(params);
  const rows = await told(params);
  const sizes = [...grouped(values, ({ group }) => group)].map(([group, own]) => ({
    group,
    size: new Set(own.map(({ subject }) => subject)).size,
  }));
  const [first, second] = sizes.toSorted((a, b) => b.size - a.size || (a.group < b.group ? -1 : 1));
  expect(new Set(rows.map((row) => `${row["first"]} ${row["second"]}`))).toEqual(
    new Set([`${first?.group} ${second?.group}`]),
  );
  const of = (group: string | undefined, period: string | null) =>
    period === null
      ? [
          ...grouped(
            values.filter((one) => one.group === group),
            ({ subject }) => subject,
          ),
        ].map(([, own]) => mean(own.map(({ value }) => value)))
      : values.filter((one) => one.group === group && one.period === period).map(({ value }) => value);
  expect(rows.map(({ period }) => period)).toEqual([null, ...new Set(values.map(({ period }) => period).toSorted())]);
  for (const row of rows) {
    const period = typeof row["period"] === "string" ? row["period"] : null;
    expect(row, String(period)).toMatchObject(ofGroups(of(first?.group, period), of(second?.group, period), 0.9));
  }
  expect(rows.filter(({ lower }) => typeof lower === "number").length).toBeGreaterThan(15);
});

describe.each([
  { unit: "month", by: "index", compare: { what: "periods", period: "3", otherPeriod: "0" } },
  { measure: "CMA7", window: 60, step: 30, compare: { what: "periods", period: "3", otherPeriod: "1" } },
] as const)("the same patients at two times: %j", (params) => {
  const { period, otherPeriod } = params.compare;

  test("those with a value in both, each with themselves, group by group", async () => {
    const asked = { ...params, breakdown: "arm" };
    const values = await valuesOf(asked);
    const rows = await told(asked);
    const groups = [...grouped(values, ({ group }) => group)];
    expect(rows.map(({ group }) => group)).toEqual(groups.map(([group]) => group).toSorted());
    for (const [group, own] of groups) {
      const pairs = [...grouped(own, ({ subject }) => subject)].flatMap(([, of]) => {
        const at = (name: string) => of.find((one) => one.period === name)?.value;
        const [a, b] = [at(period), at(otherPeriod)];
        return a === undefined || b === undefined ? [] : [[a, b] as const];
      });
      expect(pairs.length).toBeGreaterThan(5);
      const all = sample(pairs.map(([a, b]) => a - b));
      const count = (first: boolean, second: boolean) =>
        pairs.filter(([a, b]) => a >= 0.8 === first && b >= 0.8 === second).length;
      const [both, first, second] = [count(true, true), count(true, false), count(false, true)];
      const shares = newcombePaired({ both, first, second, neither: count(false, false) });
      const limits = pairedT(all);
      expect(rows.find((row) => row["group"] === group)).toMatchObject({
        first: period,
        second: otherPeriod,
        paired: true,
        n_first: pairs.length,
        n_second: pairs.length,
        difference: near(all.mean),
        lower: near(limits?.lower),
        upper: near(limits?.upper),
        share_difference: near((first - second) / pairs.length),
        share_lower: near(shares.lower),
        share_upper: near(shares.upper),
        adherent_both: both,
        shared: pairs.length,
      });
    }
  });
});

test("where none is named, the last period and the first that rest on more than a fifth of the patients of the fullest", async () => {
  const params = { unit: "week", compare: { what: "periods" } };
  const values = await valuesOf(params);
  const sizes = [...grouped(values, ({ period }) => period)].map(([period, own]) => ({ period, size: own.length }));
  const usual = sizes
    .filter(({ size }) => 5 * size > Math.max(...sizes.map((one) => one.size)))
    .map(({ period }) => period)
    .toSorted();
  expect(usual.length).toBeLessThan(sizes.length);
  expect(await told(params)).toMatchObject([{ group: "all", first: usual.at(-1), second: usual[0] }]);
});

test.each([
  [{ what: "groups" }, {}, "nothing to compare all with"],
  [{ what: "groups", group: "gone", otherGroup: "away" }, { breakdown: "arm" }, "nobody in gone and away"],
  [{ what: "groups", group: "letrozole", otherGroup: "gone" }, { breakdown: "arm" }, "nobody in gone"],
  [{ what: "periods", period: "2025-01-01", otherPeriod: "1900-01-01" }, {}, "nobody has a value in both"],
])("says why there is no interval: %j", async (compare, more, why) => {
  const rows = await told({ ...more, compare });
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toMatchObject({ difference: null, lower: null, share_lower: null, why });
});

test.each([
  { breakdown: "arm", compare: { what: "groups" } },
  { compare: { what: "periods" }, breakdown: "arm" },
  { by: "index", compare: { what: "periods" }, threshold: 0.9 },
])("behind each side are as many as its mean and its share rest on: %j", async (params) => {
  const rows = await told(params);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows)
    for (const side of ["first", "second"] as const)
      for (const [aside, counted] of [
        ["inMean", `n_${side}`],
        ["atThreshold", `adherent_${side}`],
      ] as const) {
        const { total } = await countBehind(study(), insight(), asking(params), sideOf(row, side), { aside });
        expect(total, JSON.stringify([row, aside])).toBe(row[counted]);
      }
});

test("where a patient is in both groups no period has an interval", () => {
  const empty = Object.fromEntries(Object.keys(difference.columns).map((name) => [name, null]));
  const side = { n_first: 5, n_second: 5, mean_first: 0.5, mean_second: 0.7, sd_first: 0.1, sd_second: 0.2 };
  const row = { ...empty, first: "a", second: "b", paired: false, ...side, adherent_first: 1, adherent_second: 3 };
  const ctx = { knownAt: "", dataStart: "", dataEnd: "", cohorts: [], params: question.params.parse({}) };
  const { finish }: Aside<typeof ctx.params> = difference;
  const told = (shared: number) =>
    finish?.(
      [
        { ...row, shared },
        { ...row, period: "2025-01-01", shared: 0 },
      ],
      ctx,
    );
  const apart = { difference: expect.closeTo(-0.2, 12), lower: expect.any(Number), why: null };
  expect(told(0)).toMatchObject([apart, apart]);
  const none = { difference: expect.closeTo(-0.2, 12), lower: null, share_upper: null };
  expect(told(1)).toMatchObject([
    { ...none, why: "1 patient is in both" },
    { ...none, why: "1 patient is in both" },
  ]);
});

test("two cohorts with patients in both, in one period or in different ones, are told without intervals", async () => {
  const cohorts = [
    cohortOf({ name: "all" }),
    cohortOf({ name: "again", entry: { kind: "event", event: { types: ["MedicineDispensed"] } } }),
  ];
  const { also } = await ask(study(), insight(), { params: { unit: "week" }, knownAt: null, cohorts });
  const rows = also["difference"] ?? [];
  const [whole] = rows;
  expect(whole).toMatchObject({ period: null, first: "again", second: "all" });
  expect(Number(whole?.["shared"])).toBeGreaterThan(5);
  const told = rows.filter((row) => typeof row["difference"] === "number");
  expect(told.length).toBeGreaterThan(5);
  for (const row of told)
    expect(row).toMatchObject({
      lower: null,
      share_lower: null,
      why: `${String(whole?.["shared"])} patients are in both`,
    });
});

test("two of one name are refused in a sentence, and nothing is asked where nothing is compared", async () => {
  const compare = { what: "groups", group: "a", otherGroup: "a" };
  await expect(told({ breakdown: "arm", compare })).rejects.toMatchObject({
    failure: { detail: "compare.otherGroup: choose two different groups, not “a” twice" },
  });
  expect((await ask(study(), insight(), asking({}))).also).not.toHaveProperty("difference");
});
