import { describe, expect, test } from "vitest";
import { type Cohort, cohortOf } from "../cohorts/cohort";
import type { Row } from "../engine/decode";
import { grouped } from "../group";
import { newcombe, summed, welch } from "../stats/differences";
import { simulated } from "../testing/simulated";
import { type Answer, ask, sidesIn } from "./ask";
import { behind, countBehind } from "./behind";
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
  "events-over-time"({ cells, also }, group, { period, method }) {
    const own = (rows: readonly Row[] = []) =>
      rows.find((one) => one["group"] === group && one["period"] === period) ?? { events: 0, patients: 0 };
    const patients = numberIn(own(cells), "patients");
    return method === methods.mean
      ? numberIn(own(cells), "events") / patients
      : patients / numberIn(own(also["observed"]), "patients");
  },
  doses: ({ also }, group, { measure }) =>
    numberIn(also["measures"]?.find((one) => one["group"] === group && one["measure"] === measure) ?? {}, "mean"),
  trajectories({ also }, cohort, { group }) {
    const own = (also["characteristics"] ?? []).filter(({ value }) => value === cohort);
    return (
      sum(
        own.filter((row) => row["group"] === group),
        "patients",
      ) / sum(own, "patients")
    );
  },
  pathways({ also }, group, { line, treatment, kind }) {
    const own = (also["lines"] ?? []).filter((row) => row["group"] === group);
    const at = own.filter((row) => row["treatment"] === treatment && row["kind"] === kind);
    const whole = sum(
      own.filter((row) => row["line"] === 1),
      "patients",
    );
    return sum(line === null ? at : at.filter((row) => row["line"] === line), "patients") / whole;
  },
  patterns({ cells, also }, group, { event, kind, to, period }) {
    const own = (rows: readonly Row[] = []) => rows.filter((row) => row["group"] === group);
    if (kind === null) {
      const cell = own(cells).find((one) => one["event"] === event && one["period"] === period) ?? {};
      return numberIn(cell, "patients") / numberIn(cell, "observed");
    }
    const [sequence, edge] = [
      own(also["sequences"]).find((row) => row["sequence"] === event),
      own(also["edges"]).find((row) => row["from"] === event && row["to"] === to && row["kind"] === kind),
    ];
    return Number((kind === "sequence" ? sequence : edge)?.["share"] ?? 0);
  },
  episodes({ also }, group, { what }) {
    const row = also["summary"]?.find((one) => one["group"] === group) ?? {};
    if (what === "share of time without treatment") return numberIn(row, "free_share");
    return numberIn(row, what === "switch" ? "switched" : "restarted") / numberIn(row, "patients");
  },
  definitions: ({ cells }, group, { definition, carry_over: carry }) =>
    numberIn(
      cells.find((one) => one["group"] === group && one["definition"] === definition && one["carry_over"] === carry) ??
        {},
      "mean",
    ),
  characteristics({ cells }, group, { part, variable, level }) {
    const cell = cells.find(
      (one) => one["group"] === group && one["part"] === part && one["variable"] === variable && one["level"] === level,
    );
    return numberIn(cell ?? {}, level === null ? "mean" : "share");
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
  trajectories: [{ windows: 4, groups: 3 }],
  pathways: [{ share: 0 }],
  patterns: [
    { before: 1, after: 3 },
    { picture: "sequences", share: 0 },
    { picture: "map", share: 0 },
  ],
  episodes: [{}, { medicationChange: false, permissibleGap: 20 }],
  definitions: [{ permissibleGap: [60] }],
  characteristics: [{ days: 30 }],
};

