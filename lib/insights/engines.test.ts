import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Study } from "../log/study";
import { emptied, engines, loaded } from "../log/testing";
import { simulated } from "../testing/simulated";
import { variationsOf } from "../testing/variations";
import { ask } from "./ask";
import { behind, eventsBehind } from "./behind";
import { insights } from "./registry";

const history = simulated<unknown>({ patients: 12, months: 6, seed: 8 });
const open: Engine[] = [];
let [wasm, node]: (Study | undefined)[] = [];

const ready = (study: Study | undefined): Study => {
  if (!study) throw new Error("not loaded");
  return study;
};

beforeAll(async () => {
  const file = await history.file("events.parquet");
  const studyOn = async (name: keyof typeof engines) => {
    const engine = await engines[name]();
    open.push(engine);
    return loaded(await emptied(engine), [file]);
  };
  wasm = await studyOn("wasm");
  node = await studyOn("node");
}, 60_000);
afterAll(async () => {
  for (const engine of open) await engine.close();
  history.remove();
});

test("both engines know the log by the same digest", () => {
  expect(ready(wasm).digest).toBe(ready(node).digest);
});

const all = [...insights.values()];

describe.each(all.map((insight) => [insight.id, insight] as const))("%s", (_, insight) => {
  const variations = variationsOf(insight.params);

  test("gives the same cells to the bit on both engines, whatever the parameters", async () => {
    let cells = 0;
    for (const params of variations) {
      const question = { params, knownAt: null };
      const [one, other] = [await ask(ready(wasm), insight, question), await ask(ready(node), insight, question)];
      expect(one.cells, JSON.stringify(params)).toEqual(other.cells);
      cells += one.cells.length;
    }
    expect(cells).toBeGreaterThan(variations.length);
  });

  test("counts behind every cell the patients that the cell counts", async () => {
    const counted = (cell: Row) => cell["retained"] ?? cell["patients"] ?? cell["at_risk"];
    for (const params of variations.slice(0, 8)) {
      const question = { params, knownAt: null };
      const { cells } = await ask(ready(node), insight, question);
      for (const cell of cells.filter((_, i) => i % Math.ceil(cells.length / 40) === 0)) {
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
  const insight = insights.get("events-over-time");
  if (!insight) throw new Error("no events over time");
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
  const insight = insights.get("events-over-time");
  if (!insight) throw new Error("no events over time");
  const question = { params: { unit: "day", types: ["MedicineTaken", "MedicineSkipped"] }, knownAt: null };
  const stop = new AbortController();
  const first = ask(ready(wasm), insight, question, { signal: stop.signal });
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  const second = ask(ready(wasm), insight, question);
  stop.abort();
  await expect(first).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect((await second).cells).toEqual((await ask(ready(node), insight, question)).cells);
});
