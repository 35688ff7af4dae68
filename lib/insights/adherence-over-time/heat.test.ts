import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode, type Row } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { grouped } from "../../group";
import { emptied, engines, loaded } from "../../log/testing";
import type { Study } from "../../log/study";
import { sql } from "../../sql";
import { textFile } from "../../testing/files";
import { simulated } from "../../testing/simulated";
import { ask, prepare } from "../ask";
import { behind } from "../behind";
import { insightNamed } from "../testing";

const insight = () => insightNamed("adherence-over-time");

const names = ["stays", "falls", "rises", "stays below"] as const;
type Value = { subject: number; group: string; period: string; value: number };
type Patient = { subject: number; group: string; course: number; mean: number; own: readonly Value[] };

/** To the bit as the database has it: summed in units of 2^-60. */
const mean = (values: readonly number[]) =>
  Number(values.reduce((sum, value) => sum + BigInt(Math.round(value * 2 ** 60)), 0n)) / 2 ** 60 / values.length;

async function valuesOf(study: Study, params: object): Promise<Value[]> {
  const { rows } = await prepare(study, insight(), { params, knownAt: null });
  const statement = sql`SELECT subject::BIGINT AS subject, "group", period::VARCHAR AS period, value FROM ${rows} r WHERE value IS NOT NULL ORDER BY r.subject, r.period`;
  const found = decode(await study.engine.query(statement), {
    subject: "integer",
    group: "text",
    period: "text",
    value: "number",
  });
  return found.map(({ subject, group, period, value }) => ({
    subject: subject ?? -1,
    group: group ?? "",
    period: period ?? "",
    value: value ?? NaN,
  }));
}

function patientOf(subject: number, own: readonly Value[], threshold: number): Patient {
  const values = own.map(({ value }) => value);
  const half = Math.ceil(values.length / 2);
  const [early, late] = [mean(values.slice(0, half)) >= threshold, mean(values.slice(-half)) >= threshold];
  return { subject, group: own[0]?.group ?? "", course: (early ? 0 : 2) + (late ? 0 : 1), mean: mean(values), own };
}

function compared(a: Patient, b: Patient): number {
  if (a.group !== b.group) return a.group < b.group ? -1 : 1;
  if (a.course !== b.course || a.mean !== b.mean) return a.course - b.course || b.mean - a.mean;
  const at = a.own.findIndex(({ value }, i) => value !== b.own[i]?.value);
  if (at >= 0) return (b.own[at]?.value ?? -1) - (a.own[at]?.value ?? -1);
  const other = a.own.findIndex(({ period }, i) => period !== b.own[i]?.period);
  if (a.own.length !== b.own.length) return b.own.length - a.own.length;
  return other < 0 ? a.subject - b.subject : (a.own[other]?.period ?? "") < (b.own[other]?.period ?? "") ? -1 : 1;
}

type Expected = {
  row: number;
  group: string;
  course: string;
  size: number;
  period: string;
  patients: number;
  mean: unknown;
};

/** The map from its definition: patients in order, so many neighbours of a course a row, and the mean of each period's values. */
function expected(values: readonly Value[], threshold: number): Expected[] {
  const patients = [...grouped(values, ({ subject }) => subject)]
    .map(([subject, own]) => patientOf(subject, own, threshold))
    .toSorted(compared);
  const columns = new Set(values.map(({ period }) => period)).size;
  const a = Math.ceil(patients.length / Math.min(400, Math.max(40, Math.floor(30_000 / columns))));
  let row = 0;
  return [...grouped(patients, ({ group, course }) => `${course} ${group}`)].flatMap(([, alike]) =>
    Array.from({ length: Math.ceil(alike.length / a) }, (_, i) => alike.slice(i * a, (i + 1) * a)).flatMap((band) => {
      row++;
      const { group, course } = band[0] ?? { group: "", course: 0 };
      const cells = [
        ...grouped(
          band.flatMap(({ own }) => own),
          ({ period }) => period,
        ),
      ];
      return cells
        .toSorted(([x], [y]) => (x < y ? -1 : 1))
        .map(([period, own]) => ({
          row,
          group,
          course: names[course] ?? "",
          size: band.length,
          period,
          patients: own.length,
          mean: expect.closeTo(mean(own.map(({ value }) => value)), 12),
        }));
    }),
  );
}

/** More patients than rows: two dispensings each, of so many days and so far apart that most differ. */
const many = textFile(
  "many.arrow",
  Array.from({ length: 900 }, (_, i) => i).flatMap((i) =>
    [
      { day: 1 + (i % 9), days: 5 + (i % 53) },
      { day: 70 + (i % 29), days: (i * 7) % 90 },
    ].map(({ day, days }, n) => ({
      event_id: `${i} ${n}`,
      type: "MedicineDispensed",
      subject: `P${i}`,
      occurred_at: new Date(Date.UTC(2025, 0, day)).toISOString(),
      item: "A",
      days_supply: String(days + 1),
    })),
  ),
);

const history = simulated<unknown>({ patients: 40, months: 6, seed: 3 });

describe.each([
  ["every patient", {}, 1],
  ["patients by arm, week by week", { breakdown: "arm", unit: "week", threshold: 0.9 }, 1],
  ["bands of neighbours", {}, 3],
] as const)("the map shows %s", (_, params, size) => {
  let engine: Engine;
  let study: Study;
  const picture = { ...params, picture: "patients" };
  const told = async (): Promise<readonly Row[]> =>
    (await ask(study, insight(), { params: picture, knownAt: null })).also["heat"] ?? [];
  beforeAll(async () => {
    engine = await engines.node();
    study = await loaded(await emptied(engine), size === 1 ? [await history.file("events.parquet")] : many);
  }, 60_000);
  afterAll(() => engine.close());

  test("in the order of their courses, each cell the mean of its patients", async () => {
    const cells = expected(await valuesOf(study, picture), "threshold" in params ? params.threshold : 0.8);
    expect(Math.max(...cells.map((cell) => cell.size))).toBe(size);
    expect(new Set(cells.map(({ course }) => course)).size).toBeGreaterThan(2);
    expect(await told()).toEqual(cells);
  });

  test("and who is behind a cell are as many as it says", async () => {
    const cells = await told();
    for (const cell of cells.filter((_, i) => i % Math.ceil(cells.length / 12) === 0)) {
      const question = { params: picture, knownAt: null };
      const { total, patients } = await behind(study, insight(), question, cell, { aside: "heat" });
      expect(total).toBe(cell["patients"]);
      const values = patients.map(({ row }) => Number(row["value"]));
      expect(mean(values)).toBeCloseTo(Number(cell["mean"]), 12);
    }
  });
});

afterAll(() => history.remove());
