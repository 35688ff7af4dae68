import { expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { textFile } from "../../testing/files";
import { insightNamed, studyOf } from "../testing";
import { title } from "./title";

/** A is active in January, February and April, B in February, C in January, D in May, which is not over; E's survey is in March. */
const days: Record<string, readonly string[]> = {
  A: ["2025-01-31", "2025-02-01", "2025-02-28", "2025-04-30"],
  B: ["2025-02-10"],
  C: ["2025-01-01"],
  D: ["2025-05-02"],
};
const rows = [
  ...Object.entries(days).flatMap(([subject, all]) => all.map((day) => ({ subject, day, type: "SymptomReported" }))),
  { subject: "E", day: "2025-03-05", type: "SurveyCompleted" },
].map(({ subject, day, type }, i) => ({ event_id: `e${i}`, subject, type, occurred_at: `${day}T10:00:00Z` }));

const question = insightNamed("lifecycle");
const { study } = studyOf(textFile("events.arrow", rows));

const asking = (params: object, cohorts: unknown[] = []) => ({ params, knownAt: null, cohorts: cohorts.map(cohortOf) });
const told = async (params: object, cohorts: unknown[] = []) =>
  (await ask(study(), question, asking(params, cohorts))).cells
    .filter(({ patients }) => patients !== 0)
    .map(({ period, group, state, patients }) => `${String(period).slice(0, 7)} ${group} ${state} ${patients}`);

test("who comes, stays, returns and goes; nothing of that in the data's first month, and nobody gone from one not over", async () => {
  expect(await told({})).toEqual([
    "2025-02 all new 1",
    "2025-02 all continuing 1",
    "2025-02 all gone 1",
    "2025-03 all new 1",
    "2025-03 all gone 2",
    "2025-04 all returning 1",
    "2025-04 all gone 1",
    "2025-05 all new 1",
  ]);
  const { cells, also } = await ask(study(), question, asking({}));
  expect(cells).toHaveLength(4 * 4 - 1);
  expect(also["first"]).toMatchObject([{ period: "2025-01-01", patients: 2 }]);
  expect(title(cells as never, { unit: "month", types: [], breakdown: "none" })).toBe(
    "In Apr 2025, 1 patient came or came back and 1 had gone; 0 continued from the month before",
  );
});

test("a patient whose first such event comes later is new then, and gone by it", async () => {
  expect(await told({ types: ["SurveyCompleted"] })).toEqual(["2025-03 all new 1", "2025-04 all gone 1"]);
});

test("who has gone is listed with the events of the month before, and who was there at first by name", async () => {
  const gone = { period: "2025-03-01", group: "all", state: "gone" };
  const { patients } = await behind(study(), question, asking({}), gone);
  expect(patients.map(({ id, row }) => [id, row["events"]])).toEqual([
    ["A", 2],
    ["B", 1],
  ]);
  const events = await eventsBehind(study(), question, asking({}), gone, patients[0]?.subject ?? -1);
  expect(events.map(({ occurredAt }) => String(occurredAt).slice(0, 10))).toEqual(["2025-02-01", "2025-02-28"]);
  const begun = await behind(study(), question, asking({}), { group: "all" }, { aside: "first" });
  expect(begun.patients.map(({ id }) => id)).toEqual(["A", "C"]);
});

test("of members of cohorts what counts begins with their entry", async () => {
  const late = { name: "late", entry: { kind: "event", event: { types: ["SymptomReported"] }, which: "last" } };
  const early = { name: "early", exit: { days: 30 } };
  expect(await told({}, [early, late])).toEqual([
    "2025-02 early new 1",
    "2025-02 early continuing 1",
    "2025-02 early gone 1",
    "2025-02 late new 1",
    "2025-02 late gone 1",
    "2025-03 early new 1",
    "2025-03 early gone 2",
    "2025-03 late gone 1",
    "2025-04 early gone 1",
    "2025-04 late new 1",
    "2025-05 early new 1",
    "2025-05 late new 1",
  ]);
});
