import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { table } from "../../log/schema";
import type { Study } from "../../log/study";
import { emptied, engines, loaded, textRowsOf } from "../../log/testing";
import { sql } from "../../sql";
import { dayNumber, type Fact, factsOf } from "../../testing/facts";
import { simulated } from "../../testing/simulated";
import { worklistOf } from "../../testing/worklist";
import { ask, prepare } from "../ask";
import { behind, countBehind, eventsBehind } from "../behind";
import { insightNamed } from "../testing";

const question = insightNamed("worklist");
const history = simulated<unknown>({ patients: 60, months: 10, seed: 11 });
let held: { study: Study; facts: Fact[] } | undefined;
const all = () => {
  if (!held) throw new Error("not loaded");
  return held;
};
beforeAll(async () => {
  const file = await history.file("events.parquet");
  held = { study: await loaded(await emptied(await engines.node()), [file]), facts: factsOf(await textRowsOf(file)) };
}, 60_000);
afterAll(async () => {
  await held?.study.engine.close();
  history.remove();
});

const asking = (params: object) => ({ params, knownAt: null });

async function listed(params: object): Promise<string[]> {
  const { study } = all();
  const { rows } = await prepare(study, question, asking(params));
  const found = decode(
    await study.engine.query(
      sql`SELECT id AS subject, rule, reason, since FROM ${rows} r JOIN ${table("subjects")} s ON s.key = r.subject`,
    ),
    { subject: "text", rule: "text", reason: "text", since: "date" },
  );
  return found.map((row) => Object.values(row).join(",")).toSorted();
}

const eager = {
  gap: { days: 3 },
  below: { share: 0.9, days: 30 },
  falling: { by: 0.1, days: 30 },
  missed: { doses: 1 },
  score: { items: ["fatigue", "nausea"], limit: 5 },
  overdue: { days: 0 },
  silent: { days: 1 },
};
const score = { items: ["joint pain"], limit: 7 };

test.each([{}, { score }, eager])(
  "who is on the list is who the rules say: %j",
  async (given: Partial<typeof eager>) => {
    const { facts, study } = all();
    const expected = worklistOf(facts, dayNumber(study.dataEnd), {
      gap: given.gap?.days ?? 30,
      below: given.below ?? { share: 0.8, days: 90 },
      falling: given.falling ?? { by: 0.2, days: 90 },
      missed: given.missed?.doses ?? 3,
      score: given.score ?? { items: [], limit: 7 },
      overdue: given.overdue?.days ?? 14,
      silent: given.silent?.days ?? 14,
    });
    expect(expected.length).toBeGreaterThan(5);
    expect(await listed(given)).toEqual(expected.toSorted());
  },
);

test("every rule finds somebody, and its count opens as many, with the events behind each reason", async () => {
  const { study } = all();
  const { cells, also } = await ask(study, question, asking(eager));
  expect(cells.map(({ rule }) => rule)).toEqual(["gap", "below", "falling", "missed", "score", "overdue", "silent"]);
  for (const cell of cells) {
    expect(Number(cell["patients"])).toBeGreaterThan(0);
    const { total, patients } = await behind(study, question, asking(eager), cell);
    expect(total).toBe(cell["patients"]);
    const [one] = patients;
    const events = await eventsBehind(study, question, asking(eager), cell, one?.subject ?? -1);
    expect(events.length).toBeGreaterThan(0);
  }
  const [row] = also["list"] ?? [];
  expect(await countBehind(study, question, asking(eager), row ?? {}, { aside: "list" })).toMatchObject({
    total: row?.["patients"],
  });
});

test("rules that are not asked for are not told, and scores only where they are named", async () => {
  const { study } = all();
  const rulesOf = async (params: object) => (await ask(study, question, asking(params))).cells.map(({ rule }) => rule);
  expect(await rulesOf({ rules: ["silent", "gap"] })).toEqual(["gap", "silent"]);
  expect(await rulesOf({ rules: ["score"] })).toEqual([]);
  expect(await rulesOf({ rules: ["score"], score })).toEqual(["score"]);
});
