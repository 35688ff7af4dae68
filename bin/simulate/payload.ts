import type { Patient } from "./patient";
import type { Rows } from "./rows";
import { items, reasons, type Type, types } from "./vocabulary";

type Attributes = Record<string, string | number | number[] | null>;

const iso = (seconds: number) => (seconds ? new Date(seconds * 1000).toISOString().slice(0, 19) + "Z" : null);

/** Digits of `bits` to a base, for details that no column holds. */
const digits = (bits: number, count: number, base: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(bits / base ** i) % base);

const bare = new Set<Type>(["MedicineTaken", "MedicineSkipped"]);

/** All attributes of an event as JSON; null for the daily intakes, whose columns say everything. */
export function payload(rows: Rows, row: number, patient: Patient | undefined): string | null {
  const type = types[rows.type[row] ?? 0] ?? "PatientEnrolled";
  if (bare.has(type)) return null;
  const attributes = attributesOf(type, rows, row, patient);
  return JSON.stringify(attributes, (_, value: unknown) =>
    value === null || value === "" || Number.isNaN(value) ? undefined : value,
  );
}

function attributesOf(type: Type, rows: Rows, row: number, patient: Patient | undefined): Attributes {
  const item = items[rows.item[row] ?? 0] ?? "";
  const extra = rows.extra[row] ?? 0;
  const reason = reasons[rows.reason[row] ?? 0] ?? "";
  const until = iso(rows.until[row] ?? 0);
  const value = rows.value[row] ?? NaN;
  const amount = rows.dose[row] ?? NaN;
  const dose = { item, dose: amount, unit: Number.isNaN(amount) ? "" : "mg" };
  switch (type) {
    case "PatientEnrolled":
      return patient
        ? {
            sex: patient.sex,
            birth_date: patient.birthDate,
            arm: patient.arm,
            prior_treatment: patient.priorTreatment,
            site: (extra % 6) + 1,
          }
        : {};
    case "TreatmentPrescribed":
    case "TreatmentChanged":
      return { ...dose, doses_per_day: rows.perDay[row] ?? NaN, until, reason };
    case "MedicineDispensed":
      return { ...dose, days_supply: rows.daysSupply[row] ?? NaN, lot: `L${(extra % 900) + 100}` };
    case "SurveyCompleted":
      return { item, value, answers: digits(extra, item === "Wellbeing" ? 2 : 6, 5) };
    case "SymptomReported":
      return { item, value, days: (extra % 4) + 1 };
    case "WearableSynced":
      return { steps: 2000 + (extra % 9000), restingPulse: 55 + (extra % 29) };
    case "ConsentRenewed":
      return { version: (extra % 2) + 3 };
    default:
      return { item, until, reason };
  }
}
