import { describe, expect, test } from "vitest";
import { type Cohort, cohortOf } from "../cohorts/cohort";
import type { Row } from "../engine/decode";
import { newcombe, summed, welch } from "../stats/differences";
import { simulated } from "../testing/simulated";
import { type Answer, ask } from "./ask";
import { asideColumns, methods } from "./between";
import { insights } from "./registry";
import { heldStudy, insightNamed } from "./testing";

const { study } = heldStudy(simulated<unknown>({ patients: 60, months: 8, seed: 5 }));

const of = (arm: string): Cohort => cohortOf({ name: arm, criteria: [{ kind: "trait", trait: "arm", among: [arm] }] });
const [first, second] = [of("letrozole"), of("tamoxifen")];
const everybody = cohortOf({ name: "everybody" });

const answer = (id: string, params: object, ...cohorts: Cohort[]): Promise<Answer> =>
  ask(study(), insightNamed(id), { params, knownAt: null, cohorts });
const told = async (id: string, params: object, ...cohorts: Cohort[]) =>
  (await answer(id, params, ...cohorts)).also["difference"];

const numberIn = (row: Row, name: string) => Number(row[name]);
const sum = (rows: readonly Row[], name: string) => rows.reduce((all, row) => all + numberIn(row, name), 0);

/** Of an answer's cells and summaries, what is estimated of a group at the place of a row. */
const naive: Record<string, (answer: Answer, group: string, row: Row) => number> = {
  retention({ cells }, group, { period }) {
    const own = cells.filter((cell) => cell["group"] === group && cell["period"] === period);
    return sum(own, "retained") / sum(own, "size");
  },
  funnel: ({ cells }, group, { step }) =>
    numberIn(cells.find((cell) => cell["group"] === group && cell["step"] === step) ?? {}, "share"),
  lifecycle({ cells }, group, { period, state }) {
    const own = cells.filter((cell) => cell["group"] === group && cell["period"] === period);
    const among = state === "gone" ? ["gone", "continuing"] : ["new", "continuing", "returning"];
    const named = (names: readonly unknown[]) => own.filter((cell) => names.includes(cell["state"]));
    return sum(named([state]), "patients") / sum(named(among), "patients");
  },
  measures({ cells }, group, { measure, period, what }) {
    const cell = cells.find((one) => one["group"] === group && one["measure"] === measure && one["period"] === period);
    const name = { mean: "mean", "mean change": "change", "share of responders": "share" }[String(what)];
    return numberIn(cell ?? {}, name ?? "");
  },
  "adherence-distribution"({ also }, group, { what }) {
    const row = also["summary"]?.find((one) => one["group"] === group) ?? {};
    return numberIn(row, what === "mean" ? "mean" : "share");
  },
  survival: ({ cells }, group, { time }) => curveAt(cells, group, Number(time)),
  persistence: ({ cells }, group, { curve, time, what }) => {
    const risen = what === "with a first dispensing";
    const name = [group, `${curve}, ${group}`, `${curve}, cohort ${group}`].find((one) =>
      cells.some((cell) => cell["group"] === one),
    );
    const left = curveAt(cells, name ?? "", Number(time));
    return risen ? 1 - left : left;
  },
};

const curveAt = (cells: readonly Row[], group: string, time: number) =>
  numberIn(
    cells.findLast((cell) => cell["group"] === group && Number(cell["time"]) <= time) ?? { survival: 1 },
    "survival",
  );

const variations: Record<string, readonly object[]> = {
  retention: [{}, { unit: "week", windows: "elapsed", period: "rolling" }],
  lifecycle: [{ unit: "month" }],
  measures: [{ by: "calendar" }, { limit: 5 }],
  "adherence-distribution": [{}, { measure: "doses", threshold: 0.9 }],
  survival: [{ to: { types: ["SymptomReported"] } }],
  persistence: [{}, { permissibleGap: [15, 60] }, { time: "initiation" }],
};

const all = [...insights.values()].filter(({ estimates }) => estimates);

test("every insight that estimates is tried", () => {
  expect(all.map(({ id }) => id).toSorted()).toEqual(Object.keys(naive).toSorted());
});

