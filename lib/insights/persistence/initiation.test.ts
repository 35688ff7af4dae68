import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../engine/engine";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { arrowFile, textColumns, type TextRow } from "../../testing/files";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { insightNamed } from "../testing";
import { initiationInR } from "./initiation-words";
import question, { type Cell } from "./question";
import { title } from "./title";

type Kind = "TreatmentPrescribed" | "MedicineDispensed" | "SurveyCompleted";
const at = (type: Kind, subject: string, item: string | null, day: number): TextRow => ({
  type,
  subject,
  item,
  occurred_at: `${new Date(Date.UTC(2025, 0, 11 + day)).toISOString().slice(0, 10)}T10:00:00Z`,
  ...(type === "MedicineDispensed" && { days_supply: "30" }),
});
const prescribed = (subject: string, item: string, day: number) => at("TreatmentPrescribed", subject, item, day);
const dispensed = (subject: string, item: string, day: number) => at("MedicineDispensed", subject, item, day);

/** A is prescribed to P1 to P6 on day 0 and dispensed to P1 on day 3, to P2 on the day itself, to P3 never, to P4 before too, to P5 on day 120, the last, to P6 on day 5, for whom B is prescribed on day 10 and again on day 15 and dispensed on day 20. P7 has no prescription, P8 nothing. */
const rows: TextRow[] = [
  ...["P1", "P2", "P3", "P4", "P5", "P6"].map((patient) => prescribed(patient, "A", 0)),
  dispensed("P1", "A", 3),
  dispensed("P1", "A", 33),
  dispensed("P2", "A", 0),
  dispensed("P3", "B", 2),
  dispensed("P4", "A", -5),
  dispensed("P4", "A", 2),
  dispensed("P5", "A", 120),
  dispensed("P6", "A", 5),
  prescribed("P6", "B", 10),
  prescribed("P6", "B", 15),
  dispensed("P6", "B", 20),
  dispensed("P7", "A", 1),
  at("SurveyCompleted", "P8", null, 1),
];

const asking = (params: object) => ({ params: { time: "initiation", ...params }, knownAt: null });
const hundred = { followUp: { duration: 100 } };

describe.each(Object.entries(engines))("time to initiation, on %s", (_, start) => {
  let engine: Engine;
  let study: Study;
  const insight = () => insightNamed("persistence");
  beforeAll(async () => {
    engine = await start();
    const file = arrowFile("events.arrow", textColumns(rows.map((row, i) => ({ event_id: `e${i}`, ...row }))));
    study = await loaded(await emptied(engine), [file]);
  }, 60_000);
  afterAll(() => engine.close());

  const curve = async (params: object) =>
    (await ask(study, insight(), asking(params))).cells.map(({ group, time, at_risk, events, censored, survival }) => [
      group,
      time,
      at_risk,
      events,
      censored,
      Number(Number(survival).toFixed(9)),
    ]);

  test("runs from the first prescription of a medicine to its first dispensing, each medicine by itself; the unfilled are censored at the end of follow-up", async () => {
    expect(await curve(hundred)).toEqual([
      ["A", 0, 5, 1, 0, 0.8],
      ["A", 3, 4, 1, 0, 0.6],
      ["A", 5, 3, 1, 0, 0.4],
      ["A", 100, 2, 0, 2, 0.4],
      ["B", 10, 1, 1, 0, 0],
    ]);
    expect((await curve({})).filter(([, time]) => Number(time) > 10)).toEqual([["A", 120, 2, 1, 1, 0.2]]);
  });

  test("who is left out is told with the reason", async () => {
    const excluded = async (params: object) => (await ask(study, insight(), asking(params))).also["excluded"];
    expect(await excluded(hundred)).toEqual([
      { group: "all", why: "never prescribed", patients: 2 },
      { group: "all", why: "dispensed before the first prescription", patients: 1 },
    ]);
    expect(await excluded({ followUp: { from: "date", date: "2025-01-12" }, items: ["A"] })).toContainEqual({
      group: "all",
      why: "first prescribed outside follow-up",
      patients: 6,
    });
  });

  test("behind a point stand as many as are at risk, each with the prescription and the dispensing", async () => {
    const asked = asking(hundred);
    const { cells } = await ask(study, insight(), asked);
    for (const cell of cells) expect((await behind(study, insight(), asked, cell)).total).toBe(cell["at_risk"]);
    const last = cells.find(({ group }) => group === "B") ?? {};
    const { patients } = await behind(study, insight(), asked, last);
    expect(patients.map(({ id, row }) => [id, row["attribute"], row["time"], row["ended"]])).toEqual([
      ["P6", "B", 10, true],
    ]);
    const events = await eventsBehind(study, insight(), asked, last, patients[0]?.subject ?? -1);
    expect(events.map(({ type, day }) => `${type} ${day}`)).toEqual([
      "TreatmentPrescribed 2025-01-21",
      "MedicineDispensed 2025-01-31",
    ]);
  });
});

/** A group of ten of whom some start on a day, and the others are followed to day 90. */
const starting = (group: string, day: number, share: number): Cell[] => {
  const cell = { group, std_error: null, lower: null, upper: null, survival: 1 - share };
  const [events, censored] = [Math.round(10 * share), Math.round(10 - 10 * share)];
  return [
    { ...cell, time: day, at_risk: 10, events, censored: 0 },
    ...(censored > 0 ? [{ ...cell, time: 90, at_risk: censored, events: 0, censored }] : []),
  ];
};

test("the title tells who has started within 30 days", () => {
  const params = question.params.parse({ time: "initiation" });
  const told = (...groups: Cell[][]) => title(groups.flat(), params, {}).replaceAll("\u00a0", " ");
  const [a, b] = [starting("A", 3, 0.8), starting("B", 40, 0.5)];
  expect(told(a)).toBe("80.0 % of patients had A dispensed within 30 days of its first prescription");
  expect(told(b)).toBe("0.0 % of patients had B dispensed within 30 days of its first prescription");
  expect(told(starting("A", 3, 1))).toBe(
    "100.0 % of patients had A dispensed within 30 days of its first prescription",
  );
  expect(told(a, b)).toBe("80.0 % of patients had A dispensed within 30 days of its first prescription, 0.0 % B");
  expect(told(a, b, a, starting("C", 1, 0.9), starting("D", 1, 0.9))).toBe(
    "Between 0.0 % (B) and 90.0 % (D) of patients had a medicine dispensed within 30 days of its first prescription, across 4 medicines",
  );
});

test("in R the same curves", () => {
  const params = question.params.parse({ time: "initiation", breakdown: "arm", interval: "plain" });
  expect(initiationInR(params)).toContain(
    'survfit(Surv(time, started) ~ CATEGORY + arm, data = rows, conf.type = "plain")',
  );
});
