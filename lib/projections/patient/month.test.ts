import { openAsBlob } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "../../engine/decode";
import { knownAt } from "../../log/known";
import { momentOf } from "../../log/moment";
import { inRoles } from "../../log/roles";
import type { Study } from "../../log/study";
import { emptied, engines, loaded } from "../../log/testing";
import { sql } from "../../sql";
import { intakes, schedules } from "../doses";
import { dueDoses } from "../due";
import { observed } from "../observed";
import { dosesByDay } from "./due";
import { asKnownAt, type PatientEvent, patientEvents } from "./events";
import { daysOfMonth, monthOf } from "./month";
import { eventOf } from "./testing";

let demo: Study | undefined;
const patients = 60;
beforeAll(async () => {
  const blob = await openAsBlob(join(import.meta.dirname, "../../../public/demo/events.parquet"));
  demo = await loaded(await emptied(await engines.node()), [{ name: "demo.parquet", blob }]);
}, 120_000);
afterAll(() => demo?.engine.close());

/** An event of 2025 that holds. */
const event = (day: string, role: PatientEvent["role"], more: Partial<PatientEvent> = {}): PatientEvent =>
  eventOf({
    id: `${day} ${role}`,
    type: role,
    role,
    item: "tamoxifen",
    day: `2025-${day}`,
    occurredAt: `2025-${day}T08:00:00.000000Z`,
    recordedAt: `2025-${day}T08:00:00.000000Z`,
    ...more,
  });

test("a day is as its doses were: all taken, partly, skipped, without a record, or none due", () => {
  const events = [
    event("03-02", "enrolment"),
    event("03-03", "order", { perDay: 2 }),
    event("03-03", "intake"),
    event("03-03", "intake"),
    event("03-03", "intake"),
    event("03-04", "intake"),
    event("03-04", "missed"),
    event("03-05", "missed"),
    event("03-07", "stop"),
    event("03-08", "order", { item: "as needed", perDay: null }),
    event("03-08", "intake", { item: "as needed" }),
  ];
  const month = monthOf(events, "2025-03-15", "2025-03-20");
  expect(month.days.slice(1, 8).map(({ state }) => state)).toEqual([
    null,
    "all",
    "partly",
    "skipped",
    "unrecorded",
    null,
    null,
  ]);
  const { due, taken, skipped, unrecorded } = month;
  expect([due, taken, skipped, unrecorded]).toEqual([8, 3, 2, 3]);
  expect(month.days[2]).toMatchObject({ due: 2, taken: 2, extra: 1, events: 4 });
});

test("a weekly dose is due once a week and taken up to half-way to the next", () => {
  const events = [event("03-03", "order", { perDay: 1 / 7 }), event("03-05", "intake"), event("03-21", "intake")];
  const doses = dosesByDay(events, "2025-03-30");
  expect([...doses]).toEqual([
    ["2025-03-03", { due: 1, taken: 1, extra: 0 }],
    ["2025-03-10", { due: 1, taken: 0, extra: 0 }],
    ["2025-03-17", { due: 1, taken: 0, extra: 0 }],
    ["2025-03-24", { due: 1, taken: 1, extra: 0 }],
  ]);
});

test("what else a day holds is counted by kind", () => {
  const events = [
    event("03-03", "measure"),
    event("03-03", "measure"),
    event("03-03", "task-due"),
    event("03-03", "task-done"),
    event("03-04", null, { type: "AppointmentAttended" }),
    event("03-04", null, { type: "WearableSynced" }),
    event("03-04", "supply"),
    event("03-04", "trait"),
  ];
  const { days, of } = monthOf(events, "2025-03-31", "2025-12-31");
  expect(days[2]?.of).toEqual({ visit: 0, score: 2, "task due": 1, "task done": 1, other: 0 });
  expect(of).toEqual({ visit: 1, score: 2, "task due": 1, "task done": 1, other: 2 });
});

test("months have their days, in leap years too", () => {
  expect(["2024-02-10", "2025-02-28", "2025-12-31"].map((day) => daysOfMonth(day).length)).toEqual([29, 28, 31]);
});

test.each([["2025-09-30"], [null]])(
  "of patients of the demo, as known at %s, every day is as the database's own schedules say, and months add up to it",
  async (given) => {
    if (!demo) throw new Error("not loaded");
    const { engine, now, zone, roles, dataEnd: end } = demo;
    const moment = momentOf(given ?? now, zone) ?? "";
    const dataEnd = given ?? end;
    const from = { events: knownAt(moment), inRoles: inRoles(roles) };
    const all = sql`TRUE`;
    const found = decode(
      await engine.query(sql`
        WITH plan AS MATERIALIZED (${schedules(from, all, dataEnd)}), said AS MATERIALIZED (${intakes(sql`plan`, from, all)})
        SELECT subject, day, sum(d.due)::BIGINT AS due, sum(least(coalesce(intakes, 0), d.due))::BIGINT AS taken
        FROM (${dueDoses(sql`plan`, sql`(${observed(from, dataEnd)})`)}) d LEFT JOIN said s USING (subject, item, starts, slot)
        WHERE subject < ${patients} GROUP BY ALL ORDER BY ALL`),
      { subject: "integer", day: "date", due: "integer", taken: "integer" },
    );
    const keys = Array.from({ length: patients }, (_, i) => i);
    const versions = await patientEvents(demo, keys);
    const ours = [...versions]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([subject, every]) =>
        [...dosesByDay(asKnownAt(every, moment), dataEnd)]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, { due, taken }]) => ({ subject, day, due, taken })),
      );
    expect(ours.length).toBeGreaterThan(5000);
    expect(ours).toEqual(found);
    const [one] = versions.keys();
    const known = asKnownAt(versions.get(one ?? -1) ?? [], moment);
    const months = new Set(found.flatMap(({ subject, day }) => (subject === one && day ? day.slice(0, 7) : [])));
    const totals = [...months].map((month) => monthOf(known, `${month}-01`, dataEnd));
    const sum = (of: (month: (typeof totals)[number]) => number) => totals.reduce((n, month) => n + of(month), 0);
    const theirs = found.filter(({ subject }) => subject === one);
    expect(sum(({ due }) => due)).toBe(theirs.reduce((n, { due }) => n + (due ?? 0), 0));
    expect(sum(({ taken }) => taken)).toBe(theirs.reduce((n, { taken }) => n + (taken ?? 0), 0));
  },
);
