import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { sql } from "../../sql";
import { arrowFile, textColumns } from "../../testing/files";
import { knownAt } from "../known";
import type { Study } from "../study";
import { emptied, engines, loaded } from "../testing";
import { histories, momentOf, textOf } from "./histories";
import { inForce, type ModelRow } from "./model";
import type { Rule } from "./rule";

const rules: Rule[] = [{ by: "latest" }, { by: "first" }, { by: "source", sources: ["b", "a"] }];

/** A hundred and two together; the definition itself is held against thousands in settle.test.ts. */
const runs = { wasm: 2, node: 32 };
const more = process.env["LONG"] ? 10 : 1;

async function seen(study: Study, moment: string): Promise<string[]> {
  const rows = decode(
    await study.engine.query(
      sql`SELECT e.value, t.text AS source, strftime(e.recorded_at, '%Y-%m-%dT%H:%M:%SZ') AS recorded FROM ${knownAt(moment)} e JOIN log.main.terms t ON t.key = e.source`,
    ),
    { value: "number", source: "text", recorded: "text" },
  );
  return rows.map(({ value, source, recorded }) => `${value} ${source} ${recorded}`).toSorted();
}

describe.each([
  ["node", engines.node],
  ["wasm", engines.wasm],
] as const)("resolution on %s", (name, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  const resolved = async (files: readonly (readonly ModelRow[])[], rule: Rule) => {
    return loaded(
      { ...(await emptied(engine)), rule },
      files.flatMap((rows, i) => (rows.length > 0 ? [arrowFile(`${i}.arrow`, textColumns(rows.map(textOf)))] : [])),
    );
  };

  test.each(rules)(
    "gives at every moment what the definition gives, conflicts by $by",
    async (rule) => {
      await fc.assert(
        fc.asyncProperty(histories, async (files) => {
          const study = await resolved(files, rule);
          for (let moment = 0; moment < 12; moment++) {
            const expected = inForce(files, rule, moment).map(
              ({ value, source, recorded }) => `${value} ${source} ${momentOf(recorded)}`,
            );
            expect(await seen(study, momentOf(moment)), `at ${moment}`).toEqual(expected.toSorted());
          }
        }),
        { numRuns: runs[name] * more, seed: 3 },
      );
    },
    600_000,
  );
});