describe.each(all.flatMap((insight) => (variations[insight.id] ?? [{}]).map((params) => ({ id: insight.id, params }))))(
  "$id $params",
  ({ id, params }) => {
    test("two cohorts are compared wherever something is estimated of them, as the cells say", async () => {
      const answered = await answer(id, params, first, second);
      const rows = answered.also["difference"] ?? [];
      const columns = Object.keys(asideColumns(insightNamed(id), "difference") ?? {});
      expect(rows.length).toBeGreaterThan(1);
      const places = rows.map((row) =>
        JSON.stringify(columns.slice(0, columns.indexOf("first")).map((name) => row[name])),
      );
      expect(new Set(places).size).toBe(rows.length);
      for (const row of rows) {
        expect(Object.keys(row).toSorted()).toEqual(columns.toSorted());
        expect([row["first"], row["second"]]).toEqual(["letrozole", "tamoxifen"]);
        for (const side of ["first", "second"] as const)
          if (row[`value_${side}`] !== null)
            expect(row[`value_${side}`]).toBeCloseTo(naive[id]?.(answered, String(row[side]), row) ?? NaN, 12);
        if (row["difference"] === null) expect(row).toMatchObject({ lower: null, upper: null, why: /nobody in/ });
        else expect(row["difference"]).toBeCloseTo(numberIn(row, "value_second") - numberIn(row, "value_first"), 12);
        expect(row["lower"] === null).toBe(row["why"] !== null);
        if (row["method"] === methods.share && row["lower"] !== null) expect(row).toMatchObject(ofShares(row));
      }
      expect(rows.some(({ lower }) => lower !== null)).toBe(true);
    });

    test("the other way round signs turn and limits change places", async () => {
      const [one = [], other = []] = [await told(id, params, first, second), await told(id, params, second, first)];
      const minus = (value: Row[string] | undefined): unknown =>
        typeof value === "number" ? expect.closeTo(-value, 12) : (value ?? null);
      const placed = (row: Row) =>
        JSON.stringify(Object.keys(insightNamed(id).estimates?.key ?? {}).map((name) => row[name]));
      for (const row of one) {
        const back = other.find((two) => placed(two) === placed(row) && two["what"] === row["what"]);
        expect(back).toMatchObject({
          n_first: row["n_second"],
          n_second: row["n_first"],
          difference: minus(row["difference"]),
          lower: minus(row["upper"]),
          upper: minus(row["lower"]),
        });
      }
      expect(other.length).toBe(one.length);
    });

    test("patients in both cohorts leave the difference and no interval", async () => {
      const rows = (await told(id, params, everybody, second)) ?? [];
      const compared = rows.filter(({ difference }) => difference !== null);
      expect(compared.length).toBeGreaterThan(0);
      for (const row of compared)
        expect(row).toMatchObject({
          lower: null,
          upper: null,
          why: expect.stringMatching(/^\d+ patients are in both cohorts$/),
        });
    });
  },
);

/** Limits as Newcombe has them, from the counts that a row comes to. */
function ofShares(row: Row) {
  const side = (name: "first" | "second") => {
    const n = numberIn(row, `n_${name}`);
    return { count: Math.round(numberIn(row, `value_${name}`) * n), of: n };
  };
  const { lower, upper } = newcombe(side("second"), side("first"));
  return { lower: expect.closeTo(lower, 12), upper: expect.closeTo(upper, 12) };
}

test("means have Welch's interval, of the deviations that the summary tells", async () => {
  const { also } = await answer("adherence-distribution", {}, first, second);
  const sample = (group: string) => {
    const row = also["summary"]?.find((one) => one["group"] === group) ?? {};
    return { n: numberIn(row, "patients"), mean: numberIn(row, "mean"), variance: numberIn(row, "sd") ** 2 };
  };
  const limits = welch(sample("tamoxifen"), sample("letrozole"));
  expect(also["difference"]?.find(({ what }) => what === "mean")).toMatchObject({
    lower: expect.closeTo(limits?.lower ?? NaN, 12),
    upper: expect.closeTo(limits?.upper ?? NaN, 12),
    method: "Welch",
  });
});

test("two estimates with their errors have the interval of the normal distribution, within what shares can differ by", () => {
  expect(summed({ value: 0.5, error: 0.03 }, { value: 0.4, error: 0.04 })).toEqual({
    lower: expect.closeTo(0.1 - 1.959963984540054 * 0.05, 12),
    upper: expect.closeTo(0.1 + 1.959963984540054 * 0.05, 12),
  });
  expect(summed({ value: 1, error: 0.2 }, { value: 0, error: 0.2 })?.upper).toBe(1);
  expect(summed({ value: 1, error: 0 }, { value: 1, error: 0 })).toBeNull();
});

test("whoever enters a cohort more than once leaves no interval", async () => {
  const often = (name: string, cohort: Cohort): Cohort =>
    cohortOf({ ...cohort, name, entry: { kind: "event", which: "every", event: { types: ["MedicineDispensed"] } } });
  for (const id of ["funnel", "adherence-over-time"]) {
    const rows = (await told(id, {}, often("letrozole", first), often("tamoxifen", second))) ?? [];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatchObject({ lower: null, why: expect.stringContaining("more than once") });
  }
});

test("adherence over time compares two cohorts without being told to", async () => {
  const rows = (await told("adherence-over-time", {}, first, second)) ?? [];
  const asked = { compare: { what: "groups", group: "tamoxifen", otherGroup: "letrozole" } };
  expect(rows).toEqual(await told("adherence-over-time", asked, first, second));
  expect(rows[0]).toMatchObject({ period: null, first: "tamoxifen", second: "letrozole", lower: expect.any(Number) });
});

test("nothing is compared of one cohort, of three, by something else, or where patients count more than once", async () => {
  expect(await told("retention", {}, first)).toBeUndefined();
  expect(await told("retention", {}, first, second, everybody)).toBeUndefined();
  expect(await told("retention", { breakdown: "arm" }, first, second)).toBeUndefined();
  expect(await told("retention", { kind: "recurring" }, first, second)).toBeUndefined();
  expect(await told("events-over-time", {}, first, second)).toBeUndefined();
});