/** At most twenty of them at equal distances. */
const some = (rows: readonly Row[]): Row[] => rows.filter((_, i) => i % Math.ceil(rows.length / 20) === 0);

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
      const compared = rows.filter(({ difference }) => difference !== null);
      expect(compared.length).toBeGreaterThan(0);
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

    test("behind both sides of a difference are as many patients as it tells", async () => {
      const answered = await answer(id, params, first, second);
      const question = { params, knownAt: null, cohorts: [first, second] };
      const sides = sidesIn(insightNamed(id), answered, question);
      const rows = some(answered.also["difference"] ?? []);
      for (const row of rows) {
        const told = sides(row).map(({ cohort, patients }) => [cohort, patients]);
        const counts = (["first", "second"] as const).map((side) => {
          const [n, share] = [numberIn(row, `n_${side}`), numberIn(row, `value_${side}`)];
          return [row[side], row["method"] === methods.share ? Math.round(n * share) : n];
        });
        if (row["difference"] !== null) expect(told).toHaveLength(2);
        expect(told).toEqual(counts.filter(([name]) => told.some(([cohort]) => cohort === name)));
        for (const { patients, from } of sides(row)) {
          const found = await countBehind(study(), insightNamed(id), question, from.row, { aside: from.aside });
          expect(found.total, JSON.stringify(row)).toBe(patients);
        }
      }
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

/** Of a patient's rows behind a mean, the value that goes into it. */
const valueOf: Record<string, (own: readonly Row[], row: Row) => number> = {
  "adherence-distribution": ([one]) => numberIn(one ?? {}, "value"),
  measures: ([one], { what }) => numberIn(one ?? {}, what === "mean" ? "value" : "change"),
  "events-over-time": ([one]) => numberIn(one ?? {}, "events"),
  doses: ([one], { measure }) => numberIn(one ?? {}, String(measure)),
  definitions: ([one]) => numberIn(one ?? {}, "value"),
  characteristics: ([one]) => numberIn(one ?? {}, "number"),
  episodes(own) {
    const day = (row: Row, name: string) => Date.parse(String(row[name])) / 86_400_000;
    const span = Math.max(...own.map((row) => day(row, "end"))) - Math.min(...own.map((row) => day(row, "start")));
    return Math.max(0, span - sum(own, "duration")) / span;
  },
};

function sampled(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((all, value) => all + value, 0) / n;
  return { n, mean, variance: values.reduce((all, value) => all + (value - mean) ** 2, 0) / (n - 1) };
}

/** Those who have a survey, from their first on, so that there are values at the index day. */
const surveyed = (cohort: Cohort): Cohort =>
  cohortOf({ ...cohort, entry: { kind: "event", which: "first", event: { types: ["SurveyCompleted"] } } });

test.each(Object.keys(valueOf))(
  "means of %s have Welch's interval, of the values of the patients behind them",
  async (id) => {
    const [params = {}] = variations[id] ?? [];
    const cohorts = [first, second].map(surveyed);
    const question = { params, knownAt: null, cohorts };
    const answered = await answer(id, params, ...cohorts);
    const sides = sidesIn(insightNamed(id), answered, question);
    // An age is told of a birth date, which is no number.
    const means = some(answered.also["difference"] ?? []).filter(
      ({ method, lower, variable }) => method === methods.mean && lower !== null && variable !== "birth_date",
    );
    expect(means.length).toBeGreaterThan(0);
    for (const row of means) {
      const samples = [];
      for (const { from } of sides(row)) {
        const looking = { aside: from.aside, limit: 10_000 };
        const { patients } = await behind(study(), insightNamed(id), question, from.row, looking);
        const own = grouped(patients, ({ subject }) => subject);
        const take = valueOf[id] ?? (() => NaN);
        samples.push(
          sampled(
            [...own.values()].map((rows) =>
              take(
                rows.map((one) => one.row),
                row,
              ),
            ),
          ),
        );
      }
      const [x = sampled([]), y = sampled([])] = samples;
      const limits = welch(y, x);
      expect(row).toMatchObject({
        n_first: x.n,
        n_second: y.n,
        value_first: expect.closeTo(x.mean, 9),
        value_second: expect.closeTo(y.mean, 9),
        lower: expect.closeTo(limits?.lower ?? NaN, 9),
        upper: expect.closeTo(limits?.upper ?? NaN, 9),
      });
    }
  },
);

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
  expect(await told("attrition", {}, first, second)).toBeUndefined();
});
