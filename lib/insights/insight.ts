import type { z } from "zod";
import type { Columns, Row } from "../engine/decode";
import type { Dialect } from "../engine/dialect";
import type { Sql } from "../sql";

/** The constants that every question is given. Times are ISO; days are the patients' local days. */
export type Moment = {
  /** As known at: ISO UTC moment, inclusive. */
  knownAt: string;
  /** The greatest recorded_at in the log, ISO UTC. */
  now: string;
  /** First and last local day that the log knows of; the last is min(knownAt, now). */
  dataStart: string;
  dataEnd: string;
};

/** What the per-patient stage may read. `members` is there for its index date and for nothing else. */
export type PatientsContext<P> = Moment & { params: P; dialect: Dialect; members: Sql };

/** What the fold may read: `rows`, the materialised patient rows, and the cohort's `members`. */
export type CellsContext<P> = PatientsContext<P> & { rows: Sql };

export type Insight<P = unknown, C extends Columns = Columns, R extends Columns = Columns> = {
  id: string;
  /** Parameters, every one with a default; `.meta({title, description})` labels the form and the JSON Schema. */
  params: z.ZodType<P>;
  /** Of the cells, in the order they are printed. */
  columns: C;
  /** Of the patient rows; `subject` is the key of the dictionary. */
  rowColumns: R;
  /** Whether the rows depend on the members' index date. */
  usesIndex(params: P): boolean;
  /** Rows keyed by subject, from that subject's events alone. */
  patients(ctx: PatientsContext<P>): Sql;
  /** Folds rows over the cohort's members; ordered. */
  cells(ctx: CellsContext<P>): Sql;
  /** What SQL is not the language for. */
  finish?(cells: Row<C>[], ctx: Moment & { params: P }): Row<C>[];
  /** A predicate over the fold's rows, aliased `r`: who is behind the cell. */
  members(cell: Row<C>, ctx: CellsContext<P>): Sql;
  /** The events, aliased `e`, behind a patient row aliased `r`: a predicate. */
  events(ctx: PatientsContext<P>): Sql;
};
