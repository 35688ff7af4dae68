import type { z } from "zod";
import type { Columns, Row } from "../engine/decode";
import type { Dialect } from "../engine/dialect";
import type { InRoles } from "../log/roles";
import { sql, type Sql } from "../sql";
import type { Attribute } from "./attributes";

/** The constants that every question is given, none of them later than the moment. Moments are ISO UTC, days the patients' local days. */
export type Moment = { knownAt: string; dataStart: string; dataEnd: string };

/** What the per-patient stage may read: `events` as known at the moment (with the patient's clock, `wall_s` and `zone`, where the insight asks for it) and how those of some roles are told, `observed` (one row a patient), of `members` the index date, and the `attribute` of events that the rows are broken down by, where they are by one. */
export type PatientsContext<P> = Moment & {
  params: P;
  dialect: Dialect;
  events: Sql;
  /** The same events without a clock, which is cheaper. */
  plain: Sql;
  inRoles: InRoles;
  observed: Sql;
  members: Sql;
  attribute: Attribute | null;
};

/** Rows keyed by subject in steps: each relation that is worth keeping for other questions is named before the next is made of it. */
export type Plan = Sql | { keep: Sql; next(kept: Sql): Plan };

/** Rows beside the cells: what a question prints besides, made from `rows` of its own, by the fit or from the cells. */
export type Aside<P> = {
  columns: Columns;
  rows?(ctx: CellsContext<P>): Sql;
  finish?(rows: readonly Row[], ctx: Moment & { params: P }): Row[];
};

/** What the fold may read: `rows`, the patient rows of the cohort's members with their `group`; `members` with theirs. */
export type CellsContext<P> = Moment & { params: P; dialect: Dialect; rows: Sql; members: Sql };

/** What a fit may read: `rows`, the patient rows of the members before they have a group. `fold` asks for a few numbers, once for a state of the log; `keep` is for a relation that many folds read. */
export type FitContext<P> = Moment & {
  params: P;
  dialect: Dialect;
  rows: Sql;
  fold<C extends Columns>(statement: Sql, columns: C): Promise<Row<C>[]>;
  keep(relation: Sql): Promise<Sql>;
};

/** What a fit came to: what takes the place of the patient rows, made of them once they have their group and keyed by subject like them; and asides that only the fit knows, by name. */
export type Fitted = { rows(grouped: Sql): Sql; also: Readonly<Record<string, readonly Row[]>> };

/** Where the group of a row comes from: one for all; of the patient as it was at the index, a trait or what a column of the files said; or the row's own column `attribute`, which is an attribute of its events or what the row says itself. */
export type Breakdown =
  | { by: "none" }
  | { by: "trait"; name: string }
  | { by: "attribute"; name: string }
  | { by: "row" };

export type Insight<P = unknown, C extends Columns = Columns> = {
  id: string;
  title: string;
  /** Parameters, every one with a default; `.meta({ title, description })` labels the form and the JSON Schema, `data: true` keeps a value out of the query. */
  params: z.ZodType<P>;
  /** Of the cells, in the order they are printed. */
  columns: C;
  /** The columns that name a cell, the same at every moment; the others are its values. */
  key: readonly (keyof C & string)[];
  /** Of the patient rows, `subject` left out. */
  rowColumns(params: P): Columns;
  /** `isAttribute` says which names are attributes of events. */
  breakdown(params: NoInfer<P>, isAttribute: (name: string) => boolean): Breakdown;
  /** Whether `events` need the clock that the patient saw, which is read back from the files. */
  localTime?: boolean;
  /** Rows keyed by subject, from that subject's events alone. */
  patients(ctx: PatientsContext<NoInfer<P>>): Plan;
  /** What patient rows rest on, event by event, keyed by subject. */
  lines?: { columns: Columns; rows(ctx: PatientsContext<P>): Plan };
  /** A method that fits across patients: it iterates folds with its parameters as literals from starts without chance, so that nothing of a single patient leaves the database and the same rows always give the same fit. */
  fit?(ctx: FitContext<P>): Promise<Fitted>;
  /** Folds `rows` over the members; ordered. */
  cells(ctx: CellsContext<P>): Sql;
  /** What SQL is not the language for. */
  finish?(cells: Row<C>[], ctx: Moment & { params: P }): Row<C>[];
  /** By name, what else an answer holds. */
  also?: Readonly<Record<string, Aside<NoInfer<P>>>>;
  /** A predicate over `rows`, aliased r: who is behind the cell. */
  members(cell: Row<C>, ctx: CellsContext<P>): Sql;
  /** A predicate over events, aliased e: what the patient rows are made of, whoever's and whenever it was. */
  reads(ctx: PatientsContext<NoInfer<P>>): Sql;
  /** A predicate over events, aliased e, and a patient row, aliased r: which of what is read made the row. */
  events(ctx: PatientsContext<P>): Sql;
};

/** An insight whose types are its own business: what registries hold and `ask` takes. */
export type AnyInsight = Insight<never>;

export const insight = <P, C extends Columns>(definition: Insight<P, C>): Insight<P, C> => definition;

/** The events, aliased e, that made a patient row, aliased r. */
export const madeRow = (of: AnyInsight, ctx: PatientsContext<never>): Sql =>
  sql`${of.reads(ctx)} AND ${of.events(ctx)}`;
