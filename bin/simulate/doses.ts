import type { Course } from "./course";
import { parameters } from "./parameters";
import type { Patient } from "./patient";
import { pick, type Random } from "./random";
import { record, type Recorder } from "./record";
import { type ArmTally, dosesOf, monthOf } from "./tally";
import type { Reason } from "./vocabulary";

const hour = 3600;
const { arms, monthDays, skipRecordedShareOfMissed } = parameters;

const whySkipped: { value: Reason; weight: number }[] = [
  { value: "forgot", weight: 0.45 },
  { value: "felt unwell", weight: 0.3 },
  { value: "away from home", weight: 0.15 },
  { value: "ran out", weight: 0.1 },
];

/** Orders, changes and the stop of a course, in the clinic's morning, before the day's first dose. */
export function orders(to: Recorder, random: Random, patient: Patient, course: Course): void {
  const { calendar } = to;
  const morning = (day: number) => calendar.at(patient.zone, day, random.between(9.6 * hour, 11 * hour));
  for (const phase of course.phases) {
    record(to, random, patient.index, {
      type: phase.order === "prescribed" ? "TreatmentPrescribed" : "TreatmentChanged",
      occurred: morning(phase.from),
      source: "clinic-ehr",
      by: patient.doctor,
      item: course.item,
      dose: phase.dose,
      perDay: phase.perDay,
      ...(phase.planned === null ? {} : { until: calendar.midnight(patient.zone, phase.planned) }),
      ...(phase.order === "changed" ? { reason: "toxicity" as const } : {}),
    });
  }
  if (course.stopped === null) return;
  record(to, random, patient.index, {
    type: "TreatmentStopped",
    occurred: morning(course.to),
    source: "clinic-ehr",
    by: patient.doctor,
    item: course.item,
    reason: course.stopped,
  });
}

/** Every due dose of a course, taken or missed. All fall between 11:00 and 23:59 local time. */
export function doses(to: Recorder, random: Random, patient: Patient, course: Course, tally: ArmTally): void {
  const { calendar } = to;
  const { declinePerMonth } = arms[patient.arm].taking;
  const total = dosesOf(tally, course.item);
  const once = [random.between(12 * hour, 22.5 * hour)];
  const twice = [11.8 * hour, 21.5 * hour];
  for (const phase of course.phases) {
    for (let day = phase.from; day < phase.to; day++) {
      const month = Math.floor((day - patient.enrolled) / monthDays);
      const probability = patient.taking * (1 - declinePerMonth) ** month;
      const counts = course.item === patient.arm ? [total, monthOf(tally, month)] : [total];
      for (const habit of phase.perDay === 2 ? twice : once) {
        for (const count of counts) count.due++;
        const occurred = calendar.at(patient.zone, day, habit + (random.unit() + random.unit() - 1) * 0.6 * hour);
        const common = { occurred, source: "patient-app", by: patient.self, item: course.item } as const;
        if (random.chance(probability)) {
          const known = record(to, random, patient.index, { ...common, type: "MedicineTaken", dose: phase.dose });
          for (const count of counts) {
            count.taken++;
            if (known) count.takenRecorded++;
          }
        } else if (random.chance(skipRecordedShareOfMissed)) {
          const known = record(to, random, patient.index, { ...common, type: "MedicineSkipped", reason: pick(random, whySkipped) });
          if (known) for (const count of counts) count.skippedRecorded++;
        }
      }
    }
  }
}
