import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { open } from "../ingest/read/open";
import { emptied, engines, loaded } from "../log/testing";
import type { Study } from "../log/study";
import { adherence, eventsOverTime, type AdherenceCell } from "../testing/definitions";
import { dayNumber, factsOf, traitOf, type Fact } from "../testing/facts";
import { dispensings, reference } from "../testing/reference";
import { retentionOf } from "../testing/retention";
import { simulated } from "../testing/simulated";
import { ask } from "./ask";
import { insightNamed } from "./testing";

const cellsOf = async (study: Study, id: string, params: object) => {
  const insight = insightNamed(id);
  return (await ask(study, insight, { params, knownAt: null })).cells;
};

/** Compares what is counted exactly and what is averaged to 1e-12. */
function expectAdherence(cells: readonly object[], expected: readonly AdherenceCell[]): void {
  const counts = (all: readonly Partial<AdherenceCell>[]) =>
    all.map(({ period, group, patients }) => `${period} ${group} ${patients}`);
  expect(expected.length).toBeGreaterThan(2);
  expect(counts(cells)).toEqual(counts(expected));
  const averages = ["mean", "q1", "median", "q3", "share80"] as const;
  cells.forEach((cell: Partial<AdherenceCell>, i) => {
    for (const name of averages)
      expect(
        Math.abs((cell[name] ?? NaN) - (expected[i]?.[name] ?? NaN)),
        `${name} of ${cell.period} ${cell.group}`,
      ).toBeLessThan(1e-12);
  });
}

const adherenceParams = [
  { measure: "supply", unit: "month", by: "calendar", earlyRefills: "shift" },
  { measure: "supply", unit: "week", by: "calendar", earlyRefills: "overlap" },
  { measure: "supply", unit: "month", by: "index", earlyRefills: "shift" },
  { measure: "supply", unit: "quarter", by: "index", earlyRefills: "overlap" },
] as const;

describe("a simulated history gives what the definitions give", () => {
  const history = simulated<unknown>({ patients: 60, months: 9, seed: 4 });
  let engine: Engine;
  let study: Study;
  let facts: Fact[];
  let arms: Map<string, string>;

  beforeAll(async () => {
    const file = await history.file("events.parquet");
    const reader = await open(file.blob, file.name);
    const rows = await reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i));
    facts = factsOf(rows);
    arms = traitOf(rows, "arm");
    engine = await engines.node();
    study = await loaded(await emptied(engine), [file]);
  }, 60_000);
  afterAll(async () => {
    await engine.close();
    history.remove();
  });

  test.each(["day", "week", "month", "quarter"] as const)("events over time by %s and type", async (unit) => {
    expect(await cellsOf(study, "events-over-time", { unit })).toEqual(eventsOverTime(facts, unit, ({ type }) => type));
  });

  test("events over time by a trait and by an attribute", async () => {
    expect(await cellsOf(study, "events-over-time", { breakdown: "arm" })).toEqual(
      eventsOverTime(facts, "month", ({ subject }) => arms.get(subject) ?? "unknown"),
    );
    expect(await cellsOf(study, "events-over-time", { breakdown: "item" })).toEqual(
      eventsOverTime(facts, "month", ({ item }) => item ?? "–"),
    );
  });

  test.each(["week", "month", "quarter"] as const)("retention by %s", async (unit) => {
    const dataEnd = dayNumber(study.dataEnd);
    expect(await cellsOf(study, "retention", { unit })).toEqual(retentionOf(facts, dataEnd, null, { unit }));
    expect(await cellsOf(study, "retention", { unit, types: ["SurveyCompleted"] })).toEqual(
      retentionOf(facts, dataEnd, null, { unit, types: ["SurveyCompleted"] }),
    );
  });

  test.each([
    ...adherenceParams,
    { measure: "doses", unit: "month", by: "calendar" },
    { measure: "doses", unit: "week", by: "index" },
  ] as const)("adherence: %j", async (params) => {
    const shift = !("earlyRefills" in params) || params.earlyRefills === "shift";
    const dataEnd = dayNumber(study.dataEnd);
    expectAdherence(
      await cellsOf(study, "adherence-over-time", params),
      adherence(facts, dataEnd, null, { ...params, shift }),
    );
    expectAdherence(
      await cellsOf(study, "adherence-over-time", { ...params, breakdown: "arm", threshold: 0.9 }),
      adherence(facts, dataEnd, arms, { ...params, shift, threshold: 0.9 }),
    );
    const items = ["tamoxifen", "palbociclib"];
    expectAdherence(
      await cellsOf(study, "adherence-over-time", { ...params, items }),
      adherence(facts, dataEnd, null, { ...params, shift, items }),
    );
  });
});

describe("the reference dispensings give what the definitions give", () => {
  const rows = reference("dispensings");
  const facts: Fact[] = rows.map(({ PATIENT_ID = "", DATE = "", CATEGORY = "", DURATION }, at) => ({
    subject: PATIENT_ID,
    type: "MedicineDispensed",
    role: "supply",
    day: dayNumber(DATE),
    at,
    item: CATEGORY,
    daysSupply: Number(DURATION),
    perDay: null,
    value: null,
    until: null,
  }));
  const file = dispensings();
  let engine: Engine;
  let study: Study;
  beforeAll(async () => {
    engine = await engines.node();
    study = await loaded(await emptied(engine), [file]);
  }, 60_000);
  afterAll(() => engine.close());

  test("every row is its own dispensing, repeated ones too", () => {
    expect([rows.length, study.events, study.patients]).toEqual([2415, 2415, 150]);
  });

  test.each(adherenceParams)("adherence: %j", async (params) => {
    const expected = adherence(facts, dayNumber(study.dataEnd), null, {
      ...params,
      shift: params.earlyRefills === "shift",
    });
    expectAdherence(await cellsOf(study, "adherence-over-time", params), expected);
  });

  test("events and retention", async () => {
    expect(await cellsOf(study, "events-over-time", { unit: "week", breakdown: "item" })).toEqual(
      eventsOverTime(facts, "week", ({ item }) => item ?? "–"),
    );
    expect(await cellsOf(study, "retention", {})).toEqual(
      retentionOf(facts, dayNumber(study.dataEnd), null, { unit: "month" }),
    );
  });
});
