import { zones } from "./calendar";
import { categories, coded, type Column, dates, doubles, integers, longs, moments, texts } from "./arrays";
import type { Patient } from "./patient";
import { payload } from "./payload";
import { partitionOf, type Placed } from "./place";
import { items, reasons, sources, staff, subjectOf, typeCode, types } from "./vocabulary";

const distinct = (texts: readonly string[]) => [...new Set(texts)];
const days = (iso: string) => Date.parse(iso) / 86_400_000;

type Common = Record<
  | "type"
  | "subject"
  | "occurred_at"
  | "zone"
  | "recorded_by"
  | "source"
  | "topic"
  | "offset"
  | "corrects"
  | "item"
  | "unit"
  | "doses_per_day"
  | "until"
  | "value"
  | "reason"
  | "sex"
  | "arm"
  | "payload",
  Column
>;

/** Columns that both files have alike. `people` by patient number. */
export function common(placed: Placed, people: readonly Patient[]): Common {
  const { rows, offset, corrects } = placed;
  const person = (row: number) => people[rows.patient[row] ?? -1];
  const enrolment = typeCode("PatientEnrolled");
  const trait = (row: number) => (rows.type[row] === enrolment ? person(row) : undefined);
  const traitText = (name: string, read: (patient: Patient) => string) => {
    const all = distinct(people.map(read));
    return coded(name, all, (row) => {
      const patient = trait(row);
      return patient ? all.indexOf(read(patient)) : -1;
    });
  };
  const optional = (name: string, all: readonly string[], code: Uint8Array) =>
    coded(name, all, (row) => code[row] || 0 || -1);
  return {
    type: categories("type", types, (row) => rows.type[row] ?? 0),
    subject: coded(
      "subject",
      people.map(({ index }) => subjectOf(index)),
      (row) => rows.patient[row] ?? -1,
    ),
    occurred_at: moments("occurred_at", false, (row) => rows.occurred[row] ?? 0),
    zone: coded("zone", zones, (row) => person(row)?.zone ?? -1),
    recorded_by: coded(
      "recorded_by",
      [...staff, ...people.map(({ index }) => `person:${subjectOf(index)}`)],
      (row) => rows.by[row] ?? -1,
    ),
    source: coded(
      "source",
      sources.map(({ name }) => name),
      (row) => rows.source[row] ?? -1,
    ),
    topic: coded(
      "topic",
      sources.map(({ topic }) => topic),
      (row) => rows.source[row] ?? -1,
    ),
    offset: longs("offset", false, (row) => offset[row] ?? 0),
    corrects: longs("corrects", true, (row) => corrects[row] ?? 0),
    item: optional("item", items, rows.item),
    unit: coded("unit", ["mg"], (row) => (Number.isNaN(rows.dose[row]) ? -1 : 0)),
    doses_per_day: doubles("doses_per_day", (row) => rows.perDay[row] ?? NaN),
    until: moments("until", true, (row) => rows.until[row] ?? 0),
    value: doubles("value", (row) => rows.value[row] ?? NaN),
    reason: optional("reason", reasons, rows.reason),
    sex: traitText("sex", ({ sex }) => sex),
    arm: traitText("arm", ({ arm }) => arm),
    payload: texts("payload", (row) => payload(rows, row, person(row))),
  };
}

/** The study's own file. */
export function studyColumns(placed: Placed, people: readonly Patient[]): Column[] {
  const { rows, id } = placed;
  const shared = common(placed, people);
  const enrolment = typeCode("PatientEnrolled");
  const prior = distinct(people.map(({ priorTreatment }) => priorTreatment));
  const trait = (row: number) => (rows.type[row] === enrolment ? people[rows.patient[row] ?? -1] : undefined);
  return [
    longs("event_id", false, (row) => id[row] ?? 0),
    shared.type,
    shared.subject,
    shared.occurred_at,
    moments("recorded_at", false, (row) => rows.recorded[row] ?? 0),
    shared.zone,
    shared.recorded_by,
    shared.source,
    shared.topic,
    integers("partition", false, (row) => partitionOf(rows, row)),
    shared.offset,
    shared.corrects,
    shared.item,
    doubles("dose", (row) => rows.dose[row] ?? NaN),
    shared.unit,
    shared.doses_per_day,
    doubles("days_supply", (row) => rows.daysSupply[row] ?? NaN),
    shared.until,
    shared.value,
    shared.reason,
    shared.sex,
    dates("birth_date", (row) => days(trait(row)?.birthDate ?? "")),
    shared.arm,
    coded("prior_treatment", prior, (row) => prior.indexOf(trait(row)?.priorTreatment ?? "")),
    shared.payload,
  ];
}
