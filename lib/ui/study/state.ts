import type { Cohort } from "@/lib/cohorts/cohort";
import type { Failure } from "@/lib/failure";
import type { AnyInsight } from "@/lib/insights/insight";
import type { Sensitivity } from "@/lib/insights/sensitivity";
import type { Receipt, Subject } from "@/lib/log/erasure/list";
import type { Rule } from "@/lib/log/resolve/rule";
import type { Subset } from "@/lib/ingest/subset/subset";
import type { Ingested, Offered, Progress, Unmapped } from "@/lib/log/ingest";
import type { Given } from "@/lib/log/manifest";
import type { Marks } from "@/lib/log/marks";
import type { Outgoing } from "@/lib/log/outgoing";
import type { Left } from "@/lib/log/store/forget";
import type { Segment, Study } from "@/lib/log/study";
import type { Versioned } from "@/lib/versions";
import type { Board } from "../boards/board";
import type { Report } from "../reports/report";
import type { Keeping, Protection } from "./keeping/state";

export type Refused = Ingested["refused"][number];

/** What came of the last files that were given. */
type Outcome = { loaded: readonly Segment[]; refused: readonly Refused[]; failure: Failure | null };

/** A file whose columns nobody recognised; it waits for a mapping. */
export type Waiting = Unmapped & { source: Given };

/** A file that is open and waits for a word on how much of it is to be loaded. */
export type Offer = Offered & { source: Given };

/** Whom a person is about to erase: `asked` of them, in every register that their ids may come from. */
export type ToErase = { by: Receipt["by"]; subjects: readonly Subject[]; asked: number };

export type State = {
  study: Study | null;
  /** Files being loaded; null where nothing is. */
  job: { progress: Progress | null } | null;
  outcome: Outcome | null;
  waiting: readonly Waiting[];
  offered: readonly Offer[];
  /** Where the files that this browser keeps stand. */
  keeping: Keeping;
  /** Kept files that are not loaded yet: what is asked meanwhile lacks their history. */
  older: { done: number; files: number } | null;
  /** Whether the history was opened from what this browser keeps. */
  reopened: boolean;
  /** The files whose hash a manifest named. */
  verified: ReadonlySet<Blob>;
  /** What was still found after everything was forgotten. */
  left: readonly Left[] | null;
  /** Whom to erase, asked for and not yet confirmed. */
  toErase: ToErase | null;
  /** What the last erasure did. */
  receipt: Receipt | null;
  /** Cohorts that were saved, in the order in which they were first, with their versions. */
  cohorts: readonly Versioned<Cohort>[];
  /** The same of boards. */
  boards: readonly Versioned<Board>[];
  /** And of reports. */
  reports: readonly Versioned<Report>[];
  /** What was noted of patients on the worklist; null where nothing ever was. */
  marks: Marks | null;
  /** What has left of this study as files; null where nothing has. */
  outgoing: Outgoing | null;
};

export type Actions = {
  /** Opens what this browser keeps, newest files first; `aside` leaves it closed and only makes room for more. */
  start(aside: boolean): Promise<void>;
  /** Goes on loading kept files where that was cancelled. */
  loadOlder(): Promise<void>;
  add(sources: readonly Given[]): Promise<void>;
  /** The whole study as one file; null where none is open. */
  takeOut(): Promise<Blob | null>;
  openDemo(): Promise<void>;
  cancel(): void;
  dismiss(): void;
  /** Loads more of a file that is loaded in part; null for the rest. */
  extend(segment: number, more: Subset | null): Promise<void>;
  /** Leaves out a file that waits. */
  leaveOut(file: string): void;
  /** Empties memory and everything that this site has stored, and looks through it again. */
  forget(): Promise<void>;
  /** Asks for an erasure to be confirmed; null takes that back, and the last receipt out of sight. */
  askToErase(whom: ToErase | null): void;
  /** Erases those whom it was asked for, everywhere. */
  erase(): Promise<void>;
  /** Opens the kept files with their passphrase. */
  unlock(passphrase: string): Promise<void>;
  /** Lets go of all that was loaded and of the key. */
  lock(): Promise<void>;
  /** Sets, changes or removes the passphrase; resolves to what went wrong. */
  protect(wanted: Protection): Promise<Failure | null>;
  /** Asks the tab that has the kept files open to let go of them. */
  takeOver(): void;
  /** Dismisses what went wrong with the kept files. */
  noted(): void;
  /** Decides contradictions by another rule. */
  decide(rule: Rule): Promise<void>;
  /** Puts these in the place of the cohorts that were saved, here and with what is kept. */
  saveCohorts(cohorts: readonly Versioned<Cohort>[]): Promise<void>;
  /** The same for boards. */
  saveBoards(boards: readonly Versioned<Board>[]): Promise<void>;
  /** The same for reports. */
  saveReports(reports: readonly Versioned<Report>[]): Promise<void>;
  /** The same for marks. */
  saveMarks(marks: Marks): Promise<void>;
  /** Remembers what has left, here and with what is kept; resolves to all of it. Rejects where it cannot be kept: then nothing is to leave. */
  noteOutgoing(change: (now: Outgoing | null) => Outgoing): Promise<Outgoing>;
  /** How far figures move under other rules; nothing where it was cancelled. */
  weigh(insights: readonly AnyInsight[]): Promise<readonly Sensitivity[]>;
  /** Puts a new database in the place of one that no longer answers, and asks again what had failed. */
  recover(error: unknown): Promise<void>;
};

export const empty: Omit<State, "keeping"> = {
  study: null,
  job: null,
  outcome: null,
  waiting: [],
  offered: [],
  older: null,
  reopened: false,
  verified: new Set(),
  left: null,
  toErase: null,
  receipt: null,
  cohorts: [],
  boards: [],
  reports: [],
  marks: null,
  outgoing: null,
};
