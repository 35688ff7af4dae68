import type { Look } from "./look";
import { given } from "./look";
import type { Mapping, Ref, Role } from "./mapping";

/** Rivergraph's own event types and what they mean. */
const ownRoles = {
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
  PatientErased: "erasure",
} as const satisfies Record<string, Role>;

const version = /[./:]v\d+$/i;
const lastPart = /^(.*[./:#])?([^./:#]+)$/;

/** Roles of the own types, also under the names that the sample's types give them: `com.example.MedicineTaken.v1`. */
export function rolesFor(look: Look, type: Ref): Mapping["roles"] {
  const roles = new Map<string, Role>(Object.entries(ownRoles));
  const column = "from" in type ? type.from[0] : undefined;
  const known = new Set<string>(Object.keys(ownRoles));
  for (const value of column === undefined ? [] : given(look, column)) {
    const text = typeof value === "string" ? value : "";
    const tail = version.exec(text)?.[0] ?? "";
    const [, head = "", name = ""] = lastPart.exec(text.slice(0, text.length - tail.length)) ?? [];
    if (known.has(name)) for (const [own, role] of Object.entries(ownRoles)) roles.set(`${head}${own}${tail}`, role);
  }
  return Object.fromEntries(roles);
}

/** Names under which exports carry the envelope and what roles need, the usual ones first. */
export const attributeNames = {
  item: ["item", "medication", "medicine", "drug", "drug_name", "category", "product"],
  unit: ["unit", "dose_unit"],
  reason: ["reason"],
  dose: ["dose", "daily_dose", "perday", "amount"],
  perDay: ["doses_per_day"],
  daysSupply: ["days_supply", "days_supplied", "duration"],
  value: ["value", "score", "result"],
} as const;

/** What a payload in Rivergraph's own names may hold beside type, patient and time. */
export const payloadNames = [
  "recorded_at",
  "recorded_by",
  "source",
  "zone",
  "corrects",
  "item",
  "unit",
  "reason",
  "dose",
  "doses_per_day",
  "days_supply",
  "value",
  "until",
  "sex",
  "birth_date",
  "arm",
  "prior_treatment",
] as const;

export const traitNames = {
  sex: ["sex", "gender"],
  birth_date: ["birth_date", "date_of_birth", "dob"],
  arm: ["arm", "treatment_arm"],
  prior_treatment: ["prior_treatment"],
  race: ["race"],
  ethnicity: ["ethnicity"],
} as const;
