import { openAsBlob, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode, type Row } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Study } from "../log/study";
import { emptied, engines, load, loaded } from "../log/testing";
import { sql } from "../sql";
import { simulated } from "../testing/simulated";
import { ask, prepare } from "./ask";
import { behind } from "./behind";
import { insightNamed } from "./testing";

type Share = { mean: number; concentration: number; declinePerMonth: number };
type Month = { due: number; taken: number; takenRecorded: number; observed: number; covered: number };
type Counts = {
  rows: number;
  duplicates: number;
  sameIdOtherContent: number;
  withoutSubject: number;
  distinctIds: number;
  patients: number;
  eventsPerType: Record<string, number>;
  unknownTypes: Record<string, number>;
  retractions: number;
};
type Arm = "letrozole" | "tamoxifen";
type Doses = { due: number; takenRecorded: number; skippedRecorded: number };
type Realised = { patients: number; ends: Record<string, number>; months: Month[]; doses: Record<Arm, Doses> };
type Truth = {
  parameters: { monthDays: number; arms: Record<Arm, { taking: Share; stopHazardPerMonth: number }> };
  notYetRecorded: Record<string, number>;
  files: {
    study: Counts & { realised: Record<Arm, Realised> };
    later: { rows: number; overlap: number; brought: Counts };
  };
};

const arms: readonly Arm[] = ["letrozole", "tamoxifen"];
const total = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0);
const numberIn = (row: Row, name: string) => Number(row[name]);

const asked = (study: Study, params: object, id = "adherence-over-time") => {
  const insight = insightNamed(id);
  const question = { params, knownAt: null };
  return {
    answer: () => ask(study, insight, question),
    prepared: () => prepare(study, insight, question),
    cells: async () => (await ask(study, insight, question)).cells,
    rows: async (cell: Row) =>
      (await behind(study, insight, question, cell, { limit: 100_000 })).patients.map(({ row }) => row),
  };
};

