import { openAsBlob } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cohortOf } from "../cohorts/cohort";
import type { Row } from "../engine/decode";
import type { Study } from "../log/study";
import { emptied, engines, loaded } from "../log/testing";
import { long } from "../testing/runs";
import { ask } from "./ask";
import { countBehind } from "./behind";
import { insights } from "./registry";

let demo: Study | undefined;
const study = (): Study => {
  if (!demo) throw new Error("not loaded");
  return demo;
};
beforeAll(async () => {
  const blob = await openAsBlob(join(import.meta.dirname, "../../public/demo/events.parquet"));
  demo = await loaded(await emptied(await engines.node()), [{ name: "demo.parquet", blob }]);
}, 60_000);
afterAll(() => demo?.engine.close());

/** What a cell counts. */
const counted = (cell: Row) => cell["retained"] ?? cell["patients"] ?? cell["at_risk"];

/** About candidates something must be sought. */
const sought = cohortOf({
  name: "sought",
  entry: { kind: "event", which: "first", event: { types: ["TreatmentPrescribed"] } },
  criteria: [{ kind: "trait", trait: "sex", among: ["female"] }],
});

describe("behind cells of the demo are as many patients as it counts", () => {
  test.each([...insights.values()].map((insight) => [insight.id, insight] as const))(
    "%s",
    async (_, insight) => {
      const question = { params: {}, knownAt: null, cohorts: insight.candidates ? [sought] : [] };
      const every = long ? 1 : 2;
      const { cells: all } = await ask(study(), insight, question);
      const cells = all.filter((_, i) => i % every === 0);
      expect(cells.length).toBeGreaterThan(0);
      const found = [];
      for (const cell of cells) found.push((await countBehind(study(), insight, question, cell)).total);
      expect(found).toEqual(cells.map(counted));
    },
    120_000,
  );
});
