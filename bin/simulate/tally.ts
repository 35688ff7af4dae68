import type { Arm } from "./parameters";
import type { Item } from "./vocabulary";

/** Sums over days of one medicine: doses that the schedule asked for, those taken, and those that the export knows of. */
export type Doses = { due: number; taken: number; takenRecorded: number; skippedRecorded: number };

/** Days under observation, with the main medicine ordered, and those of both that dispensings cover, early refills carried over. */
export type Days = { observed: number; onTreatment: number; covered: number; coveredOnTreatment: number };

export type Month = Doses & Days & { patients: number };

export type ArmTally = {
  patients: number;
  byZone: Record<string, number>;
  stops: number;
  ends: Record<string, number>;
  /** Of the main medicine, by months of 30 days since enrolment. */
  months: Month[];
  doses: Partial<Record<Item, Doses>>;
  supplyDays: Partial<Record<Item, number>>;
};

export type Tally = Record<Arm, ArmTally>;

const arm = (): ArmTally => ({ patients: 0, byZone: {}, stops: 0, ends: {}, months: [], doses: {}, supplyDays: {} });

export const tally = (): Tally => ({ letrozole: arm(), tamoxifen: arm() });

export const monthOf = (of: ArmTally, month: number): Month =>
  (of.months[month] ??= { patients: 0, due: 0, taken: 0, takenRecorded: 0, skippedRecorded: 0, observed: 0, onTreatment: 0, covered: 0, coveredOnTreatment: 0 });

export const dosesOf = (of: ArmTally, item: Item): Doses => (of.doses[item] ??= { due: 0, taken: 0, takenRecorded: 0, skippedRecorded: 0 });

export const increment = (counts: Record<string, number>, key: string, by = 1) => (counts[key] = (counts[key] ?? 0) + by);
