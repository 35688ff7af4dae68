import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cohortOf } from "../cohorts/cohort";
import type { Row } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Study } from "../log/study";
import { nodeEngine } from "../engine/node/engine";
import { emptied, engines, loaded } from "../log/testing";
import { simulated } from "../testing/simulated";
import { affordable, variationsOf } from "../testing/variations";
import { ask } from "./ask";
import { behind, eventsBehind } from "./behind";
import { insights } from "./registry";
import { insightNamed } from "./testing";

const history = simulated<unknown>({ patients: 12, months: 6, seed: 8 });
const open: Engine[] = [];
let [wasm, node]: (Study | undefined)[] = [];

const ready = (study: Study | undefined): Study => {
  if (!study) throw new Error("not loaded");
  return study;
};

beforeAll(async () => {
  const file = await history.file("events.parquet");
  const studyOn = async (engine: Engine) => {
    open.push(engine);
    return loaded(await emptied(engine), [file]);
  };
  wasm = await studyOn(await engines.wasm());
  // Threads that share the work in no certain order must not change an answer either.
  node = await studyOn(await nodeEngine({ threads: 2 }));
}, 60_000);
afterAll(async () => {
  for (const engine of open) await engine.close();
  history.remove();
});

test("both engines know the log by the same digest", () => {
  expect(ready(wasm).digest).toBe(ready(node).digest);
});

/** What logarithms and powers give differs in its last digit from one C library to another. */
expect.addEqualityTesters([
  (a, b) =>
    typeof a === "number" && typeof b === "number" && Number.isFinite(b)
      ? Math.abs(a - b) <= 1e-13 * Math.abs(b)
      : undefined,
]);

const all = [...insights.values()];

/** Criteria of every kind that reads events, for what is asked about candidates. */
const sought = cohortOf({
  name: "sought",
  entry: {
    kind: "event",
    which: "every",
    event: { types: ["MedicineDispensed"] },
    from: "2025-01-10",
    until: "2025-06-20",
  },
  criteria: [
    { kind: "events", name: "taken", event: { types: ["MedicineTaken"] }, atLeast: 2, window: { from: -30, to: 60 } },
    {
      kind: "not",
      of: { kind: "sequence", events: [{ types: ["MedicineSkipped"] }, { types: ["MedicineSkipped"] }], within: 1 },
    },
    {
      kind: "any",
      of: [
        { kind: "age", is: { atLeast: 60 } },
        {
          kind: "number",
          event: { types: ["SurveyCompleted"] },
          which: "mean",
          is: { above: 50 },
          window: { of: "taken" },
        },
      ],
    },
    { kind: "trait", trait: "sex", among: ["female"] },
  ],
  exit: { gap: { event: { types: ["MedicineDispensed"] }, days: 30 } },
});

describe.each(all.map((insight) => [insight.id, insight] as const))("%s", (_, insight) => {
  const variations = affordable(insight.id, variationsOf(insight.params));

  test("gives the same cells, and what it tells beside them, on both engines, whatever the parameters", async () => {
    let cells = 0;
    for (const params of variations) {
      const question = { params, knownAt: null, cohorts: insight.candidates ? [sought] : [] };
      const [one, other] = [await ask(ready(wasm), insight, question), await ask(ready(node), insight, question)];
      expect(one.cells, JSON.stringify(params)).toEqual(other.cells);
      expect(one.also, JSON.stringify(params)).toEqual(other.also);
      cells += one.cells.length;
    }
    expect(cells).toBeGreaterThan(variations.length);
  });

  // By its defaults every cell of the demo is held to this.
  test("counts behind cells the patients that they count, whatever the parameters", async () => {
    const counted = (cell: Row) => cell["retained"] ?? cell["patients"] ?? cell["at_risk"];
    for (const params of variations.slice(1, 4)) {
      const question = { params, knownAt: null };
      const { cells } = await ask(ready(node), insight, question);
      for (const cell of cells.filter((_, i) => i % Math.ceil(cells.length / 8) === 0)) {
        const { total, patients } = await behind(ready(node), insight, question, cell);
        expect(total, JSON.stringify({ params, cell })).toBe(counted(cell));
        expect(new Set(patients.map(({ subject }) => subject)).size).toBe(total);
      }
    }
  });
});

test.each([
  {},
  { unit: "week", breakdown: "arm" },
  { breakdown: "item", types: ["MedicineTaken", "MedicineSkipped", "PatientEnrolled"] },
  { unit: "quarter", breakdown: "none" },
])("events behind the patients of a cell add up to its events: %j", async (params) => {
  const insight = insightNamed("events-over-time");
  const question = { params, knownAt: null };
  const { cells } = await ask(ready(node), insight, question);
  for (const cell of cells.filter((_, i) => i % Math.ceil(cells.length / 12) === 0)) {
    const { patients } = await behind(ready(node), insight, question, cell);
    let events = 0;
    for (const { subject } of patients)
      events += (await eventsBehind(ready(node), insight, question, cell, subject)).length;
    expect(events, JSON.stringify(cell)).toBe(cell["events"]);
  }
});

test.each(["constructor", "__proto__", "toString"])(
  "a breakdown called %s is a trait that nobody has",
  async (breakdown) => {
    for (const insight of all.filter(({ params, fit }) => !fit && params.safeParse({ breakdown }).success)) {
      const { cells } = await ask(ready(node), insight, { params: { breakdown }, knownAt: null });
      expect(new Set(cells.map((cell) => cell["group"]))).toEqual(new Set(["unknown"]));
    }
  },
);

test("a question that is asked again while the first is cancelled is answered", async () => {
  const insight = insightNamed("events-over-time");
  const question = { params: { unit: "day", types: ["MedicineTaken", "MedicineSkipped"] }, knownAt: null };
  const stop = new AbortController();
  const first = ask(ready(wasm), insight, question, { signal: stop.signal });
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  const second = ask(ready(wasm), insight, question);
  stop.abort();
  await expect(first).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect((await second).cells).toEqual((await ask(ready(node), insight, question)).cells);
});