describe("the demo history tells what is true of it", () => {
  const folder = join(import.meta.dirname, "../../public/demo");
  const truth = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")) as Truth;
  let engine: Engine;
  let study: Study;
  beforeAll(async () => {
    engine = await engines.node();
    study = await loaded(await emptied(engine), [
      { name: "events.parquet", blob: await openAsBlob(join(folder, "events.parquet")) },
    ]);
  }, 60_000);
  afterAll(() => engine.close());

  test("rows, duplicates, conflicts and patients", () => {
    const { rows, duplicates, sameIdOtherContent, distinctIds, patients } = truth.files.study;
    expect(study.segments[0]?.counts).toEqual({
      rows,
      fresh: distinctIds,
      duplicates,
      conflicts: sameIdOtherContent,
      quarantined: 0,
      reference: 0,
      erased: 0,
      leftOut: 0,
    });
    expect(study.patients).toBe(patients);
  });

  test("events of a type that nothing corrects, repeats or retracts are counted as they are, unknown types among them", async () => {
    const insight = insightNamed("events-over-time");
    const { cells } = await ask(study, insight, { params: { unit: "year" }, knownAt: null });
    const counted = (type: string) =>
      total(cells.filter(({ group }) => group === type).map((cell) => numberIn(cell, "events")));
    const { eventsPerType, unknownTypes, duplicates } = truth.files.study;
    for (const [type, n] of Object.entries({ ...eventsPerType, ...unknownTypes }).filter(
      ([type]) => type !== "EventRetracted" && type !== "PatientEnrolled",
    )) {
      expect(counted(type), type).toBeLessThanOrEqual(n);
      expect(counted(type), type).toBeGreaterThan(n * 0.97 - 5);
    }
    const all = total(Object.values({ ...eventsPerType, ...unknownTypes }));
    expect(all).toBe(truth.files.study.rows);
    expect(total(cells.map((cell) => numberIn(cell, "events")))).toBeLessThan(all - duplicates);
  });

  /** A patient's share in month m is p·(1 − d)^m, p from Beta(mean, concentration), seen through n doses, few where the month is cut short: the variance of a mean over patients is the Beta's and the mean of the binomials' (`inverse` is the mean of 1 / n), over their number. */
  const standardError = (
    { mean, concentration, declinePerMonth }: Share,
    month: number,
    { inverse, patients }: { inverse: number; patients: number },
  ) => {
    const left = (1 - declinePerMonth) ** month;
    const between = (left ** 2 * mean * (1 - mean)) / (concentration + 1);
    const within = left * mean * (1 - left * mean) * inverse;
    return Math.sqrt((between + within) / patients);
  };

  describe.each(arms)("%s", (arm) => {
    const { taking } = truth.parameters.arms[arm];
    const { months, ends, patients } = truth.files.study.realised[arm];
    const doses = { measure: "doses", by: "index", items: [arm] };

    test("who persists after half a year and a year is who does by the true hazard of stopping, within four standard errors", async () => {
      const persisting = await asked(
        study,
        { permissibleGap: [60], items: [arm], breakdown: "arm" },
        "persistence",
      ).cells();
      const ofArm = persisting.filter(({ group }) => group === arm);
      const other = arms.find((one) => one !== arm) ?? arm;
      const expected = (of: Arm, days: number) =>
        Math.exp((-truth.parameters.arms[of].stopHazardPerMonth * days) / truth.parameters.monthDays);
      const away = (of: Arm, days: number) => {
        const at = ofArm.findLast((cell) => numberIn(cell, "time") <= days) ?? {};
        return Math.abs(numberIn(at, "survival") - expected(of, days)) / numberIn(at, "std_error");
      };
      expect(Math.max(away(arm, 182), away(arm, 365))).toBeLessThan(4);
      expect(away(other, 365)).toBeGreaterThan(2);
    });

    /** Doses are due daily: taken, exactly as prescribed, and taken a day after the one before have the same share. */
    test.each(["doses", "dosing", "timing"])(
      "adherence from %s is the true share of each month, and its decline the true decline, within four standard errors",
      async (measure) => {
        const { cells: told, prepared } = asked(study, { ...doses, measure });
        const cells = (await told()).filter((cell) => numberIn(cell, "patients") >= 60);
        expect(cells.length).toBeGreaterThan(8);
        const { rows } = await prepared();
        const inverses = decode(
          await engine.query(
            sql`SELECT sum(1 / denominator) / count(*) AS inverse FROM ${rows} r GROUP BY r.period ORDER BY r.period`,
          ),
          { inverse: "number" },
        );
        const points = cells.map((cell, m) => ({
          m,
          mean: numberIn(cell, "mean"),
          error: standardError(taking, m, {
            inverse: inverses[m]?.inverse ?? NaN,
            patients: numberIn(cell, "patients"),
          }),
        }));
        for (const { m, mean, error } of points)
          expect(Math.abs(mean - taking.mean * (1 - taking.declinePerMonth) ** m), `month ${m}`).toBeLessThan(
            4 * error,
          );
        const middle = total(points.map(({ m }) => m)) / points.length;
        const spread = total(points.map(({ m }) => (m - middle) ** 2));
        const slope = total(points.map(({ m, mean }) => (m - middle) * Math.log(mean))) / spread;
        const error =
          Math.sqrt(total(points.map(({ m, mean, error: of }) => ((m - middle) * (of / mean)) ** 2))) / spread;
        expect(Math.abs(1 - Math.exp(slope) - taking.declinePerMonth)).toBeLessThan(4 * error);
      },
    );

    test("doses due and taken are those of the simulation, the day of an end counted as a day under observation", async () => {
      const { cells, rows } = asked(study, doses);
      const sums = { due: 0, taken: 0 };
      for (const cell of await cells())
        for (const row of await rows(cell)) {
          sums.due += numberIn(row, "denominator");
          sums.taken += numberIn(row, "numerator");
        }
      const extra = sums.due - total(months.map(({ due }) => due));
      expect(extra).toBeGreaterThanOrEqual(0);
      expect(extra).toBeLessThanOrEqual(total(Object.values(ends)));
      expect(sums.taken).toBe(total(months.map(({ takenRecorded }) => takenRecorded)));
    });

    /** Doses are due daily from enrolment on: a patient's expected share is p times the mean of (1 − d)^m over their due doses, whether doses are counted, days, or doses after a dose the day before. */
    test("taking, dosing and timing are the true share of those who were due so many doses, within four standard errors", async () => {
      const { answer, prepared } = asked(study, { items: [arm] }, "doses");
      const { rows } = await prepared();
      const each = decode(
        await engine.query(sql`SELECT due, taken, missed, timed FROM ${rows} WHERE part = 'all' AND due > 0`),
        { due: "integer", taken: "integer", missed: "integer", timed: "integer" },
      );
      const sum = (name: "due" | "taken" | "missed") => total(each.map((row) => row[name] ?? 0));
      const { due, takenRecorded, skippedRecorded } = truth.files.study.realised[arm].doses[arm];
      expect(sum("due") - due).toBeGreaterThanOrEqual(0);
      expect(sum("due") - due).toBeLessThanOrEqual(total(Object.values(ends)));
      expect([sum("taken"), sum("missed")]).toEqual([takenRecorded, skippedRecorded]);
      const { mean, concentration, declinePerMonth } = taking;
      const left = each.map(({ due: n }) => {
        const doses = Array.from({ length: n ?? 0 }, (_, i) => (1 - declinePerMonth) ** Math.floor(i / 30));
        return total(doses) / doses.length;
      });
      const expected = mean * (total(left) / left.length);
      const variance = each.map(({ due: n }, i) => {
        const f = left[i] ?? NaN;
        return (f ** 2 * mean * (1 - mean)) / (concentration + 1) + (f * mean * (1 - f * mean)) / (n ?? NaN);
      });
      const error = Math.sqrt(total(variance)) / each.length;
      const told = (await answer()).also["measures"] ?? [];
      expect(told.map(({ measure, patients }) => [measure, patients])).toEqual([
        ["taking", each.length],
        ["dosing", each.length],
        ["timing", each.filter(({ timed }) => (timed ?? 0) > 0).length],
      ]);
      for (const { measure, mean: found } of told)
        expect(Math.abs(Number(found) - expected), String(measure)).toBeLessThan(4 * error);
    });

    test("covered days are those of the simulation, but for patients never supplied and dispensings that the export does not hold yet or holds in conflict", async () => {
      const { cells, rows } = asked(study, { measure: "supply", by: "index", items: [arm] });
      const sums = { observed: 0, covered: 0 };
      const all = await cells();
      for (const cell of all)
        for (const row of await rows(cell)) {
          sums.observed += numberIn(row, "denominator");
          sums.covered += numberIn(row, "numerator");
        }
      const ended = total(Object.values(ends));
      const neverSupplied = patients - Number(all[0]?.["patients"]);
      expect(neverSupplied).toBeLessThanOrEqual(2);
      expect(Math.abs(sums.observed - total(months.map(({ observed }) => observed)))).toBeLessThanOrEqual(
        ended + neverSupplied * months.length * 30,
      );
      const missing =
        90 * (truth.notYetRecorded["MedicineDispensed"] ?? 0) + 7 * truth.files.study.sameIdOtherContent + ended;
      const difference = Math.abs(sums.covered - total(months.map(({ covered }) => covered)));
      expect(difference).toBeLessThanOrEqual(missing);
      expect(difference / sums.covered).toBeLessThan(0.01);
    });
  });
});

