import type { Row } from "../engine/decode";

/** A count of patients: of which other count of its row it is a part, where it is one, so that what is left of that one is protected too. */
export type CountOf = { of?: string };

/** A share: of which count of its row, and the count it is the share of; where that has no column, it is worked out. `where` names a column and what it says in rows in which it is a share at all; in others it rests on that count. */
export type ShareOf = { of: string; count?: string; where?: readonly [column: string, is: string] };

/** Whether a row's value is the share that a statement says. */
export const isShare = ({ where }: ShareOf, row: Row): boolean => where === undefined || row[where[0]] === where[1];

/** A count that a share tells where it has no column of its own. */
export const workedOut = (share: string): string => `patients of ${share}`;

/**
 * What the columns of a table say of patients, so that nobody can be worked out from those that are printed. A column that is neither of the key, nor a count, a share or something that rests on counts, does not leave.
 * `names` are columns of the key whose values come from patients' data: one under which too few stand is not named.
 */
export type Statement = {
  key: readonly string[];
  names?: readonly string[];
  counts: Readonly<Record<string, CountOf>>;
  shares?: Readonly<Record<string, ShareOf>>;
  /** Means, quantiles, counts of events and the like, by the counts of the row that they rest on. */
  rests?: Readonly<Record<string, readonly string[]>>;
  /** Columns of the key whose values part the patients of rows that are otherwise alike, and the counts for which they do; `known` where a reader has their sum from elsewhere, as that of all patients. */
  parted?: readonly { by: string; counts: readonly string[]; known?: boolean }[];
  /** Columns without which a row cannot be drawn; all where left out. */
  drawn?: readonly string[];
  /** Columns that rest on counts so that these follow to the last patient: they do not leave where counts are rounded. */
  exactly?: readonly string[];
  /** Of counts that are at most another of the same row: [less, more]. */
  belows?: readonly (readonly [less: string, more: string])[];
};

/** A count of a table: the row's, by the values of its key, in this column. */
export type Place = { table: string; row: Row; column: string };

/** That a count is the sum of others, in whatever tables they stand; the total need not be printed in any, and may be known to a reader all the same. */
export type Summed = { total: Place; parts: readonly Place[]; known?: boolean };

/** That a value is one count by another, in whatever rows they stand: it goes with either, and is worked out of them as they are told. */
export type Ratio = { of: Place; part: Place; whole: Place };

/** A table that is to leave. `scope` tells what is counted from what else is: the same scope and key is the same count, in whatever table of whatever report. */
export type Given = {
  /** Names it among the tables of its figure, and in what an audit says. */
  table: string;
  scope: string;
  statement: Statement;
  rows: readonly Row[];
};
