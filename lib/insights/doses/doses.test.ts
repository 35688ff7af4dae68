import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { emptied, engines, loaded } from "../../log/testing";
import { textFile, type TextRow } from "../../testing/files";
import { ask } from "../ask";
import { behind, eventsBehind } from "../behind";
import { insightNamed } from "../testing";

const insight = insightNamed("doses");

type Given = [type: string, occurred: string, more?: TextRow];

const order = (perDay: string | null, occurred: string, more: TextRow = {}): Given => [
  "TreatmentPrescribed",
  occurred,
  { doses_per_day: perDay, ...more },
];
const took = (occurred: string, more: TextRow = {}): Given => ["MedicineTaken", occurred, more];
const skipped = (occurred: string, more: TextRow = {}): Given => ["MedicineSkipped", occurred, more];
/** Observation ends on this day. */
const left = (occurred: string): Given => ["PatientWithdrawn", occurred, { item: null }];

const june = (day: number, time: string) => `2025-06-${String(day).padStart(2, "0")}T${time}Z`;
const once = (days: readonly number[], time = "08:00:00") => days.map((day) => took(june(day, time)));

describe.each(Object.entries(engines))("doses on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  /** Events of P0, of item A in UTC where they say nothing else. */
  async function asked(given: readonly Given[], params: object = {}) {
    const rows = given.map(([type, occurred_at, more], i) => ({
      event_id: String(i),
      type,
      subject: "P0",
      occurred_at,
      item: "A",
      source: "app",
      doses_per_day: null,
      days_supply: null,
      until: null,
      zone: "UTC",
      ...more,
    }));
    const study = await loaded(await emptied(engine), textFile("given.arrow", rows));
    const question = { params, knownAt: null };
    const { cells, also } = await ask(study, insight, question);
    return { study, question, cells, also, all: { ...also["doses"]?.[0] } as Row };
  }

  const values = ({ also }: { also: Readonly<Record<string, readonly Row[]>> }): Record<string, unknown> =>
    Object.fromEntries((also["measures"] ?? []).map(({ measure, mean }): [string, unknown] => [String(measure), mean]));

  test("a dose at 23:30 of the patient's clock counts on that day, at that hour and weekday", async () => {
    const zone = { zone: "Europe/Berlin" };
    const answer = await asked([
      order("2", june(2, "06:00:00"), zone),
      took(june(2, "07:00:00"), zone),
      took(june(2, "21:30:00"), zone),
      took(june(3, "07:00:00"), zone),
      left(june(3, "20:00:00")),
    ]);
    expect(answer.all).toMatchObject({ due: 4, taken: 3, extra: 0, timed: 2 });
    expect(answer.cells.map(({ weekday, hour, intakes }) => [weekday, hour, intakes])).toEqual([
      [1, 9, 1],
      [1, 23, 1],
      [2, 9, 1],
    ]);
    expect(values(answer)).toMatchObject({ taking: 0.75, dosing: 0.5 });
    expect(answer.also["clocks"]).toMatchObject([{ source: "Europe/Berlin", intakes: 3 }]);
  });

  test("the hour follows the change of the clocks, and a bare date has none", async () => {
    const zone = { zone: "Europe/Berlin" };
    const { cells, all } = await asked([
      order("1", "2025-03-28T06:00:00Z", zone),
      took("2025-03-29T07:00:00Z", zone),
      took("2025-03-30T06:00:00Z", zone),
      took("2025-03-31", zone),
      left("2025-03-31T10:00:00Z"),
    ]);
    expect(cells.map(({ weekday, hour }) => [weekday, hour])).toEqual([
      [1, null],
      [6, 8],
      [7, 8],
    ]);
    expect(all).toMatchObject({ taken: 3, timed: 1, in_time: 1 });
  });

  test("more than was due is taken once, and the rest counted as extra", async () => {
    const answer = await asked([order("1", june(2, "06:00:00")), ...once([2, 3, 3, 4]), left(june(4, "20:00:00"))]);
    expect(answer.all).toMatchObject({ due: 3, taken: 3, extra: 1 });
    expect(values(answer)).toMatchObject({ taking: 1, dosing: 2 / 3 });
  });

  test("a skip and an intake of the same dose are kept both, with who said so", async () => {
    const answer = await asked([
      order("1", june(2, "06:00:00")),
      ...once([2, 3]),
      skipped(june(3, "09:00:00"), { source: "nurse" }),
      skipped(june(4, "09:00:00")),
      left(june(4, "20:00:00")),
    ]);
    expect(answer.all).toMatchObject({ due: 3, taken: 2, missed: 2, contradicted: 1 });
    expect(answer.also["reports"]).toMatchObject([
      { source: "app", intakes: 2, missed: 1 },
      { source: "nurse", intakes: 0, missed: 1 },
    ]);
  });

  test("a change in the middle of a day ends the old schedule at that moment", async () => {
    const answer = await asked([
      order("1", june(2, "06:00:00")),
      ...once([2, 3, 4]),
      ["TreatmentChanged", june(4, "12:00:00"), { doses_per_day: "2" }],
      took(june(4, "20:00:00")),
      took(june(5, "08:00:00")),
      took(june(5, "23:00:00")),
      ["TreatmentStopped", june(6, "12:00:00")],
      took(june(6, "20:00:00")),
      left(june(7, "20:00:00")),
    ]);
    expect(answer.all).toMatchObject({ due: 6, taken: 6, extra: 0, outside: 1, timed: 4, in_time: 4 });
    expect((answer.also["timing"] ?? []).map(({ from, doses }) => [from, doses])).toEqual([
      [0, 3],
      [0.2, 1],
    ]);
  });

  test("as-needed medication has no denominator, and why nobody is counted is said", async () => {
    const answer = await asked([
      order(null, june(2, "06:00:00")),
      ...once([2, 3]),
      ["SymptomReported", june(3, "09:00:00"), { subject: "P1" }],
      order("1", june(9, "06:00:00"), { subject: "P2" }),
      ["PatientWithdrawn", june(9, "05:00:00"), { subject: "P2", item: null }],
      ["PatientEnrolled", june(8, "05:00:00"), { subject: "P2", item: null }],
      ["PatientWithdrawn", june(8, "09:00:00"), { subject: "P2", item: null }],
    ]);
    expect(answer.cells).toEqual([]);
    expect(answer.all).toMatchObject({ patients: 0, outside: 2, due: null });
    expect(new Set((answer.also["excluded"] ?? []).map(({ why }) => why))).toEqual(
      new Set(["as needed only", "no prescription", "nothing due while observed"]),
    );
  });

  test("a quarter of the interval late or early is in time, a second more is not", async () => {
    const at = (time: string) => asked([order("2", june(2, "00:30:00")), took(june(2, "01:00:00")), took(time)]);
    for (const [time, inTime] of [
      [june(2, "16:00:00"), 1],
      [june(2, "16:00:01"), 0],
      [june(2, "10:00:00"), 1],
      [june(2, "09:59:59"), 0],
    ] as const)
      expect((await at(time)).all, time).toMatchObject({ timed: 1, in_time: inTime });
    expect((await asked([order("2", june(2, "00:30:00")), took(june(2, "01:00:00"))])).all).toMatchObject({
      timed: 0,
      in_time: 0,
    });
  });

  test("runs are of due days without any dose, also across a pause between orders", async () => {
    const { also } = await asked([
      order("1", june(2, "06:00:00"), { until: "2025-06-06" }),
      ...once([3]),
      order("1", june(20, "06:00:00"), { until: "2025-06-23" }),
      ...once([21]),
      left(june(24, "20:00:00")),
    ]);
    expect((also["runs"] ?? []).map(({ length, runs }) => [length, runs])).toEqual([
      [1, 1],
      [2, 1],
      [4, 1],
    ]);
  });

  test("a weekly dose a day early or late is that dose", async () => {
    const answer = await asked([
      order("0.142857142857", june(2, "06:00:00")),
      ...once([2, 8, 17]),
      left(june(24, "09:00:00")),
    ]);
    expect(answer.all).toMatchObject({ due: 4, taken: 3, extra: 0, timed: 2, in_time: 1 });
    expect(values(answer)).toMatchObject({ taking: 0.75, dosing: 0.75 });
  });

  test("sources are held against each other and against dispensings, day by day", async () => {
    const { also } = await asked([
      order("1", june(2, "06:00:00")),
      ["MedicineDispensed", june(2, "06:30:00"), { days_supply: "3" }],
      ...once([2, 3, 5]),
      took(june(3, "08:01:00"), { source: "cap" }),
      took(june(4, "08:01:00"), { source: "cap" }),
      left(june(6, "20:00:00")),
    ]);
    expect(
      (also["sources"] ?? []).map(({ source, against, together, only, other, neither }) =>
        [source, against, together, only, other, neither].join(" "),
      ),
    ).toEqual(["app cap 1 2 1 1", "app dispensing 2 1 1 1", "cap dispensing 2 0 1 2"]);
  });

  test("behind a cell are its patients, and of each the events of that hour", async () => {
    const { study, question, cells } = await asked([
      order("1", june(2, "06:00:00")),
      ...once([2, 9, 10]),
      skipped(june(16, "08:30:00")),
      ...once([2], "09:10:00").map(([type, at, more]): Given => [type, at, { ...more, subject: "P1" }]),
    ]);
    expect(cells.map(({ weekday, hour, intakes, missed }) => [weekday, hour, intakes, missed])).toEqual([
      [1, 8, 2, 1],
      [2, 8, 1, 0],
    ]);
    const [cell] = cells;
    if (!cell) throw new Error("no cell");
    const { total, patients } = await behind(study, insight, question, cell);
    expect([total, patients[0]?.row]).toMatchObject([1, { intakes: 2, missed: 1 }]);
    const events = await eventsBehind(study, insight, question, cell, patients[0]?.subject ?? -1);
    expect(events.map(({ occurredAt }) => occurredAt?.slice(8, 16))).toEqual(["02T08:00", "09T08:00", "16T08:30"]);
  });
});
