import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode, type Row } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { table } from "../../log/schema";
import { none, sql } from "../../sql";
import { arrowFile, textColumns, type TextRow } from "../../testing/files";
import { ask, lines } from "../ask";
import { behind, eventsBehind } from "../behind";
import { insightNamed } from "../testing";

/** Follow-up is the hundred days from 2025-01-01, which is day 0. */
const dated = (day: number) => `${new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10)}T10:00:00Z`;
const fill = (patient: string, item: string, day: number, days: number): TextRow => ({
  type: "MedicineDispensed",
  subject: patient,
  occurred_at: dated(day),
  item,
  days_supply: String(days),
});

/** P1 has A on days 0 to 50, B on 10 to 40 and 60 to 100; P2 has A on 0 to 40; P3 has A on 0 to 30, and B after follow-up; P4 had A before it; P5 has nothing. */
const rows: TextRow[] = [
  fill("P1", "A", 0, 50),
  fill("P1", "B", 10, 30),
  fill("P1", "B", 60, 40),
  fill("P2", "A", 0, 40),
  fill("P3", "A", 0, 30),
  fill("P3", "B", 120, 30),
  fill("P4", "A", -40, 30),
  { type: "SurveyCompleted", subject: "P5", occurred_at: dated(0) },
];

const distribution = insightNamed("adherence-distribution");
const followUp = { from: "date", date: "2025-01-01", duration: 100 };
const asking = (medications: object, measure = "CMA7") => ({
  params: { measure, followUp, medications },
  knownAt: null,
});

describe.each(Object.entries(engines))("groups of medicines, on %s", (_, start) => {
  let engine: Engine;
  let study: Study;
  const insight = () => {
    return distribution;
  };
  beforeAll(async () => {
    engine = await start();
    const file = arrowFile("fills.arrow", textColumns(rows.map((row, i) => ({ event_id: `e${i}`, ...row }))));
    study = await loaded(await emptied(engine), [file]);
  }, 60_000);
  afterAll(() => engine.close());

  /** What each patient's rows say, by patient, and by group where they have one. */
  async function values(medications: object, measure?: string) {
    const all = { ...insight(), members: () => sql`value IS NOT NULL` };
    const { patients } = await behind(study, all, asking(medications, measure), {});
    return Object.fromEntries(
      patients.map(({ id, row }) => [
        `${id} ${row["attribute"] ?? ""}`.trim(),
        Number(Number(row["value"]).toFixed(9)),
      ]),
    );
  }

  test("each has its own figure", async () => {
    expect(await values({ aggregate: "each" })).toEqual({ "P1 A": 0.5, "P1 B": 0.7, "P2 A": 0.4, "P3 A": 0.3 });
  });

  test.each([
    ["CMA7", { aggregate: "mean" }, 0.6],
    ["CMA7", { aggregate: "min" }, 0.5],
    ["CMA7", { aggregate: "max" }, 0.7],
    ["CMA7", { aggregate: "min", first: true }, 0.3],
    ["CMA7", { aggregate: "max", first: true }, 0.9],
    ["CMA9", { aggregate: "mean" }, 0.6],
    ["CMA9", { aggregate: "min", first: true }, (50 * 0.5 + 40 * 0.5) / 100],
    ["CMA9", { aggregate: "max", first: true }, (10 * 0.5 + 50 * 0.6 + 40) / 100],
  ] as const)(
    "of several are folded, one is itself, and what follow-up does not hold does not count: %s %j",
    async (...one) => {
      const [measure, medications, expected] = one;
      expect(await values(medications, measure)).toEqual({ P1: expected, P2: 0.4, P3: 0.3 });
    },
  );

  test("a group for which the measure is not defined does not count", async () => {
    expect(await values({ aggregate: "min" }, "CMA1")).toEqual({ P1: 0.6 });
    const { also } = await ask(study, insight(), asking({ aggregate: "min" }, "CMA1"));
    expect(also["excluded"]).toEqual([
      { group: "all", why: "one supply only", patients: 2 },
      { group: "all", why: "never supplied", patients: 1 },
      { group: "all", why: "no supply in follow-up", patients: 1 },
    ]);
  });

  test("medicines in one group are one course, also under the name of one of them", async () => {
    const together = await values({});
    expect(together["P1"]).toBe(1);
    for (const groups of [{ both: ["A", "B"] }, { A: ["B"] }])
      expect(await values({ aggregate: "max", groups }), JSON.stringify(groups)).toEqual({ P1: 1, P2: 0.4, P3: 0.3 });
    expect(Object.keys(await values({ aggregate: "each", groups: { A: ["B"] } }))).toEqual(["P1 A", "P2 A", "P3 A"]);
  });

  test("what supply is left over is left within its group", async () => {
    const carried = async (medications: object) => {
      const found = await lines(study, insight(), asking(medications));
      const statement = sql`SELECT carried FROM ${found?.rows ?? none} r JOIN ${table("subjects")} s ON s.key = r.subject WHERE s.id = 'P1' ORDER BY date`;
      return decode(await engine.query(statement), { carried: "number" }).map((row) => row.carried);
    };
    expect(await carried({})).toEqual([0, 40, 20]);
    expect(await carried({ aggregate: "each" })).toEqual([0, 0, 0]);
  });

  test("a group's events are those of its medicines", async () => {
    const question = asking({ aggregate: "each", groups: { second: ["B"] } });
    const { cells } = await ask(study, insight(), question);
    const cell: Row = cells.find(({ group }) => group === "second") ?? {};
    const { patients } = await behind(study, insight(), question, cell);
    expect(patients.map(({ id }) => id)).toEqual(["P1"]);
    const events = await eventsBehind(study, insight(), question, cell, patients[0]?.subject ?? -1);
    expect(events.map(({ occurredAt }) => occurredAt?.slice(0, 10))).toEqual(
      [dated(10), dated(60)].map((at) => at.slice(0, 10)),
    );
  });
});

test.each([
  [{ groups: { a: ["X"], b: ["X"] } }, "“X” is in two groups, “a” and “b”"],
  [{ groups: { a: ["b"], b: ["X"] } }, "“b” is in two groups, “b” and “a”"],
  [{ aggregate: "min", first: true }, "only CMA7 and CMA9 say what is available day by day; choose one of them"],
])("what cannot be is refused in a sentence: %j", (medications, message) => {
  const parsed = distribution?.params.safeParse({ measure: "CMA6", medications });
  expect(parsed?.error?.issues.map((issue) => issue.message)).toEqual([message]);
});
