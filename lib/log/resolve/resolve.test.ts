import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../engine/engine";
import { textFile } from "../../testing/files";
import { runs } from "../../testing/runs";
import { emptied, engines, loaded } from "../testing";
import { files as several, loads, mapping, moments, textOf } from "./histories";
import type { Rule } from "./rule";
import { definedAt, seenAt } from "./testing";

const rules: Rule[] = [{ by: "latest" }, { by: "first" }, { by: "source", sources: ["b", "a"] }];

describe.each([
  ["node", engines.node, 34],
  ["wasm", engines.wasm, 2],
] as const)("resolution on %s", (_, start, times) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test.each(rules)(
    "gives at every moment what the definition gives, conflicts by $by",
    async (rule) => {
      await fc.assert(
        fc.asyncProperty(several, async ({ files }) => {
          const study = await loaded(
            { ...(await emptied(engine)), rule },
            files.flatMap((rows, i) => textFile(`${i}.arrow`, rows.map(textOf)).map((one) => ({ ...one, mapping }))),
          );
          for (const day of moments) expect(await seenAt(study, day), `at ${day}`).toEqual(definedAt(files, rule, day));
        }),
        runs(loads(times), times * 2),
      );
    },
    600_000,
  );
});
