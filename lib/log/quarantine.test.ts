import { Float64, vectorFromArray } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../engine/engine";
import { arrowFile, textColumns, type TextRow } from "../testing/files";
import { quarantine, wholeRow } from "./catalogue";
import { emptied, engines, loaded } from "./testing";

const fine: TextRow = {
  event_id: "1",
  type: "Seen",
  subject: "A",
  occurred_at: "2025-03-01T10:00:00Z",
  recorded_at: "2025-03-01T10:00:00Z",
  until: "2025-04-01",
};

/** What is wrong with a row, by the reason that it is quarantined with. */
const wrong: readonly (readonly [string, TextRow])[] = [
  ["no patient", { subject: null }],
  ["no patient", { subject: "  " }],
  ["no event type", { type: null }],
  ["no time", { occurred_at: null }],
  ["no time", { occurred_at: "" }],
  ["time not understood", { occurred_at: "yesterday" }],
  ["time not understood", { occurred_at: "2025-02-30" }],
  ["time not understood", { occurred_at: "2025-02-01T25:00:00Z" }],
  ["time out of range (1800 to 2300)", { occurred_at: "1799-12-31T23:59:59Z" }],
  ["time out of range (1800 to 2300)", { occurred_at: "2300-01-01" }],
  ["recorded time not understood", { recorded_at: "soon" }],
  ["recorded time out of range (1800 to 2300)", { recorded_at: "9999-12-31T00:00:00Z" }],
  ["end time not understood", { until: "later" }],
  ["dose is not a number", { dose: "two" }],
  ["dose is not a number", { dose: "NaN" }],
  ["dose is not a number", { dose: "inf" }],
  ["dose out of range", { dose: "-1" }],
  ["doses per day out of range", { doses_per_day: "1001" }],
  ["days supplied out of range", { days_supply: "-30" }],
  ["days supplied out of range", { days_supply: "36501" }],
  ["days supplied is not a number", { days_supply: "a month" }],
  ["value is not a number", { value: "high" }],
  ["text longer than 1,000 characters", { subject: "x".repeat(1001) }],
  ["text longer than 1,000 characters", { type: "x".repeat(1001) }],
];

describe.each(Object.entries(engines))("quarantine on %s", (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  }, 60_000);
  afterAll(() => engine.close());

  test("holds every row that cannot be admitted, with its reason", async () => {
    const rows = wrong.flatMap(([, fault], i) => [
      { ...fine, event_id: `good ${i}` },
      { ...fine, event_id: `bad ${i}`, ...fault },
    ]);
    const study = await loaded(await emptied(engine), [arrowFile("mixed.arrow", textColumns(rows))]);
    const { rows: listed, reasons } = await quarantine(study, 1000);
    expect(listed.map(({ row, reason }) => [row, reason])).toEqual(wrong.map(([reason], i) => [2 * i + 1, reason]));
    expect(study.segments[0]?.counts).toMatchObject({
      rows: rows.length,
      fresh: wrong.length,
      quarantined: wrong.length,
    });
    const counted = new Map(reasons.map(({ reason, rows: n }) => [reason, n]));
    for (const [reason] of wrong)
      expect(counted.get(reason), reason).toBe(wrong.filter(([other]) => other === reason).length);
    expect([...counted.values()].reduce((a, b) => a + b)).toBe(wrong.length);
    expect(await wholeRow(study, 0, 11)).toMatchObject({ event_id: "bad 5", occurred_at: "yesterday" });
  });

  test("holds numbers that are none, and admits those at the limits", async () => {
    const days = [0, 36_500, NaN, Infinity, -1, 36_500.5];
    const columns = {
      ...textColumns(days.map((_, i) => ({ ...fine, event_id: String(i) }))),
      days_supply: vectorFromArray(days, new Float64()),
    };
    const study = await loaded(await emptied(engine), [arrowFile("numbers.arrow", columns)]);
    expect((await quarantine(study, 10)).rows.map(({ row, reason }) => [row, reason])).toEqual([
      [2, "days supplied is not a number"],
      [3, "days supplied is not a number"],
      [4, "days supplied out of range"],
      [5, "days supplied out of range"],
    ]);
  });

  test("holds what cannot be, not what is merely odd", async () => {
    const odd: TextRow[] = [
      { ...fine, event_id: "a", occurred_at: "1800-01-01" },
      { ...fine, event_id: "b", occurred_at: "2299-12-31T23:59:59Z", recorded_at: "2025-01-01T00:00:00Z" },
      { ...fine, event_id: "c", subject: "x".repeat(1000), type: "y".repeat(1000) },
      { ...fine, event_id: "d", recorded_at: null, value: "-0.5", dose: "0" },
    ];
    const study = await loaded(await emptied(engine), [arrowFile("odd.arrow", textColumns(odd))]);
    expect(study.segments[0]?.counts).toMatchObject({ fresh: 4, quarantined: 0 });
    expect(study.recordedAssumed).toBe(1);
  });
});