describe("a later export with other columns, order and types", () => {
  const history = simulated<Truth>({ patients: 60, months: 9, seed: 6 });
  let engine: Engine;
  beforeAll(async () => {
    engine = await engines.node();
  }, 60_000);
  afterAll(async () => {
    await engine.close();
    history.remove();
  });

  test("loads without a form, and its copies of earlier rows are recognised, all of them and nothing else", async () => {
    const files = [await history.file("events.parquet"), await history.file("events-v2.parquet")];
    const { study: first, later } = history.truth.files;
    const digests = [];
    for (const sources of [files, files.toReversed()]) {
      const { study, refused, unmapped } = await load(await emptied(engine), sources);
      expect([refused, unmapped]).toEqual([[], []]);
      const sum = (count: "rows" | "fresh" | "duplicates" | "conflicts" | "quarantined") =>
        total(study.segments.map(({ counts }) => counts[count]));
      expect(sum("rows")).toBe(first.rows + later.rows);
      expect(sum("quarantined")).toBe(later.brought.withoutSubject);
      expect(sum("duplicates")).toBe(first.duplicates + later.overlap + later.brought.duplicates);
      expect(sum("conflicts")).toBe(first.sameIdOtherContent + later.brought.sameIdOtherContent);
      expect(study.patients).toBe(first.patients + later.brought.patients);
      digests.push(study.digest);
    }
    expect(digests[1]).toBe(digests[0]);
  });
});
