import { expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import { textFile, type TextRow } from "../../testing/files";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { insightNamed, studyOf } from "../testing";

/** Day 0 is 1 March 2025, the index day of all but D, who never starts. */
const zero = Date.UTC(2025, 2, 1);
const on = (
  subject: string,
  type: string,
  day: number,
  item: string | null = null,
  value: number | null = null,
  hour = 10,
): TextRow => ({
  type,
  subject,
  item,
  value: value === null ? null : String(value),
  occurred_at: `${new Date(zero + day * 86_400_000).toISOString().slice(0, 10)}T${hour}:00:00Z`,
});
const score = (subject: string, day: number, value: number, hour = 10) =>
  on(subject, "SurveyCompleted", day, "Score", value, hour);

/** A's baseline is the later of two before the index; B has none before, so its first counts and has no change; C leaves on day 40. */
const rows: TextRow[] = [
  ...["A", "B", "C", "D"].map((subject) => on(subject, "PatientEnrolled", -30)),
  ...["A", "B", "C"].map((subject) => on(subject, "TreatmentPrescribed", 0, "X")),
  score("A", -20, 10),
  score("A", -5, 20),
  score("A", 10, 25),
  score("A", 12, 30, 8),
  score("A", 12, 40, 9),
  score("A", 35, 50),
  score("B", 15, 60),
  score("B", 31, 50),
  score("C", 0, 70),
  score("C", 45, 99),
  on("C", "PatientWithdrawn", 40),
  score("D", 10, 5),
  on("A", "SymptomReported", 3, "pain", 4),
  on("A", "TaskAssigned", 1, "call"),
  on("A", "TaskCompleted", 3, "call"),
  on("A", "TaskCompleted", 4, "call"),
  on("A", "TaskAssigned", 10, "call"),
  on("A", "TaskAssigned", 20, "call"),
  on("A", "TaskCompleted", 33, "call"),
  on("A", "TaskAssigned", 20, "weigh"),
  on("B", "TaskAssigned", 31, "call"),
  on("B", "TaskCompleted", 30, "call"),
];
const started = cohortOf({ name: "started", entry: { kind: "event", event: { types: ["TreatmentPrescribed"] } } });
const measures = insightNamed("measures");
const { study } = studyOf(
  textFile(
    "events.arrow",
    rows.map((row, i) => ({ event_id: `e${i}`, ...row })),
  ),
);

const asking = (params: object = {}) => ({
  params: { measures: ["SurveyCompleted (Score)"], ...params },
  knownAt: null,
  cohorts: [started],
});

test("the last value of each patient and period counts, with who was observed, and the change from baseline of later values alone", async () => {
  const { cells } = await ask(study(), measures, asking({ limit: 15 }));
  expect(cells).toEqual([
    // A 40 from 20, B 60 its own baseline, C 70 its own baseline.
    {
      group: "all",
      measure: "SurveyCompleted (Score)",
      period: "0",
      observed: 3,
      patients: 3,
      mean: expect.closeTo(170 / 3, 12),
      sd: expect.closeTo(Math.sqrt(700 / 3), 12),
      q1: 50,
      median: 60,
      q3: 65,
      with_baseline: 1,
      change: 20,
      change_sd: null,
      responders: 1,
      share: 1,
    },
    // A 50 from 20, B 50 from 60; C has gone before its third value, and is seen in part of the period.
    {
      group: "all",
      measure: "SurveyCompleted (Score)",
      period: "1",
      observed: 3,
      patients: 2,
      mean: 50,
      sd: 0,
      q1: 50,
      median: 50,
      q3: 50,
      with_baseline: 2,
      change: 10,
      change_sd: expect.closeTo(Math.sqrt(2 * 20 ** 2), 12),
      responders: 1,
      share: 0.5,
    },
  ]);
});

test("a fall can be the response, and time can be the calendar's", async () => {
  const { cells } = await ask(study(), measures, asking({ side: "atMost", limit: -10, by: "calendar" }));
  expect(cells.map(({ period, patients, responders }) => [period, patients, responders])).toEqual([
    ["2025-03-01", 3, 0],
    ["2025-04-01", 2, 1],
  ]);
});

test("a task is done by a completion at or after it and before the next of its kind", async () => {
  const { also } = await ask(study(), measures, asking());
  expect(also["tasks"]?.map(({ task, period, patients, due, done }) => [task, period, patients, due, done])).toEqual([
    ["call", "0", 1, 3, 2],
    ["call", "1", 1, 1, 0],
    ["weigh", "0", 1, 1, 0],
  ]);
});

test("measures stand by themselves where none is named", async () => {
  const { cells } = await ask(study(), measures, asking({ measures: [] }));
  expect([...new Set(cells.map(({ measure }) => measure))]).toEqual([
    "SurveyCompleted (Score)",
    "SymptomReported (pain)",
  ]);
});

test.each([{}, { by: "calendar" }])(
  "behind a cell and a row of tasks are as many as they count, with their events: %j",
  async (params) => {
    const question = asking(params);
    const { cells, also } = await ask(study(), measures, question);
    for (const cell of cells) expect((await behind(study(), measures, question, cell)).total).toBe(cell["patients"]);
    for (const row of also["tasks"] ?? [])
      expect((await behind(study(), measures, question, row, { aside: "tasks" })).total).toBe(row["patients"]);
    const [first = {}] = cells;
    const { patients } = await behind(study(), measures, question, first);
    const a = patients.find(({ id }) => id === "A");
    const events = await eventsBehind(study(), measures, question, first, a?.subject ?? -1);
    expect(events.map(({ day }) => day).slice(0, 3)).toEqual(["2025-03-11", "2025-03-13", "2025-03-13"]);
  },
);
