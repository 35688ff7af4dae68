import fc from "fast-check";
import { expect, test } from "vitest";
import { cohorts } from "../cohorts/arbitrary";
import { type Cohort, cohortOf } from "../cohorts/cohort";
import { dataEnd, dateOf, dayOf, type Entered, happenings, members, people, rows, tried } from "../cohorts/naive";
import { cohortSentence } from "../cohorts/words";
import { decode } from "../engine/decode";
import { table } from "../log/schema";
import { sql } from "../sql";
import { textFile } from "../testing/files";
import { runs } from "../testing/runs";
import { ask, prepare } from "./ask";
import { behind } from "./behind";
import { insightNamed, studyOf } from "./testing";

const attrition = insightNamed("attrition");
const activity = insightNamed("events-over-time");
const asking = (...given: Cohort[]) => ({ params: {}, knownAt: null, cohorts: given });

const { study, engine } = studyOf(textFile("events.arrow", rows));

async function membersOf(cohort: Cohort) {
  const { members: relation } = await prepare(study(), activity, asking(cohort));
  const found = decode(
    await engine().query(
      sql`SELECT s.id, index_day, exit_day FROM ${relation} m JOIN ${table("subjects")} s ON s.key = m.patient ORDER BY s.id, index_day`,
    ),
    { id: "text", index_day: "date", exit_day: "date" },
  );
  return found.map(({ id, index_day, exit_day }) => `${id} ${index_day} ${exit_day}`);
}

const told = (all: readonly Entered[]) =>
  all
    .toSorted((a, b) => (a.id === b.id ? a.index - b.index : a.id < b.id ? -1 : 1))
    .map(({ id, index, to }) => `${id} ${dateOf(index)} ${dateOf(to)}`);

test("members, their days and every step of attrition are those of a naive evaluator, and the cohort is the same out of its JSON", async () => {
  expect(study().dataEnd).toBe(dateOf(dataEnd));
  let some = 0;
  await fc.assert(
    fc.asyncProperty(cohorts, async (cohort) => {
      const reopened = cohortOf(JSON.parse(JSON.stringify(cohort)));
      const defined = told(members(cohort));
      expect(await membersOf(reopened), cohortSentence(cohort)).toEqual(defined);
      some += Math.min(1, defined.length);

      const { cells } = await ask(study(), attrition, asking(reopened));
      const steps = cells.map(({ patients, lost }) => [patients, lost]);
      const lostAt = new Map<string, number>();
      const beyond = cohort.criteria.length + 1;
      for (const { entered, lost } of tried(cohort))
        lostAt.set(entered.id, Math.max(lostAt.get(entered.id) ?? 0, lost === 0 ? beyond : lost));
      const reached = people.map(({ id }) => lostAt.get(id) ?? 0);
      expect(steps).toEqual(
        Array.from({ length: beyond + 1 }, (_, step) => [
          reached.filter((last) => last >= step).length,
          reached.filter((last) => last === step - 1).length,
        ]),
      );
    }),
    runs(40, 2000),
  );
  expect(some).toBeGreaterThan(12);
}, 300_000);

const one = (given: object): Cohort => cohortOf({ name: "one", ...given });
const dispensed = { kind: "event", event: { types: ["MedicineDispensed"] } };

test("each step of attrition lists as many patients as it keeps and loses", async () => {
  const question = asking(one({ entry: dispensed, criteria: [{ kind: "trait", trait: "sex", among: ["female"] }] }));
  const { cells, also } = await ask(study(), attrition, question);
  for (const cell of cells) expect((await behind(study(), attrition, question, cell)).total).toBe(cell["patients"]);
  for (const row of also["lost"] ?? [])
    expect((await behind(study(), attrition, question, row, { aside: "lost" })).total).toBe(row["patients"]);
  const kept = cells.map(({ patients }) => Number(patients));
  expect(cells.slice(1).map(({ lost }) => lost)).toEqual(kept.slice(1).map((n, i) => (kept[i] ?? 0) - n));
});

test("cohorts stand beside each other as groups, whoever is in both, and every entry counts by itself", async () => {
  const women = one({ name: "women", criteria: [{ kind: "trait", trait: "sex", among: ["female"] }] });
  const every = one({ name: "every", entry: { ...dispensed, which: "every" }, exit: { days: 3 } });
  const { cells } = await ask(study(), activity, asking(women, every));
  expect([...new Set(cells.map(({ group }) => String(group)))].toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    "every",
    "women",
  ]);
  const events = (group: string) =>
    cells.filter((cell) => cell["group"] === group).reduce((sum, cell) => sum + Number(cell["events"]), 0);
  const alone = async (cohort: Cohort) =>
    (await ask(study(), activity, { ...asking(cohort), params: { breakdown: "none" } })).cells.reduce(
      (sum, cell) => sum + Number(cell["events"]),
      0,
    );
  expect([events("women"), events("every")]).toEqual([await alone(women), await alone(every)]);
  const naive = members(every).flatMap(({ id, index, to }) =>
    happenings.filter((event) => event.subject === id && dayOf(event) >= index && dayOf(event) <= to),
  );
  expect(events("every")).toBe(naive.length);
});

test.each([
  [{ name: "" }, "name"],
  [{ name: "x", criteria: [{ kind: "has" }] }, "criteria.0.kind"],
  [{ name: "x", entry: { kind: "event", which: "sometimes" } }, "entry.which"],
  [{ name: "x", criteria: [{ kind: "events", window: { from: "soon" } }] }, "criteria.0.window.from"],
  [{ name: "x", more: 1 }, "more"],
])("what is no cohort is refused, and told where: %j", (given, where) => {
  expect(() => cohortOf(given)).toThrow(where);
});

test("a window that counts from a criterion that does not stand before it is refused", async () => {
  const cohort = one({ criteria: [{ kind: "events", window: { from: 0, of: "later" } }] });
  await expect(ask(study(), attrition, asking(cohort))).rejects.toThrow("no earlier criterion is called “later”");
});
