import { contacts } from "./contacts";
import { courses } from "./course";
import { doses, orders } from "./doses";
import { type End, type Patient, patient as drawn } from "./patient";
import type { Random } from "./random";
import { record, type Recorder } from "./record";
import { draft } from "./rows";
import { supply } from "./supply";
import { increment, type Tally } from "./tally";
import { type Reason, staff } from "./vocabulary";
import { zones } from "./calendar";

const hour = 3600;
const registry = staff.indexOf("service:registry-sync");

const endings: Record<End, { source: "registry" | "clinic-ehr"; reasons: [Reason, Reason] }> = {
  PatientDied: { source: "registry", reasons: ["disease", "other cause"] },
  PatientWithdrawn: { source: "clinic-ehr", reasons: ["consent withdrawn", "adverse event"] },
  PatientLost: { source: "clinic-ehr", reasons: ["no contact", "moved away"] },
};

/** Lives through one patient's history from enrolment to end, records it and adds what is true of it to the tally. */
export function live(index: number, random: Random, to: Recorder, tally: Tally): Patient {
  const patient = drawn(index, random, to.calendar);
  const arm = tally[patient.arm];
  arm.patients++;
  increment(arm.patientsPerZone, zones[patient.zone] ?? "");
  const enrolment = draft(index, "PatientEnrolled", "clinic-ehr", patient.nurse);
  enrolment.occurred = to.calendar.at(patient.zone, patient.enrolled, random.between(8 * hour, 9.5 * hour));
  record(to, random, enrolment);
  for (const course of courses(patient, random)) {
    orders(to, random, patient, course);
    supply(to, random, patient, course, arm);
    doses(to, random, patient, course, arm);
    if (course.item === patient.arm && course.stopped) arm.stops++;
  }
  contacts(to, random, patient);
  if (patient.end) {
    increment(arm.ends, patient.end);
    const { source, reasons } = endings[patient.end];
    const by = source === "registry" ? registry : patient.doctor;
    const end = draft(index, patient.end, source, by, { reason: random.chance(0.8) ? reasons[0] : reasons[1] });
    end.occurred = to.calendar.at(patient.zone, patient.until, random.between(5 * hour, 11 * hour));
    record(to, random, end);
  }
  return patient;
}
