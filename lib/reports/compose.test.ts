import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { profileSchema } from "../export/disclosure/profile";
import { toCsv } from "../export/csv";
import type { Released } from "../export/gate";
import { insights } from "../insights/registry";
import { viewById } from "../insights/views";
import type { AnyView } from "../insights/view";
import { emptied, engines, loaded } from "../log/testing";
import type { Study } from "../log/study";
import { simulated } from "../testing/simulated";
import { carriedOf } from "./carried";
import { made, type Registry } from "./compose";
import type { Made, MadeFigure } from "./made";
import { compared } from "./reproduce";
import { type Spec, specSchema } from "./spec";

const small = simulated<unknown>({ patients: 90, months: 8, seed: 21 });
const moments = ["2025-04-10", "2025-06-20", null];
const several = ["adherence-over-time", "characteristics", "persistence", "retention"];

const found = <T>(one: T | null | undefined): T => {
  if (one === null || one === undefined) throw new Error("there is none");
  return one;
};
const registry: Registry = {
  insight: async (id) => found(insights.get(id)),
  view: async (id): Promise<AnyView> => found(viewById(id)),
};

const disclosed = [...insights.values()].flatMap(({ id, discloses }) => (discloses ? id : []));
const specOf = (ids: readonly string[], of: Partial<Spec> = {}): Spec =>
  specSchema.parse({
    title: "Report",
    parts: ids.flatMap((insight) => [
      { kind: "figure", insight },
      ...(insight === "attrition" ? [] : [{ kind: "figure", insight, params: { breakdown: "arm" } }]),
    ]),
    ...of,
  });

const studies: Study[] = [];
async function opened(engine: keyof typeof engines, names: readonly string[]): Promise<Study> {
  const files = await Promise.all(names.map((name) => small.file(name)));
  const study = await loaded(await emptied(await engines[engine]()), files);
  studies.push(study);
  return study;
}

const figuresOf = ({ parts }: Made): MadeFigure[] => parts.flatMap((part) => (part.kind === "figure" ? part : []));
const tablesOf = (report: Made): Released[] =>
  figuresOf(report).flatMap(({ tables }) => tables.map(({ released }) => released));

let study: Study | undefined;
let whole: Made | undefined;
const report = (): Made => found(whole);

beforeAll(async () => {
  study = await opened("node", ["events.parquet", "events-v2.parquet"]);
  whole = await made(study, specOf(disclosed), registry);
}, 120_000);
afterAll(async () => {
  for (const { engine } of studies) await engine.close();
  small.remove();
});

/** Whether a count may stand in print. */
const mayStand = (value: unknown): boolean =>
  value === null || value === 0 || (typeof value === "number" && value > 10);

describe("a report of every insight", () => {
  test("all that there is to ask says what it tells of patients", () => {
    expect(disclosed).toEqual([...insights.keys()]);
  });

  test.each(disclosed)("%s: no count of 1 to 10 patients stands in it, nor what it leaves of another", (id) => {
    const discloses = found(insights.get(id)?.discloses);
    const own = figuresOf(report()).filter(({ insight }) => insight === id);
    expect(own.length).toBeGreaterThan(0);
    for (const { released } of own.flatMap(({ tables }) => tables)) {
      const statement = released.table === "cells" ? discloses.cells : found(discloses.also?.[released.table]);
      for (const row of released.rows)
        for (const [column, { of }] of Object.entries(statement.counts)) {
          const value = row[column] ?? null;
          expect(mayStand(value), `${released.table} ${column}`).toBe(true);
          const all = of === undefined ? null : (row[of] ?? null);
          if (typeof value === "number" && typeof all === "number")
            expect(mayStand(all - value), `${released.table} ${column} of ${of ?? ""}`).toBe(true);
        }
    }
  });

  test("something in it had to be hidden, and something could stand", () => {
    const tables = tablesOf(report());
    expect(tables.some(({ hidden }) => hidden.some((columns) => columns.length > 0))).toBe(true);
    expect(tables.some(({ drawn }) => drawn.length > 0)).toBe(true);
  });

  test("columns that stand in it are those of its insights, and ids of patients are nowhere", () => {
    const text = JSON.stringify(carriedOf(report())) + tablesOf(report()).map(toCsv).join("\n");
    expect(text).not.toMatch(/"subject"|P-\d{4,}/);
  });

  test("without a rule all of it stands", async () => {
    const disclosure = profileSchema.parse({ kind: "none", reason: "for the ward" });
    const exact = await made(found(study), specOf(several, { disclosure }), registry);
    expect(tablesOf(exact).flatMap(({ hidden }) => hidden.flat())).toEqual([]);
    expect(tablesOf(exact).reduce((sum, { unnamed }) => sum + unnamed, 0)).toBe(0);
  });
});

describe("made again a report is identical", () => {
  test.each([
    ["of files in another order", "node", ["events-v2.parquet", "events.parquet"]],
    ["on the other engine", "wasm", ["events.parquet", "events-v2.parquet"]],
  ] as const)(
    "%s, as known at three moments",
    async (_, engine, names) => {
      const other = await opened(engine, names);
      for (const knownAt of moments) {
        const spec = specOf(several, { knownAt });
        const first = carriedOf(await made(found(study), spec, registry));
        expect(compared(first, carriedOf(await made(other, spec, registry)))).toEqual({ kind: "identical" });
      }
    },
    240_000,
  );

  test("and where data came, says which figures moved, and why", async () => {
    const spec = specOf(["adherence-over-time"]);
    const before = carriedOf(await made(await opened("node", ["events.parquet"]), spec, registry));
    const after = carriedOf(await made(found(study), spec, registry));
    const result = compared(before, after);
    expect(result).toMatchObject({ kind: "moved" });
    expect(result.kind === "moved" && result.because).toContain("data");
  });
});
