import type { Calendar } from "./calendar";
import { type Course, cycle } from "./course";
import { parameters } from "./parameters";
import type { Patient } from "./patient";
import { pick, type Random } from "./random";
import { record, type Recorder } from "./record";
import { draft } from "./rows";
import { type ArmTally, increment, periodsOf } from "./tally";
import { staff } from "./vocabulary";

const hour = 3600;
const earlyShare = 0.35;
const { arms, monthDays } = parameters;
const pharmacyLink = staff.indexOf("service:pharmacy-link");

type Dispensing = { day: number; days: number };

/** Refills that come early by up to five days, or late by so much that supply covers the patient's own share of days in the long run. */
function refills(random: Random, patient: Patient, course: Course): Dispensing[] {
  const { declinePerMonth } = arms[patient.arm].supply;
  const pack = pick(random, [
    { value: 28, weight: 0.35 },
    { value: 30, weight: 0.35 },
    { value: 90, weight: 0.3 },
  ]);
  const days = course.item === "abemaciclib" ? 28 : pack;
  const dispensings: Dispensing[] = [];
  let day = course.from + (random.chance(0.7) ? 0 : random.whole(1, 4));
  let empty = 0;
  while (day < course.to) {
    dispensings.push({ day, days });
    empty = Math.max(empty, day) + days;
    const month = Math.floor((day - patient.enrolled) / monthDays);
    const share = Math.max(0.2, patient.supply * (1 - declinePerMonth) ** month);
    const meanDelay = (days * (1 / share - 1)) / (1 - earlyShare);
    day = random.chance(earlyShare) ? empty - random.whole(1, 5) : empty + Math.round(random.exponential(meanDelay));
  }
  return dispensings;
}

const perCycle = (random: Random, course: Course): Dispensing[] =>
  course.phases
    .map((phase) => ({ day: phase.from + (random.chance(0.8) ? 0 : random.whole(1, 3)), days: cycle.on }))
    .filter(({ day }) => day < course.to);

/** Dispensings of a course, at the pharmacy in the afternoon. */
export function supply(to: Recorder, random: Random, patient: Patient, course: Course, tally: ArmTally): void {
  const dispensings = course.item === "palbociclib" ? perCycle(random, course) : refills(random, patient, course);
  for (const { day, days } of dispensings) {
    const dose = course.phases.findLast((phase) => phase.from <= day)?.dose;
    const event = draft(patient.index, "MedicineDispensed", "pharmacy", pharmacyLink, {
      item: course.item,
      daysSupply: days,
      ...(dose && { dose }),
    });
    event.occurred = to.calendar.at(patient.zone, day, random.between(11.5 * hour, 18 * hour));
    if (record(to, random, event)) increment(tally.supplyDays, course.item, days);
  }
  if (course.item === patient.arm) cover(to.calendar, patient, course, dispensings, tally);
}

/** Counts the main medicine's days: observed, on treatment, covered. */
function cover(
  calendar: Calendar,
  patient: Patient,
  course: Course,
  dispensings: readonly Dispensing[],
  tally: ArmTally,
): void {
  let next = 0;
  let stock = 0;
  for (let day = patient.enrolled; day < patient.until; day++) {
    for (; (dispensings[next]?.day ?? Infinity) <= day; next++) stock += dispensings[next]?.days ?? 0;
    const on = day < course.to;
    const covered = stock > 0;
    if (covered) stock--;
    const month = Math.floor((day - patient.enrolled) / monthDays);
    for (const period of periodsOf(tally, month, calendar.month(day))) {
      period.observed++;
      if (on) period.onTreatment++;
      if (covered) period.covered++;
      if (covered && on) period.coveredOnTreatment++;
    }
  }
}
