import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../engine/engine";
import { emptied, engines, loaded } from "../../log/testing";
import { arrowFile, textColumns, type TextRow } from "../../testing/files";
import { sql } from "../../sql";
import { behind } from "../behind";
import { insightNamed } from "../testing";

/** A fill, or a stay from admission to discharge. */
const fill = (patient: string, item: string, day: string, days: number): TextRow => ({
  type: "MedicineDispensed",
  subject: patient,
  occurred_at: `${day}T10:00:00Z`,
  item,
  days_supply: String(days),
});
const stay = (patient: string, from: string, until: string): TextRow => ({
  type: "HospitalStayed",
  subject: patient,
  occurred_at: `${from}T10:00:00Z`,
  until: `${until}T10:00:00Z`,
});

/** Worked cases of the Pharmacy Quality Alliance's rules; the period is the year 2025, its last day the 31st of December. */
const cases: Readonly<Record<string, readonly TextRow[]>> = {
  "early refill of the same drug": [fill("", "statin", "2025-01-01", 30), fill("", "statin", "2025-01-21", 30)],
  "two drugs of one class": [fill("", "statin", "2025-01-01", 30), fill("", "other statin", "2025-01-21", 30)],
  "supply over the period's end": [fill("", "statin", "2025-07-01", 30), fill("", "statin", "2025-12-22", 90)],
  "an inpatient stay inside supply": [
    fill("", "statin", "2025-01-01", 30),
    fill("", "statin", "2025-02-15", 30),
    stay("", "2025-01-11", "2025-01-20"),
  ],
  "a fill during a stay": [
    fill("", "statin", "2025-01-01", 10),
    fill("", "statin", "2025-01-15", 30),
    stay("", "2025-01-11", "2025-01-20"),
    stay("", "2025-01-18", "2025-01-25"),
  ],
  "one fill": [fill("", "statin", "2025-01-01", 30)],
  "two fills on one day": [fill("", "statin", "2025-01-01", 30), fill("", "other statin", "2025-01-01", 30)],
  "first fill 90 days before the end": [fill("", "statin", "2025-10-03", 30), fill("", "statin", "2025-11-02", 30)],
  "first fill 91 days before the end": [fill("", "statin", "2025-10-02", 30), fill("", "statin", "2025-11-01", 30)],
};

const expected: Readonly<Record<string, number | null>> = {
  "early refill of the same drug": 60 / 365,
  "two drugs of one class": 50 / 365,
  "supply over the period's end": 40 / 184,
  "an inpatient stay inside supply": 60 / 355,
  "a fill during a stay": 40 / 350,
  "one fill": null,
  "two fills on one day": null,
  "first fill 90 days before the end": null,
  "first fill 91 days before the end": 60 / 91,
};

const rows = Object.entries(cases).flatMap(([name, all]) => all.map((row) => ({ ...row, subject: name })));

describe.each(Object.entries(engines))("proportion of days covered, on %s", (_, start) => {
  let engine: Engine;
  const values = new Map<string, number | null>();
  beforeAll(async () => {
    engine = await start();
    const file = arrowFile("fills.arrow", textColumns(rows.map((row, i) => ({ event_id: `e${i}`, ...row }))));
    const study = await loaded(await emptied(engine), [file]);
    const insight = insightNamed("adherence-distribution");
    const followUp = { from: "date", date: "2025-01-01", duration: 365 };
    const question = { params: { measure: "PDC", followUp }, knownAt: null };
    const { patients } = await behind(study, { ...insight, members: () => sql`TRUE` }, question, {});
    for (const { id, row } of patients) values.set(id, typeof row["value"] === "number" ? row["value"] : null);
  }, 60_000);
  afterAll(() => engine.close());

  test.each(Object.keys(cases))("%s", (name) => {
    const [value, wanted] = [values.get(name), expected[name]];
    if (wanted == null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(wanted, 12);
  });
});
