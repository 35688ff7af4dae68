import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { arrowMutations } from "../ingest/fixtures/mutations/arrow";
import { parquetMutations } from "../ingest/fixtures/mutations/parquet";
import { emptied, engines, load, tableCounts } from "./testing";

let engine: Engine;
beforeAll(async () => {
  engine = await engines.node();
});
afterAll(() => engine.close());

test.each([
  ["Parquet", parquetMutations],
  ["Arrow", arrowMutations],
])("of a damaged %s file all rows are accounted for, or nothing is left", async (_, made) => {
  const { mutations } = await made();
  let study = await emptied(engine);
  let refusals = 0;
  for (const { name, bytes } of mutations.filter((_, i) => i % 10 === 0)) {
    const before = await tableCounts(engine);
    const { study: next, loaded, refused, unmapped } = await load(study, [{ name, blob: new Blob([bytes]) }]);
    expect(loaded.length + refused.length + unmapped.length, name).toBe(1);
    const [segment] = loaded;
    if (segment) {
      const { rows, ...became } = segment.counts;
      expect(
        Object.values(became).reduce((sum, n) => sum + n, 0),
        name,
      ).toBe(rows);
      study = await emptied(engine);
    } else {
      expect(await tableCounts(engine), name).toEqual(before);
      expect(next).toBe(study);
      refusals += refused.length;
    }
  }
  expect(refusals).toBeGreaterThan(20);
});
