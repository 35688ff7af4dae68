import { Temporal } from "temporal-polyfill";
import { coded, type Column, integers, longs, texts } from "./arrays";
import { type Calendar, zones } from "./calendar";
import { common } from "./files";
import type { Patient } from "./patient";
import { partitionOf, type Placed } from "./place";
import type { Random } from "./random";
import { append, blank, copy, kinds, type RowStore } from "./rows";
import { itemCode, sourceCode, staff, typeCode } from "./vocabulary";

const day = 86_400;
const overlapDays = 28;
const withoutSubject = 5;

/** How the later export differs from the study's file. */
export const changes = {
  added: ["device", "app_version"],
  dropped: ["birth_date", "prior_treatment"],
  retyped: {
    event_id: "text",
    corrects: "text",
    dose: "text",
    days_supply: "int32",
    recorded_at: "text, ISO 8601 with the offset of the patient's zone",
    partition: "int64",
  },
  reordered: true,
};

/** Additional patients of the later export, and patients of the study whose last weeks it repeats. */
export const handful = (patients: number) => Math.min(40, Math.max(2, Math.round(patients * 0.02)));

/** Copies the last weeks of a few patients still under observation, with the ids and offsets that they had. */
export function overlap(
  from: Placed,
  people: readonly Patient[],
  calendar: Calendar,
  to: RowStore,
): Pick<Placed, "id" | "offset" | "corrects"> {
  const going = people.filter(({ until }) => until === calendar.days).slice(0, handful(people.length));
  const chosen = new Set(going.map(({ index }) => index));
  const since = calendar.exportedAt - overlapDays * day;
  const rows = from.order.filter(
    (row) => (from.rows.recorded[row] ?? 0) > since && chosen.has(from.rows.patient[row] ?? -1),
  );
  for (const row of rows) copy(from.rows, row, to);
  const taken = (values: Uint32Array) => rows.map((row) => values[row] ?? 0);
  return { id: taken(from.id), offset: taken(from.offset), corrects: taken(from.corrects) };
}

/** Adds events of nobody, which no reader can admit. */
export function orphans(calendar: Calendar, random: Random, to: RowStore): void {
  for (let i = 0; i < withoutSubject; i++) {
    const occurred = calendar.exportedAt - random.whole(day, overlapDays * day);
    const event = {
      ...blank,
      type: typeCode("SymptomReported"),
      occurred,
      recorded: occurred + random.whole(10, 600),
      source: sourceCode("patient-app"),
      by: staff.indexOf("service:care-plan"),
      item: itemCode("fatigue"),
      value: random.whole(0, 10),
      extra: random.bits(),
    };
    append(to, event, kinds.plain, -1);
  }
}

const devices = ["iPhone", "Android", "web"];
const versions = ["5.0.1", "5.1.0", "5.1.2"];

/** The later export's columns. */
export function laterColumns(placed: Placed, people: readonly Patient[]): Column[] {
  const { rows, id, corrects } = placed;
  const shared = common(placed, people);
  const app = sourceCode("patient-app");
  const byApp = (row: number, code: number) => (rows.source[row] === app ? code : -1);
  const recorded = (row: number) =>
    Temporal.Instant.fromEpochMilliseconds((rows.recorded[row] ?? 0) * 1000)
      .toZonedDateTimeISO(zones[people[rows.patient[row] ?? -1]?.zone ?? 0] ?? "UTC")
      .toString({ smallestUnit: "second", timeZoneName: "never" });
  const dose = (row: number) => (Number.isNaN(rows.dose[row]) ? null : String(rows.dose[row]));
  return [
    shared.subject,
    shared.type,
    texts("event_id", (row) => String(id[row])),
    texts("recorded_at", recorded),
    shared.occurred_at,
    coded("device", devices, (row) => byApp(row, Math.max(0, rows.patient[row] ?? 0) % devices.length)),
    coded("app_version", versions, (row) => byApp(row, (rows.extra[row] ?? 0) % versions.length)),
    shared.item,
    texts("dose", dose),
    shared.unit,
    integers("days_supply", true, (row) => rows.daysSupply[row] ?? NaN),
    shared.doses_per_day,
    shared.value,
    shared.until,
    shared.reason,
    shared.arm,
    shared.sex,
    shared.zone,
    shared.source,
    shared.recorded_by,
    shared.topic,
    longs("partition", false, (row) => partitionOf(rows, row)),
    shared.offset,
    texts("corrects", (row) => (corrects[row] ? String(corrects[row]) : null)),
    shared.payload,
  ];
}
