import { expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { table } from "../../log/schema";
import { sql } from "../../sql";
import { textFile, type TextRow } from "../../testing/files";
import { ask, prepare } from "../ask";
import { behind, eventsBehind } from "../behind";
import { insightNamed, studyOf } from "../testing";

type Said = readonly [subject: string, type: string, day: number, item?: string];

/** Observation ends on day 100, or with a death, a withdrawal or a loss. */
const said: readonly Said[] = [
  ["died", "PatientEnrolled", 0],
  ["died", "SymptomReported", 0],
  ["died", "MedicineDispensed", 10, "A"],
  ["died", "SymptomReported", 15],
  ["died", "PatientDied", 40],
  ["died", "SymptomReported", 41],
  ["withdrew", "PatientEnrolled", 0],
  ["withdrew", "MedicineDispensed", 5, "B"],
  ["withdrew", "MedicineDispensed", 20, "A"],
  ["withdrew", "SymptomReported", 20],
  ["withdrew", "PatientWithdrawn", 20],
  ["stayed", "PatientEnrolled", 0],
  ["stayed", "MedicineDispensed", 30, "A"],
  ["stayed", "MedicineDispensed", 60, "A"],
  ["stayed", "SurveyCompleted", 50],
  ["stayed", "TaskCompleted", 100],
  ["too late", "PatientEnrolled", 0],
  ["too late", "PatientDied", 8],
  ["too late", "MedicineDispensed", 9, "A"],
];
const dayOf = (day: number) => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
const rows: TextRow[] = said.map(([subject, type, day, item = null], i) => ({
  event_id: String(i),
  type,
  subject,
  occurred_at: `${dayOf(day)}T10:00:00Z`,
  item,
}));

const insight = insightNamed("survival");
const { study, engine } = studyOf(textFile("events.arrow", rows));

const question = (params: object) => ({ params, knownAt: null });

/** Of each patient when the clock started, after how many days it stopped and by what, or why it never ran. */
async function patients(params: object): Promise<Record<string, string>> {
  const { rows: of } = await prepare(study(), insight, question(params));
  const found = decode(
    await engine().query(
      sql`SELECT s.id, started::VARCHAR AS started, time, outcome, why FROM ${of} r JOIN ${table("subjects")} s ON s.key = r.subject ORDER BY s.id`,
    ),
    { id: "text", started: "text", time: "number", outcome: "text", why: "text" },
  );
  return Object.fromEntries(
    found.map(({ id, started, time, outcome, why }) => [id ?? "", why ?? [started, time, outcome].join(" ").trim()]),
  );
}

const dispensedA = { types: ["MedicineDispensed"], items: ["A"] };

test("without parameters time runs from the index day to the end of observation, by an event or with the data", async () => {
  expect(await patients({})).toEqual({
    died: "2025-01-01 40 end of observation",
    stayed: "2025-01-01 100",
    "too late": "2025-01-01 8 end of observation",
    withdrew: "2025-01-01 20 end of observation",
  });
});

test("the clock starts with the first event named; who has none while observed is left out", async () => {
  expect(await patients({ from: dispensedA })).toEqual({
    died: "2025-01-11 30 end of observation",
    stayed: "2025-01-31 70",
    "too late": "the clock never started",
    withdrew: "2025-01-21 0 end of observation",
  });
  const asked = question({ from: dispensedA });
  const { also } = await ask(study(), insight, asked);
  expect(also["excluded"]).toEqual([{ group: "all", why: "the clock never started", patients: 1 }]);
  const [row = {}] = also["excluded"] ?? [];
  const left = await behind(study(), insight, asked, row, { aside: "excluded" });
  expect(left.patients.map(({ id }) => id)).toEqual(["too late"]);
});

test("an event on the day of the start is an outcome at time 0, but the event that starts the clock is none", async () => {
  expect(await patients({ to: { types: ["SymptomReported"] } })).toMatchObject({
    died: "2025-01-01 0 SymptomReported",
  });
  expect(await patients({ from: dispensedA, to: dispensedA })).toMatchObject({
    died: "2025-01-11 30",
    stayed: "2025-01-31 30 MedicineDispensed of A",
    withdrew: "2025-01-21 0",
  });
});

test("on one day the outcome comes before competing events, in the order named, and these before censoring", async () => {
  const all = ["SymptomReported", "MedicineDispensed", "PatientWithdrawn"];
  const withdrew = async (params: object) => (await patients(params))["withdrew"];
  const later = { from: { items: ["B"] } };
  const [one, two, three] = all.map((type) => ({ types: [type] }));
  expect(await withdrew({ ...later, to: one, competing: two, censor: three })).toBe("2025-01-06 15 SymptomReported");
  expect(await withdrew({ ...later, to: { types: ["PatientDied"] }, competing: { types: all }, censor: one })).toBe(
    "2025-01-06 15 SymptomReported",
  );
  expect(
    await withdrew({ ...later, to: { types: ["PatientDied"] }, competing: { types: all.toReversed() }, censor: one }),
  ).toBe("2025-01-06 15 PatientWithdrawn");
  expect(await withdrew({ ...later, to: { types: ["PatientDied"] }, censor: one })).toBe("2025-01-06 15");
});

test("what is named as competing or as censoring is not an end of observation", async () => {
  const competing = { types: ["PatientWithdrawn"] };
  expect(await patients({ competing })).toMatchObject({
    died: "2025-01-01 40 end of observation",
    withdrew: "2025-01-01 20 PatientWithdrawn",
  });
  expect(await patients({ censor: competing })).toMatchObject({ withdrew: "2025-01-01 20" });
  expect(await patients({ censor: { types: ["SurveyCompleted"] } })).toMatchObject({ stayed: "2025-01-01 50" });
});

test("behind a point stand those at risk, and behind each the events that started and ended its time", async () => {
  const asked = question({
    from: dispensedA,
    to: { types: ["PatientDied"] },
    competing: { types: ["PatientWithdrawn"] },
  });
  const { cells, also } = await ask(study(), insight, asked);
  expect(cells.map(({ time, at_risk: n, events, censored }) => [time, n, events, censored])).toEqual([
    [0, 3, 0, 1],
    [30, 2, 1, 0],
    [70, 1, 0, 1],
  ]);
  for (const cell of cells) expect((await behind(study(), insight, asked, cell)).total).toBe(cell["at_risk"]);
  for (const row of also["incidence"] ?? [])
    expect((await behind(study(), insight, asked, row, { aside: "incidence" })).total).toBe(row["at_risk"]);
  const { patients: all } = await behind(study(), insight, asked, cells[0] ?? {});
  const events = await Promise.all(
    all.map(async ({ id, subject }) => [
      id,
      (await eventsBehind(study(), insight, asked, cells[0] ?? {}, subject)).map(({ type, day }) => `${type} ${day}`),
    ]),
  );
  expect(Object.fromEntries(events)).toEqual({
    died: ["MedicineDispensed 2025-01-11", "PatientDied 2025-02-10"],
    stayed: ["MedicineDispensed 2025-01-31"],
    withdrew: ["MedicineDispensed 2025-01-21", "PatientWithdrawn 2025-01-21"],
  });
});
