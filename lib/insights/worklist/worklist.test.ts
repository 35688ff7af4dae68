import { expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { table } from "../../log/schema";
import { sql } from "../../sql";
import { dayNumber, factsOf } from "../../testing/facts";
import { simulated } from "../../testing/simulated";
import { daysInHand, turnsOf, worklistOf } from "../../testing/worklist";
import { ask, prepare } from "../ask";
import { turns } from "../triage";
import { behind, countBehind, eventsBehind } from "../behind";
import { heldRows, insightNamed } from "../testing";

const question = insightNamed("worklist");
const held = heldRows(simulated({ patients: 60, months: 10, seed: 11 }));
const all = () => ({ study: held.study(), facts: factsOf(held.rows()) });

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

type Given = Partial<typeof eager>;

const expected = (given: Given) =>
  worklistOf(all().facts, dayNumber(all().study.dataEnd), {
    gap: given.gap?.days ?? 30,
    below: given.below ?? { share: 0.8, days: 90 },
    falling: given.falling ?? { by: 0.2, days: 90 },
    missed: given.missed?.doses ?? 3,
    score: given.score ?? { items: [], limit: 7 },
    overdue: given.overdue?.days ?? 14,
    silent: given.silent?.days ?? 14,
  });

test.each<Given>([{}, { score }, eager])("who is on the list is who the rules say: %j", async (given) => {
  const wanted = expected(given).map(({ subject, rule, reason, since }) => [subject, rule, reason, since].join(","));
  expect(wanted.length).toBeGreaterThan(5);
  expect(await listed(given)).toEqual(wanted.toSorted());
});

const inTurn = (params: object, among: Parameters<typeof turns>[3] = {}, limit = 1000) =>
  turns(all().study, question, asking(params), among, { limit });

test.each<Given>([{ score }, eager])("patients stand in the order of their turns: %j", async (given) => {
  const { total, patients } = await inTurn(given);
  expect(patients.map(({ id }) => id)).toEqual(turnsOf(expected(given)));
  expect(total).toBe(patients.length);
  const first = await inTurn(given, {}, 3);
  expect(first.patients).toEqual(patients.slice(0, 3));
  expect(first.total).toBe(total);
});

test("a patient bears all reasons, and is found by a rule, by part of an id, and among others", async () => {
  const reasons = expected(eager);
  const { patients } = await inTurn(eager);
  for (const { id, rows } of patients)
    expect(rows.map(({ rule, reason }) => `${rule} ${reason}`).toSorted()).toEqual(
      reasons.flatMap(({ subject, rule, reason }) => (subject === id ? `${rule} ${reason}` : [])).toSorted(),
    );
  const ids = async (among: Parameters<typeof turns>[3]) => (await inTurn(eager, among)).patients.map(({ id }) => id);
  const every = patients.map(({ id }) => id);
  const late = new Set(reasons.flatMap(({ rule, subject }) => (rule === "overdue" ? subject : [])));
  expect(await ids({ cells: [{ group: "all", rule: "overdue" }] })).toEqual(every.filter((id) => late.has(id)));
  expect(await ids({ containing: "p0001" })).toEqual(every.filter((id) => id.includes("P0001")));
  const some = patients.slice(1, 4).map(({ id, namespace }) => ({ id, namespace }));
  expect(await ids({ only: some })).toEqual(every.slice(1, 4));
  expect(await ids({ except: some })).toEqual([...every.slice(0, 1), ...every.slice(4)]);
  expect(await ids({ only: [] })).toEqual([]);
});

test("a course is the share of days with supply, week by week up to data end", async () => {
  const { facts, study } = all();
  const { patients } = await inTurn(eager);
  const end = dayNumber(study.dataEnd);
  let told = 0;
  for (const { id, course } of patients) {
    const own = facts.filter(({ subject }) => subject === id);
    const held = daysInHand(own, own, end);
    if (held.size === 0) continue;
    const first = Math.min(...held);
    course.values.forEach((value, i) => {
      const from = end + 1 - 7 * (course.values.length - i);
      if (first >= from + 7) return expect(value).toBeNull();
      const days = Array.from({ length: 7 }, (_, n) => from + n).filter((day) => held.has(day)).length;
      expect(value).toBeCloseTo(days / 7, 9);
      told += 1;
    });
  }
  expect(told).toBeGreaterThan(100);
});

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

test("it is told of how many who are followed at the end of the data", async () => {
  const { study, facts } = all();
  const end = dayNumber(study.dataEnd);
  const everybody = new Set(facts.map(({ subject }) => subject));
  const gone = new Set(facts.flatMap(({ role, day, subject }) => (role === "end" && day < end ? subject : [])));
  const { also } = await ask(study, question, asking({}));
  expect(gone.size).toBeGreaterThan(0);
  expect(also["followed"]).toEqual([{ group: "all", patients: everybody.size - gone.size }]);
});
