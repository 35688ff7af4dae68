import type { Arm } from "./parameters";
import type { Item } from "./vocabulary";

/** Sums over days of one medicine: doses that the schedule asked for, those taken, and those that the export knows of. */
export type Doses = { due: number; taken: number; takenRecorded: number; skippedRecorded: number };

/** Days under observation, with the main medicine ordered, and those of both that dispensings cover, early refills carried over. */
export type Days = { observed: number; onTreatment: number; covered: number; coveredOnTreatment: number };

export type Period = Doses & Days;

export type ArmTally = {
  patients: number;
  patientsPerZone: Record<string, number>;
  stops: number;
  ends: Record<string, number>;
  /** Of the main medicine, by months of 30 days since enrolment. */
  months: Period[];
  /** Of the main medicine, by calendar month, YYYY-MM. */
  calendarMonths: Record<string, Period>;
  doses: Partial<Record<Item, Doses>>;
  /** Days supplied by the recorded dispensings. */
  supplyDays: Partial<Record<Item, number>>;
};

export type Tally = Record<Arm, ArmTally>;

const arm = (): ArmTally => ({
  patients: 0,
  patientsPerZone: {},
  stops: 0,
  ends: {},
  months: [],
  calendarMonths: {},
  doses: {},
  supplyDays: {},
});
const none = (): Doses => ({ due: 0, taken: 0, takenRecorded: 0, skippedRecorded: 0 });
const period = (): Period => ({ ...none(), observed: 0, onTreatment: 0, covered: 0, coveredOnTreatment: 0 });

export const tally = (): Tally => ({ letrozole: arm(), tamoxifen: arm() });

/** The periods that a day of the main medicine counts in. */
export const periodsOf = (of: ArmTally, month: number, calendarMonth: string): [Period, Period] => [
  (of.months[month] ??= period()),
  (of.calendarMonths[calendarMonth] ??= period()),
];

export const dosesOf = (of: ArmTally, item: Item): Doses => (of.doses[item] ??= none());

export const increment = (counts: Record<string, number>, key: string, by = 1) =>
  (counts[key] = (counts[key] ?? 0) + by);
