import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { sql } from "../../sql";
import { arrowFile, textColumns } from "../../testing/files";
import { knownAt } from "../known";
import type { Study } from "../study";
import { emptied, engines, loaded } from "../testing";
import { inForce, type ModelRow } from "./model";
import type { Rule } from "./rule";

const rules: Rule[] = [{ by: "latest" }, { by: "first" }, { by: "source", sources: ["b", "a"] }];

/** A hundred and two together; the definition itself is held against thousands in settle.test.ts. */
const runs = { wasm: 2, node: 32 };
const more = process.env["LONG"] ? 10 : 1;

const dayOf = (n: number) => `2025-01-${String(n + 1).padStart(2, "0")}T00:00:00Z`;

const text = ({ id, position, value, source, recorded, names, withdraws }: ModelRow) => ({
  event_id: id === null ? null : String(id),
  type: withdraws ? "EventRetracted" : "SurveyCompleted",
  subject: "A",
  occurred_at: "2024-06-01T12:00:00Z",
  recorded_at: dayOf(recorded),
  source,
  topic: position === null ? null : "t",
  partition: position === null ? null : "0",
  offset: position === null ? null : String(position),
  corrects: names === null ? null : String(names),
  value: String(value),
});

/** Rows without positions of their own beside ids: a position that rows of different ids share is another test's. */
const row = fc.record({
  id: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4 }),
  position: fc.option(fc.nat(2)),
  value: fc.nat(2),
  source: fc.constantFrom("a" as const, "b" as const),
  names: fc.option(fc.integer({ min: 1, max: 4 })),
  withdraws: fc.boolean(),
});

const histories = fc.array(fc.tuple(row, fc.nat(2)), { minLength: 1, maxLength: 12 }).chain((rows) =>
  fc
    .shuffledSubarray(
      rows.map((_, i) => i),
      { minLength: rows.length },
    )
    .map((days) =>
      [0, 1, 2].map((file) =>
        rows.flatMap(([one, of], i): ModelRow[] =>
          of === file ? [{ ...one, position: one.id === null ? one.position : null, recorded: days[i] ?? 0 }] : [],
        ),
      ),
    ),
);

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
      files.flatMap((rows, i) => (rows.length > 0 ? [arrowFile(`${i}.arrow`, textColumns(rows.map(text)))] : [])),
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
              ({ value, source, recorded }) => `${value} ${source} ${dayOf(recorded)}`,
            );
            expect(await seen(study, dayOf(moment)), `at ${moment}`).toEqual(expected.toSorted());
          }
        }),
        { numRuns: runs[name] * more, seed: 3 },
      );
    },
    600_000,
  );
});
