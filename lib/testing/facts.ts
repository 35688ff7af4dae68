import { Temporal } from "temporal-polyfill";
import { grouped } from "../group";

/** An event as its definition needs it: days count from 1970-01-01 in the patient's zone, `until` is the last day that it covers. */
export type Fact = {
  subject: string;
  type: string;
  role: string;
  day: number;
  at: number;
  item: string | null;
  daysSupply: number | null;
  perDay: number | null;
  value: number | null;
  until: number | null;
};

type Plain = string | number | bigint | boolean | null | object;
type Rows = readonly Readonly<Record<string, Plain>>[];

const own: Record<string, string> = {
  PatientEnrolled: "enrolment",
  TreatmentPrescribed: "order",
  TreatmentChanged: "order",
  TreatmentStopped: "stop",
  MedicineDispensed: "supply",
  MedicineTaken: "intake",
  MedicineSkipped: "missed",
  TaskAssigned: "task-due",
  TaskCompleted: "task-done",
  SurveyCompleted: "measure",
  SymptomReported: "measure",
  HospitalStayed: "stay",
  PatientWithdrawn: "end",
  PatientDied: "end",
  PatientLost: "end",
  EventRetracted: "retraction",
};

export const dayNumber = (iso: string): number => Date.parse(iso) / 86_400_000;
export const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const local = (moment: Temporal.Instant, zone: string) =>
  dayNumber(moment.toZonedDateTimeISO(zone).toPlainDate().toString());
const text = (value: Plain | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
const number = (value: Plain | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Of Rivergraph's own rows, the versions that hold now: of each id the latest content, unless a later row corrects or retracts it. */
export function factsOf(rows: Rows): Fact[] {
  const said = (row: Rows[number]) =>
    JSON.stringify(
      [
        "type",
        "subject",
        "occurred_at",
        "item",
        "dose",
        "doses_per_day",
        "days_supply",
        "value",
        "until",
        "reason",
        "payload",
      ].map((name) => text(row[name])),
    );
  const byId = grouped(rows, (row) => String(row["event_id"]));
  const replaced = new Set(rows.flatMap((row) => text(row["corrects"]) ?? []));
  return [...byId].flatMap(([id, versions]) => {
    if (replaced.has(id)) return [];
    const inOrder = versions.toSorted(
      (a, b) => Date.parse(String(a["recorded_at"])) - Date.parse(String(b["recorded_at"])),
    );
    const contents = inOrder.filter((row, i) => inOrder.findIndex((other) => said(other) === said(row)) === i);
    const row = contents.at(-1);
    if (!row || row["subject"] === null) return [];
    const zone = text(row["zone"]) ?? "UTC";
    const occurred = Temporal.Instant.from(String(row["occurred_at"]));
    const until = text(row["until"]);
    const type = String(row["type"]);
    return {
      subject: String(row["subject"]),
      type,
      role: own[type] ?? "",
      day: local(occurred, zone),
      at: occurred.epochMilliseconds,
      item: text(row["item"]),
      daysSupply: number(row["days_supply"]),
      perDay: number(row["doses_per_day"]),
      value: number(row["value"]),
      until: until === null ? null : local(Temporal.Instant.from(until).subtract({ milliseconds: 1 }), zone),
    };
  });
}

/** The first value of a trait that was true by a patient's first event, else the first stated. */
export function traitOf(rows: Rows, name: string): Map<string, string> {
  const traits = new Map<string, string>();
  for (const row of rows) {
    const value = text(row[name]);
    if (value !== null) traits.set(String(row["subject"]), value);
  }
  return traits;
}
