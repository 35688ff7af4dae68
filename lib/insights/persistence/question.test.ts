import { DateDay, Float64, vectorFromArray } from "apache-arrow";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { sql } from "../../sql";
import { parquetFile, textColumn } from "../../testing/files";
import { ask, prepare } from "../ask";
import { behind } from "../behind";
import { insightNamed } from "../testing";

type Dispensing = readonly [patient: string, day: string, item: string, dose: number | null];

/** P1 stops after two supplies, P2 has one, P3 begins on the last day, P4 one supply of unknown dose, P5 another medicine only. */
const dispensings: readonly Dispensing[] = [
  ["P1", "2025-01-01", "medA", 1],
  ["P1", "2025-01-31", "medA", 1],
  ["P2", "2025-01-01", "medA", 1],
  ["P3", "2025-12-31", "medA", 1],
  ["P4", "2025-01-01", "medA", 1],
  ["P4", "2025-01-31", "medA", null],
  ["P4", "2025-03-02", "medA", 1],
  ["P5", "2025-01-01", "medB", 1],
];

const file = parquetFile("dispensings.parquet", {
  PATIENT_ID: textColumn(dispensings.map(([patient]) => patient)),
  DATE: vectorFromArray(
    dispensings.map(([, day]) => new Date(day)),
    new DateDay(),
  ),
  PERDAY: vectorFromArray(
    dispensings.map(([, , , dose]) => dose),
    new Float64(),
  ),
  CATEGORY: textColumn(dispensings.map(([, , item]) => item)),
  DURATION: vectorFromArray(
    dispensings.map(() => 30),
    new Float64(),
  ),
});

const persistence = insightNamed("persistence");
let engine: Engine;
let study: Study;
beforeAll(async () => {
  engine = await engines.node();
  study = await loaded(await emptied(engine), [file]);
}, 60_000);
afterAll(() => engine.close());

const asking = (params: object) => ({
  params: { items: ["medA"], permissibleGap: [30, 60], ...params },
  knownAt: null,
});
const excluded = async (params: object) => (await ask(study, persistence, asking(params))).also["excluded"];

test("who is left out is counted once, whatever the number of gaps, with the reason", async () => {
  expect(await excluded({})).toEqual([
    { group: "all", why: "never supplied", patients: 1 },
    { group: "all", why: "no day of follow-up", patients: 1 },
  ]);
});

test("a dose that is not known leaves its patient out where carry-over is in doses", async () => {
  expect(await excluded({ carryOver: { dose: true } })).toContainEqual({
    group: "all",
    why: "dose not known",
    patients: 1,
  });
});

test("follow-up that no supply falls into leaves a patient out", async () => {
  expect(await excluded({ followUp: { start: 100 } })).toContainEqual({
    group: "all",
    why: "no supply in follow-up",
    patients: 3,
  });
});

test("so does a measure for the groups that is not defined", async () => {
  expect(await excluded({ group: { measure: "CMA1" } })).toContainEqual({
    group: "–",
    why: "CMA1 not defined: one supply only",
    patients: 1,
  });
});

test.each([{}, { carryOver: { dose: true } }, { followUp: { start: 100 } }, { group: { measure: "CMA1" } }])(
  "with those on the curve they are everybody, and who is behind a point is on it: %j",
  async (params) => {
    const question = asking(params);
    const { cells, also } = await ask(study, persistence, question);
    const left = (also["excluded"] ?? []).reduce((sum, { patients }) => sum + Number(patients), 0);
    const firsts = cells.filter(({ group, time }) => String(group).includes("30") && time === least(cells, group));
    const on = firsts.reduce((sum, { at_risk: atRisk }) => sum + Number(atRisk), 0);
    expect(on + left).toBe(5);
    for (const cell of cells) expect((await behind(study, persistence, question, cell)).total).toBe(cell["at_risk"]);
  },
);

const least = (cells: readonly Record<string, unknown>[], group: unknown) =>
  Math.min(...cells.filter((cell) => cell["group"] === group).map(({ time }) => Number(time)));

test("a patient who is left out has one row, which is empty", async () => {
  const { rows } = await prepare(study, persistence, asking({}));
  const found = decode(
    await engine.query(sql`SELECT why, gap, time, ended FROM ${rows} WHERE why IS NOT NULL ORDER BY why`),
    { why: "text", gap: "number", time: "number", ended: "boolean" },
  );
  const empty = { gap: null, time: null, ended: null };
  expect(found).toEqual([
    { why: "never supplied", ...empty },
    { why: "no day of follow-up", ...empty },
  ]);
});
