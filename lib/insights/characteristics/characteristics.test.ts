import { expect, test } from "vitest";
import { cohortOf } from "../../cohorts/cohort";
import type { Row } from "../../engine/decode";
import { textFile, type TextRow } from "../../testing/files";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { insightNamed, studyOf } from "../testing";
import { labelOf } from "./words";

const on = (subject: string, type: string, day: string, more: TextRow = {}): TextRow => ({
  type,
  subject,
  occurred_at: `2025-${day}T10:00:00Z`,
  ...more,
});
const enrolled = (subject: string, day: string, more: TextRow) => on(subject, "PatientEnrolled", day, more);

/** A to D start treatment on 1 March. B’s number of prior treatments is stated again later, D's sex never; A has a score before and one after, C one on the day itself, B one too long ago. */
const rows: TextRow[] = [
  enrolled("A", "01-05", { sex: "female", prior_treatment: "1", birth_date: "1960-03-01" }),
  enrolled("B", "01-06", { sex: "male", prior_treatment: "2", birth_date: "1970-03-02" }),
  enrolled("C", "01-07", { sex: "female", prior_treatment: "4", birth_date: "1980-02-28" }),
  enrolled("D", "01-08", { sex: null, prior_treatment: "3", birth_date: "1990-01-01" }),
  on("B", "PatientEnrolled", "04-01", { prior_treatment: "9" }),
  on("A", "SurveyCompleted", "02-01", { item: "Score", value: "10" }),
  on("A", "SurveyCompleted", "02-20", { item: "Score", value: "20" }),
  on("A", "SurveyCompleted", "03-20", { item: "Score", value: "90" }),
  on("B", "SurveyCompleted", "01-10", { item: "Score", value: "70" }),
  on("C", "SurveyCompleted", "03-01", { item: "Score", value: "40" }),
  on("D", "HospitalStayed", "02-15"),
  ...["A", "B", "C", "D"].map((subject) => on(subject, "TreatmentPrescribed", "03-01", { item: "X" })),
];

const entry = { kind: "event", event: { types: ["TreatmentPrescribed"] } };
const all = cohortOf({ name: "all of them", entry });
const characteristics = insightNamed("characteristics");
const { study } = studyOf(
  textFile(
    "events.arrow",
    rows.map((row, i) => ({ event_id: `e${i}`, ...row })),
  ),
);

const asking = (params: object = {}) => ({ params: { days: 30, ...params }, knownAt: null, cohorts: [all] });
const told = async (params: object = {}) => (await ask(study(), characteristics, asking(params))).cells;
const about = (cells: readonly Row[], variable: string) =>
  cells
    .filter((cell) => cell["variable"] === variable)
    .map(({ level, patients, missing, share }) => [level, patients, missing, share]);

test("levels are counted as they were at the index, of those for whom they are known", async () => {
  const cells = await told();
  expect(about(cells, "sex")).toEqual([
    ["female", 2, 1, 2 / 3],
    ["male", 1, 1, 1 / 3],
  ]);
});

test("numbers have mean, standard deviation and quartiles; a date is completed years before the index", async () => {
  const cells = await told();
  const line = cells.find(({ variable }) => variable === "prior_treatment");
  expect(line).toMatchObject({ patients: 4, missing: 0, mean: 2.5, q1: 1.75, median: 2.5, q3: 3.25, level: null });
  expect(line?.["sd"]).toBeCloseTo(Math.sqrt(5 / 3), 12);
  const age = cells.find(({ variable }) => variable === "birth_date");
  expect(age).toMatchObject({ patients: 4, mean: (65 + 54 + 45 + 35) / 4 });
});

test("of a measure the last value before the index counts, that of the day itself included; an event is history before it", async () => {
  const cells = await told();
  expect(cells.find(({ part }) => part === "value")).toMatchObject({
    variable: "SurveyCompleted (Score)",
    patients: 2,
    missing: 2,
    mean: 30,
  });
  const history = cells
    .filter(({ part }) => part === "history")
    .map(({ variable, patients, share }) => [variable, patients, share]);
  expect(history).toEqual([
    ["HospitalStayed", 1, 0.25],
    ["SurveyCompleted", 1, 0.25],
  ]);
  expect((await told({ days: 0 })).filter(({ part }) => part !== "trait")).toEqual([]);
});

test("behind a cell are as many as it counts, with the events that made their row", async () => {
  const question = asking();
  for (const cell of await told())
    expect((await behind(study(), characteristics, question, cell)).total).toBe(cell["patients"]);
  const score = (await told()).find(({ part }) => part === "value") ?? {};
  const { patients } = await behind(study(), characteristics, question, score);
  const events = await eventsBehind(study(), characteristics, question, score, patients[0]?.subject ?? -1);
  expect(events.map(({ day }) => day)).toEqual(["2025-02-01", "2025-02-20"]);
});

test("the balance compares the first cohort with every other", async () => {
  const women = cohortOf({ name: "women", entry, criteria: [{ kind: "trait", trait: "sex", among: ["female"] }] });
  const rest = cohortOf({ name: "rest", entry, criteria: [{ kind: "not", of: women.criteria[0] }] });
  const { also } = await ask(study(), characteristics, { ...asking(), cohorts: [women, rest] });
  const of = (name: string) => also["balance"]?.find(({ variable }) => variable === name);
  // Treatments 1 and 4 against 2 and 3; ages 65 and 45 against 54 and 35.
  expect(of("prior_treatment")).toMatchObject({ first: "women", second: "rest", smd: 0 });
  expect(of("birth_date")?.["smd"]).toBeCloseTo((55 - 44.5) / Math.sqrt((200 + 180.5) / 2), 12);
  expect(of("sex")?.["smd"]).toBeNull();
  expect(of("HospitalStayed")?.["smd"]).toBeCloseTo(0.5 / Math.sqrt(0.25 / 2), 12);
});

test("variables are called as they are read", () => {
  expect(labelOf({ part: "value", variable: "SurveyCompleted (FACT-ES)" })).toBe("survey completed (FACT-ES)");
  expect(labelOf({ part: "history", variable: "HospitalStayed" })).toBe("hospital stayed");
  expect(labelOf({ part: "trait", variable: "prior_treatment" })).toBe("prior treatment");
});
