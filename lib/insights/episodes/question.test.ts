import { DateDay, Float64, vectorFromArray } from "apache-arrow";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../engine/engine";
import { emptied, engines, loaded } from "../../log/testing";
import type { Study } from "../../log/study";
import { parquetFile, textColumn } from "../../testing/files";
import { reference } from "../../testing/reference";
import { ask } from "../ask";
import { insightNamed } from "../testing";

/** Dispensings of a file that states no doses. */
const rows = reference("dispensings").slice(0, 400);
const column = (name: string) => rows.map((row) => row[name] ?? "");
const file = parquetFile("without-doses.parquet", {
  PATIENT_ID: textColumn(column("PATIENT_ID")),
  DATE: vectorFromArray(
    column("DATE").map((date) => new Date(date)),
    new DateDay(),
  ),
  CATEGORY: textColumn(column("CATEGORY")),
  DURATION: vectorFromArray(column("DURATION").map(Number), new Float64()),
});
const patients = new Set(column("PATIENT_ID")).size;

let engine: Engine;
let study: Study;
beforeAll(async () => {
  engine = await engines.node();
  study = await loaded(await emptied(engine), [file]);
}, 60_000);
afterAll(() => engine.close());

const asked = async (id: string, params: object) => {
  const insight = insightNamed(id);
  return ask(study, insight, { params, knownAt: null });
};

test("episodes in doses are found for nobody whose doses are not known, and that is the reason given", async () => {
  const inDoses = await asked("episodes", {});
  expect([inDoses.cells, inDoses.also["excluded"]]).toEqual([[], [{ group: "all", why: "dose not known", patients }]]);
  const inDays = await asked("episodes", { carryOver: { dose: false } });
  expect(inDays.cells[0]).toMatchObject({ episode: 1, patients });
  expect(inDays.also["excluded"]).toEqual([]);
});

test("of a measure within episodes those are told who have none in its window", async () => {
  const { cells, also } = await asked("episodes", { measure: "CMA7", observation: { start: 3000 } });
  expect([cells, also["excluded"]]).toEqual([[], [{ group: "all", why: "no episode in these windows", patients }]]);
});

test("a definition in doses has no value where none is known, not nought", async () => {
  const { cells } = await asked("definitions", {});
  const inDoses = cells.filter(
    ({ definition, carry_over }) => definition === "CMA7" && /in doses/.test(String(carry_over)),
  );
  expect(inDoses.map(({ mean, share, undefined: without }) => [mean, share, without])).toEqual([
    [null, null, patients],
    [null, null, patients],
  ]);
});
