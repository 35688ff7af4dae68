import type { Run } from "./arguments";
import { type Calendar, zones } from "./calendar";
import type { Counts } from "./counts";
import type { changes } from "./later";
import { parameters } from "./parameters";
import type { Tally } from "./tally";

const definitions = {
  days: "Local days of the patient's zone, from enrolment to the day before the end (death, withdrawal, lost) or to lastDay.",
  exportedAt: "What was recorded later is in no file; such happenings are counted in notYetRecorded.",
  due: "doses_per_day on every local day from that of the order to the day before the next change, the stop, the planned end (until) or the end of observation.",
  taken: "Due doses that were taken, each once; takenRecorded are those with an event in the file.",
  supply:
    "Dispensed days of the main medicine, the day of dispensing first, early refills carried over; coveredOnTreatment counts them before the stop only.",
  months: "Of the main medicine, by months of 30 days since enrolment, the day of enrolment first.",
  duplicates: "Rows that repeat an earlier row's id and content, delivered again: later recorded_at, new offset.",
  sameIdOtherContent:
    "Rows that repeat an earlier row's id with other content, without declaring a correction; the earlier is true.",
  enteredTwice:
    "Intakes and symptoms entered a second time by mistake under an id of their own, none of them in taken; all but the newest are retracted.",
  corrections: "Rows whose corrects names an event of the same type, which they replace.",
  retractions: "Rows of type EventRetracted, whose corrects names the event they withdraw.",
  lateRecords: `Rows recorded more than ${parameters.awkward.lateAfterDays} days after they occurred.`,
  recordsBeforeOccurrence: "Rows recorded before they occurred, by a device whose clock ran ahead.",
  withoutSubject: "Rows without a subject, to be quarantined.",
  overlap: "Rows of the first file that the second holds again, equal in id, content, recorded_at and offset.",
};

/** What a file brings; `realised` sums over its patients. Times are ISO, UTC. */
export type Brought = Counts & {
  distinctIds: number;
  firstRecordedAt: string;
  lastRecordedAt: string;
  patients: number;
  patientsPerZone: Record<string, number>;
  realised: Tally;
};

type Files = {
  study: { file: string } & Brought;
  /** `overlap` rows repeat the study's file, `brought` counts the others. */
  later: { file: string; rows: number; overlap: number; changes: typeof changes; brought: Brought };
};

/** Everything that is true of a simulated study, as written beside it. */
export const truth = (run: Run, calendar: Calendar, files: Files, notYetRecorded: ReadonlyMap<string, number>) => ({
  run: { patients: run.patients, months: run.months, seed: run.seed, start: run.start, format: run.format },
  calendar: {
    firstDay: calendar.start,
    lastDay: calendar.lastDay,
    exportedAt: iso(calendar.exportedAt),
    zones,
    clockChanges: calendar.changes,
  },
  parameters,
  definitions,
  files,
  notYetRecorded: Object.fromEntries([...notYetRecorded].toSorted(([a], [b]) => (a < b ? -1 : 1))),
});

export const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
