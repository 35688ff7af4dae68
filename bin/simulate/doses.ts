import type { Course } from "./course";
import { parameters } from "./parameters";
import type { Patient } from "./patient";
import { pick, type Random } from "./random";
import { record, type Recorder } from "./record";
import { type ArmTally, dosesOf, periodsOf } from "./tally";
import { draft } from "./rows";
import { type Reason, reasonCode } from "./vocabulary";

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
  const { item } = course;
  const morning = (day: number) => calendar.at(patient.zone, day, random.between(9.6 * hour, 11 * hour));
  for (const { from, dose, perDay, order, planned } of course.phases) {
    const until = planned === null ? 0 : calendar.midnight(patient.zone, planned);
    const event =
      order === "prescribed"
        ? draft(patient.index, "TreatmentPrescribed", "clinic-ehr", patient.doctor, { item, dose, perDay, until })
        : draft(patient.index, "TreatmentChanged", "clinic-ehr", patient.doctor, {
            item,
            dose,
            perDay,
            until,
            reason: "toxicity",
          });
    event.occurred = morning(from);
    record(to, random, event);
  }
  if (course.stopped === null) return;
  const stop = draft(patient.index, "TreatmentStopped", "clinic-ehr", patient.doctor, { item, reason: course.stopped });
  stop.occurred = morning(course.to);
  record(to, random, stop);
}

/** Every due dose of a course, taken or missed. All fall between 11:00 and 23:59 local time. */
export function doses(to: Recorder, random: Random, patient: Patient, course: Course, tally: ArmTally): void {
  const { calendar } = to;
  const { item } = course;
  const { declinePerMonth } = arms[patient.arm].taking;
  const total = dosesOf(tally, item);
  const times = { once: [random.between(12 * hour, 22.5 * hour)], twice: [11.8 * hour, 21.5 * hour] };
  const taken = draft(patient.index, "MedicineTaken", "patient-app", patient.self, { item });
  const skipped = draft(patient.index, "MedicineSkipped", "patient-app", patient.self, { item });
  for (const phase of course.phases) {
    taken.dose = phase.dose;
    for (let day = phase.from; day < phase.to; day++) {
      const month = Math.floor((day - patient.enrolled) / monthDays);
      const probability = patient.taking * (1 - declinePerMonth) ** month;
      const counts = item === patient.arm ? [total, ...periodsOf(tally, month, calendar.month(day))] : [total];
      for (const habit of phase.perDay === 2 ? times.twice : times.once) {
        const occurred = calendar.at(patient.zone, day, habit + (random.unit() + random.unit() - 1) * 0.6 * hour);
        const took = random.chance(probability);
        for (const count of counts) count.due++;
        if (took) {
          taken.occurred = occurred;
          const known = record(to, random, taken);
          for (const count of counts) {
            count.taken++;
            if (known) count.takenRecorded++;
          }
        } else if (random.chance(skipRecordedShareOfMissed)) {
          skipped.occurred = occurred;
          skipped.reason = reasonCode(pick(random, whySkipped));
          if (record(to, random, skipped)) for (const count of counts) count.skippedRecorded++;
        }
      }
    }
  }
}
