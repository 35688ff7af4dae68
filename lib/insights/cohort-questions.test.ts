import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Study } from "../log/study";
import { emptied, engines, loaded, textRowsOf } from "../log/testing";
import { dayNumber, factsOf, traitOf, type Fact } from "../testing/facts";
import { textFile } from "../testing/files";
import { funnel } from "../testing/funnel";
import { lifecycle } from "../testing/lifecycle";
import { retentionOf } from "../testing/retention";
import { runs } from "../testing/runs";
import { simulated } from "../testing/simulated";
import { ask } from "./ask";
import { insightNamed } from "./testing";

type Told = { study: Study; facts: Fact[]; groups: Map<string, string> };

/** A history as both the app and the definitions read it. */
async function told(file: { name: string; blob: Blob }, group: string): Promise<Told> {
  const rows = await textRowsOf(file);
  const study = await loaded(await emptied(await engines.node()), [file]);
  return { study, facts: factsOf(rows), groups: traitOf(rows, group) };
}

const cellsOf = async ({ study }: Told, id: string, params: object) =>
  (await ask(study, insightNamed(id), { params, knownAt: null })).cells;

const lifecycleOf = (
  { study, facts, groups }: Told,
  params: Parameters<typeof lifecycle>[3] & { breakdown?: string },
) =>
  lifecycle(
    facts,
    [dayNumber(study.dataStart), dayNumber(study.dataEnd)],
    params.breakdown === undefined ? null : groups,
    params,
  );
const funnelOf = ({ study, facts, groups }: Told, params: Parameters<typeof funnel>[3] & { breakdown?: string }) =>
  funnel(facts, dayNumber(study.dataEnd), params.breakdown === undefined ? null : groups, params);
const retentionIn = (
  { study, facts, groups }: Told,
  params: Parameters<typeof retentionOf>[3] & { breakdown?: string },
) => retentionOf(facts, dayNumber(study.dataEnd), params.breakdown === undefined ? null : groups, params);

describe("a simulated history gives what the definitions give", () => {
  const history = simulated<unknown>({ patients: 30, months: 7, seed: 21 });
  let all: Told;
  beforeAll(async () => {
    all = await told(await history.file("events.parquet"), "arm");
  }, 60_000);
  afterAll(async () => {
    await all.study.engine.close();
    history.remove();
  });

  test.each([
    { unit: "month" },
    { unit: "week", types: ["SurveyCompleted", "SymptomReported"] },
    { unit: "day", types: ["SymptomReported"], breakdown: "arm" },
    { unit: "quarter", types: ["MedicineDispensed"], breakdown: "arm" },
  ] as const)("lifecycle: %j", async (params) => {
    const expected = lifecycleOf(all, params);
    expect(await cellsOf(all, "lifecycle", params)).toEqual(expected);
    expect(new Set(expected.filter(({ patients }) => patients > 0).map(({ state }) => state)).size).toBeGreaterThan(1);
  });

  test.each([
    { steps: ["MedicineDispensed", "SymptomReported", "SurveyCompleted"], window: 45, breakdown: "arm" },
    { steps: ["MedicineDispensed", "MedicineDispensed", "SurveyCompleted"], window: 40, exclude: ["SymptomReported"] },
    { steps: ["SurveyCompleted", "MedicineTaken", "MedicineTaken"], order: "strict", items: ["letrozole"] },
  ] as const)("funnel: %j", async (params) => {
    expect(await cellsOf(all, "funnel", params)).toEqual(funnelOf(all, params));
  });

  test.each([
    { unit: "month" },
    { unit: "month", start: ["MedicineDispensed"], types: ["SurveyCompleted"], breakdown: "arm" },
    { unit: "month", windows: "elapsed", types: ["MedicineTaken"], atLeast: 25, breakdown: "arm" },
    { unit: "week", kind: "recurring", start: ["SymptomReported"], types: ["SymptomReported"] },
    { unit: "month", kind: "recurring", start: ["SymptomReported"], types: ["SymptomReported"], period: "rolling" },
  ] as const)("retention: %j", async (params) => {
    const expected = retentionIn(all, params);
    expect(await cellsOf(all, "retention", params)).toEqual(expected);
    expect(expected.some(({ retained, size }) => retained > 0 && retained < size) || !("types" in params)).toBe(true);
  });
});

describe("patients of few events, many of one moment, give what the definitions give", () => {
  const event = fc.record({
    type: fc.constantFrom("A", "A", "B", "B", "C", "D", "X"),
    day: fc.nat(11),
    hour: fc.constantFrom("08", "08", "20"),
    item: fc.constantFrom("", "", "m", "n"),
  });
  const patients = fc.sample(fc.array(event, { minLength: 1, maxLength: 9 }), runs(160));
  const rows = patients.flatMap((own, p) =>
    own.map(({ type, day, hour, item }, i) => ({
      event_id: `${p}-${i}`,
      subject: `P${p}`,
      type,
      occurred_at: `2025-03-${String(day + 1).padStart(2, "0")}T${hour}:00:00Z`,
      item: item || null,
      arm: `arm ${p % 2}`,
    })),
  );
  let all: Told;
  beforeAll(async () => {
    const [file] = textFile("few.arrow", rows);
    if (file) all = await told(file, "arm");
  }, 60_000);
  afterAll(() => all.study.engine.close());

  const steps = ["A", "B", "C", "D"];
  test.each([
    { steps },
    { steps, window: 3, exclude: ["X"], breakdown: "arm" },
    { steps: ["A", "B", "A"], exclude: ["A", "X"], items: ["m"] },
    { steps: ["A", "A", "A"], window: 4 },
    { steps: ["B", "C"], exclude: ["B"] },
    { steps, order: "strict", window: 1 },
    { steps: ["A", "A", "B"], order: "strict", exclude: ["A"], breakdown: "arm" },
    { steps: ["A", "B"], order: "strict", items: ["n"] },
    { steps, order: "any", window: 4, exclude: ["X"] },
    { steps: ["C", "B", "A"], order: "any", breakdown: "arm" },
    { steps: ["B", "D", "A"], order: "any", window: 1, exclude: ["C", "A"], items: ["m"] },
  ] as const)("funnel: %j", async (params) => {
    const expected = funnelOf(all, params);
    expect(await cellsOf(all, "funnel", params)).toEqual(expected);
    expect(new Set(expected.map(({ patients: n }) => n)).size).toBeGreaterThan(1);
  });

  test.each([{ unit: "day", types: ["A", "B"], breakdown: "arm" }] as const)("lifecycle: %j", async (params) => {
    expect(await cellsOf(all, "lifecycle", params)).toEqual(lifecycleOf(all, params));
  });

  test.each([
    { unit: "day" },
    { unit: "day", windows: "elapsed", breakdown: "arm" },
    { unit: "day", windows: "elapsed", start: ["A"], types: ["B", "C"], period: "rolling" },
    { unit: "day", start: ["B"], types: ["A"], atLeast: 2 },
    { unit: "day", kind: "recurring", start: ["A"], types: ["A", "B"], breakdown: "arm" },
    { unit: "day", kind: "recurring", windows: "elapsed", start: ["A"], types: ["B"] },
    { unit: "day", kind: "recurring", windows: "elapsed", period: "rolling", types: ["C"], atLeast: 2 },
    { unit: "week", kind: "recurring", period: "rolling", start: ["C"], types: ["X"] },
  ] as const)("retention: %j", async (params) => {
    const expected = retentionIn(all, params);
    expect(await cellsOf(all, "retention", params)).toEqual(expected);
    expect(expected.some(({ retained, size }) => retained > 0 && retained < size)).toBe(true);
  });
});
