import type { Run } from "./arguments";
import { type Calendar, zones } from "./calendar";
import type { Counts } from "./counts";
import { parameters } from "./parameters";
import type { Tally } from "./tally";

const definitions = {
  days: "Local days of the patient's zone, from enrolment to the day before the end (death, withdrawal, lost) or to lastDay.",
  exportedAt: "What was recorded later is in no file; such happenings are counted in notYetRecorded.",
  due: "doses_per_day on every local day from that of the order to the day before the next change, the stop, the planned end (until) or the end of observation.",
  taken: "Due doses that were taken, each once; takenRecorded are those with an event in the file.",
  retracted: "Each retraction withdraws an intake or a symptom that was entered twice and is not in taken.",
  supply: "Dispensed days of the main medicine, the day of dispensing first, early refills carried over; coveredOnTreatment counts them before the stop only.",
  months: "Of the main medicine, by months of 30 days since enrolment, the day of enrolment first.",
  duplicates: "Rows that repeat an earlier row's id and content, delivered again: later recorded_at, new offset.",
  sameIdOtherContent: "Rows that repeat an earlier row's id with other content, without declaring a correction; the earlier is true.",
  corrections: "Rows whose corrects names an event of the same type, which they replace.",
  retractions: "Rows of type EventRetracted, whose corrects names the event they withdraw.",
  lateRecords: `Rows recorded more than ${parameters.awkward.lateAfterDays} days after they occurred.`,
  recordsBeforeOccurrence: "Rows recorded before they occurred, by a device whose clock ran ahead.",
  withoutSubject: "Rows without a subject, to be quarantined.",
  overlap: "Rows of the first file that the second holds again, equal in id, content, recorded_at and offset.",
};

/** What one file holds; `realised` sums over the patients that it brings. */
export type FileTruth = Counts & { firstRecordedAt: string; lastRecordedAt: string; distinctIds: number; patients: number; patientsPerZone: Record<string, number>; realised: Tally };

/** Everything that is true of a simulated study, as written beside it. */
export const truth = (run: Run, calendar: Calendar, files: Record<string, FileTruth | Record<string, unknown>>, notYetRecorded: ReadonlyMap<string, number>) => ({
  run: { patients: run.patients, months: run.months, seed: run.seed, start: run.start },
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
  notYetRecorded: Object.fromEntries([...notYetRecorded].sort(([a], [b]) => (a < b ? -1 : 1))),
});

export const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
