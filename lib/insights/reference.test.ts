import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import { table } from "../log/schema";
import type { Study } from "../log/study";
import { emptied, engines, loaded } from "../log/testing";
import { sql } from "../sql";
import { differences } from "../testing/compared";
import { dispensings, numberIn, reference, referenceCases, type ReferenceCase } from "../testing/reference";
import { ask, declared, lines, prepare } from "./ask";
import { insightNamed } from "./testing";

/** What the command prints for the case. */
async function told(study: Study, { insight: id, params, rows }: ReferenceCase) {
  const insight = insightNamed(id);
  const question = { params, knownAt: null };
  if (rows === "cells") return (await ask(study, insight, question)).cells;
  if (rows === "summary") return (await ask(study, insight, question)).also["summary"] ?? [];
  const prepared = await prepare(study, insight, question);
  const found =
    rows === "events"
      ? await lines(study, insight, question)
      : { columns: insight.rowColumns(prepared.cells.params), rows: prepared.rows };
  if (!found) throw new Error(`no lines of ${id}`);
  const statement = sql`SELECT s.id AS subject, ${declared(found.columns)} FROM (FROM ${found.rows}) r JOIN ${table("subjects")} s ON s.key = r.subject ORDER BY ALL`;
  return decode(await study.engine.query(statement), { subject: "text", ...found.columns });
}

describe.each(["node", "wasm"] as const)("on %s, what R computed", (name) => {
  let engine: Engine;
  let study: Study;
  beforeAll(async () => {
    engine = await engines[name]();
    study = await loaded(await emptied(engine), [dispensings()]);
  }, 60_000);
  afterAll(() => engine.close());

  test.each(referenceCases.map((one) => [one.table, JSON.stringify(one.params), one] as const))(
    "%s %s",
    async (tableName, _, one) => {
      const theirs = reference(tableName);
      expect(theirs.length).toBeGreaterThan(2);
      expect(differences(one, await told(study, one), theirs)).toEqual([]);
    },
  );

  test("log-rank tests: of the gaps, and at one gap of those at CMA7 ≥ 0.8 and the others", async () => {
    const persistence = insightNamed("persistence");
    const followUp = { start: 0, duration: 730 };
    const asked = [
      { permissibleGap: [90], followUp, group: { measure: "CMA7", threshold: 0.8 } },
      { permissibleGap: [30, 60, 90], followUp },
    ];
    for (const [i, params] of asked.entries()) {
      const [test] = (await ask(study, persistence, { params, knownAt: null })).also["test"] ?? [];
      const row = reference("logrank")[i] ?? {};
      expect(test?.["df"]).toBe(numberIn(row, "df"));
      expect(test?.["statistic"]).toBeCloseTo(numberIn(row, "chisq") ?? NaN, 9);
      expect(Number(test?.["p"]) / (numberIn(row, "p") ?? NaN)).toBeCloseTo(1, 9);
    }
  });
});
