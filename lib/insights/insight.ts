import type { z } from "zod";
import type { Cohort } from "../cohorts/cohort";
import type { Columns, Row } from "../engine/decode";
import type { Dialect } from "../engine/dialect";
import type { Ratio, Statement, Summed } from "../export/statement";
import type { InRoles } from "../log/roles";
import { sql, type Sql } from "../sql";
import type { Stated } from "../log/stated";
import type { Attribute } from "./attributes";

/** The constants that every question is given, none of them later than the moment. Moments are ISO UTC, days the patients' local days. */
export type Moment = {
  knownAt: string;
  dataStart: string;
  dataEnd: string;
  /** Who is asked about: everybody where there is none. */
  cohorts: readonly Cohort[];
};

/** What the per-patient stage may read: `events` as known at the moment (with the patient's clock, `wall_s` and `zone`, where the insight asks for it), what their words are (`terms`: key, text) and how those of some roles are told, `observed` (one row a patient, the time in the cohort), of `members` the index date, and the `attribute` of events that the rows are broken down by, where they are by one. */
export type PatientsContext<P> = Moment & {
  params: P;
  dialect: Dialect;
  events: Sql;
  /** The same events without a clock, which is cheaper. */
  plain: Sql;
  terms: Sql;
  inRoles: InRoles;
  observed: Sql;
  members: Sql;
  attribute: Attribute | null;
  /** What was stated of patients under every name: (segment, row, name, value), and the types of the events that state it. */
  traits: Stated;
};

/** Events, aliased e, in the time that counts: all of everybody, and those of members of cohorts from their entry on. */
export const counting = ({ cohorts }: Pick<Moment, "cohorts">): Sql =>
  cohorts.length > 0 ? sql`e.day >= e.entry_day` : sql`TRUE`;

/** Rows keyed by subject in steps: each relation that is worth keeping for other questions is named before the next is made of it. */
export type Plan = Sql | { keep: Sql; next(kept: Sql): Plan };

/** Rows beside the cells: what a question prints besides, made from `rows` of its own, by the fit or from the cells. Where `rows` is null the parameters do not ask for it, and an answer does not hold it. */
export type Aside<P, C extends Columns = Columns> = {
  columns: C;
  rows?(ctx: CellsContext<P>): Sql | null;
  finish?(rows: readonly Row<C>[], ctx: Moment & { params: P }): Row<C>[];
  /** A predicate over the patient rows, aliased r: who is behind a row of it. */
  members?(row: Row<C>, ctx: CellsContext<P>): Sql;
};

/** What the fold may read: `rows`, the patient rows of the cohort's members with their `group`; `members` with theirs; the words of events by their keys. */
export type CellsContext<P> = Moment & { params: P; dialect: Dialect; terms: Sql; rows: Sql; members: Sql };

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

/** What is estimated of a cohort, with what its interval is made of: patients of those that could have counted; the mean of a sample, whose standard deviation is null where it has fewer than two values; or the estimate of a share with its standard error, null where it has none. */
export type Estimate =
  | { kind: "share"; count: number; n: number }
  | { kind: "mean"; mean: number; sd: number | null; n: number }
  | { kind: "curve"; value: number; error: number | null; n: number };

/** What says who is behind an estimate: a cell, or a row of an aside, or what `behind` names. */
export type Source = { aside: string | null; row: Row };

/** An estimate, `what` of a cohort it is in words (“still active”), by the columns of the key of which place, and where it comes from: a share from those it counts, else from all in it. */
export type Estimated = { cohort: string; what: string; at: Row; estimate: Estimate; from: Source };

/** What an answer estimates of each of the cohorts that stand beside each other in it, so that two can be compared. None where patients count more than once in an estimate. */
export type Estimates<P, C extends Columns = Columns> = {
  key: Columns;
  of(
    answer: { cells: readonly Row<C>[]; also: Readonly<Record<string, readonly Row[]>> },
    ctx: Pick<Moment, "cohorts"> & { params: P },
  ): Estimated[];
};

/** Where the group of a row comes from: one for all; of the patient as it was at the index, a trait or what a column of the files said; or the row's own column `attribute`, which is an attribute of its events or what the row says itself. */
export type Breakdown =
  | { by: "none" }
  | { by: "trait"; name: string }
  | { by: "attribute"; name: string }
  | { by: "row" };

/** What of an answer may leave in a report, and what its columns say of patients: of the cells, and of the asides that a figure needs. An aside that is not here stays, and so does an insight without. */
export type Discloses<P> = {
  cells: Statement;
  /** Whether only the table of the cells may leave: the figure is drawn of what is not said to be safe. */
  alone?: true;
  also?: Readonly<Record<string, Statement>>;
  /** Counts that are sums of others across rows and asides; tables are named by their aside, the cells by “cells”. */
  summed?(answer: { cells: readonly Row[]; also: Readonly<Record<string, readonly Row[]>> }): Summed[];
  /** Values that are one count by another of another row. */
  ratios?(answer: { cells: readonly Row[]; also: Readonly<Record<string, readonly Row[]>> }): Ratio[];
  /** Where cells are a curve that falls step by step at each patient: the cells that follow from its intervals merged (group, time, at_risk, events, censored), and the asides that follow from those. */
  curve?(merged: readonly Row[], params: P): { cells: readonly Row[]; also: Readonly<Record<string, readonly Row[]>> };
};

/** How patients are gone through one by one: their rows say by which `rule`, the `reason` in words, and `since` when. */
export type Triage<P> = {
  /** Whose turn it is, least first: over patient rows, aliased r, the same in all rows of a patient. */
  order: readonly Sql[];
  /** What is drawn of some patients (their keys in `subjects`), by the week before the day after data end, 0 the last: (subject, week, kind, value), `covered` shares of days with supply, or `events` of who has none. */
  course(ctx: PatientsContext<P>, subjects: Sql, weeks: number): Plan;
};

export type Insight<P = unknown, C extends Columns = Columns> = {
  id: string;
  title: string;
  /** Parameters, every one with a default; `.meta({ title, description })` labels the form and the JSON Schema, `data: true` keeps a value out of the query. */
  params: z.ZodType<P>;
  /** Of the cells, in the order they are printed. */
  columns: C;
  /** The columns that name a cell, the same at every moment; the others are its values. */
  key: readonly (keyof C & string)[];
  /** Columns that cells do not have under these parameters. */
  without?(params: NoInfer<P>): readonly (keyof C & string)[];
  /** What the command line prints where nothing is said: cells, unless it is who is behind them. */
  prints?: "patients";
  /** Of the patient rows, `subject` left out. */
  rowColumns(params: P): Columns;
  /** `isAttribute` says which names are attributes of events. */
  breakdown(params: NoInfer<P>, isAttribute: (name: string) => boolean): Breakdown;
  /** Whether it is about all who may enter the cohorts: `members` are then all patients, `reached` the last step of attrition that each passed. */
  candidates?: true;
  /** Whether what its cells mean depends on who is asked about. */
  relative?: true;
  /** Whether `events` need the clock that the patient saw, which is read back from the files. */
  localTime?(params: P): boolean;
  /** Rows keyed by subject, from that subject's events alone. */
  patients(ctx: PatientsContext<NoInfer<P>>): Plan;
  /** What patient rows rest on, event by event, keyed by subject; null where the parameters have none. */
  lines?: { columns: Columns; rows(ctx: PatientsContext<P>): Plan | null };
  /** A method that fits across patients: it iterates folds with its parameters as literals from starts without chance, so that nothing of a single patient leaves the database and the same rows always give the same fit. */
  fit?(ctx: FitContext<P>): Promise<Fitted>;
  /** Folds `rows` over the members; ordered. */
  cells(ctx: CellsContext<P>): Sql;
  /** What SQL is not the language for. */
  finish?(cells: Row<C>[], ctx: Moment & { params: P }): Row<C>[];
  /** By name, what else an answer holds. */
  also?: Readonly<Record<string, Aside<NoInfer<P>>>>;
  estimates?: Estimates<NoInfer<P>, NoInfer<C>>;
  triage?: Triage<NoInfer<P>>;
  /** Left out where its answers are about single patients, or nothing was said yet. */
  discloses?: Discloses<NoInfer<P>>;
  /** By name, predicates over `rows`, aliased r: who is behind what is compared that neither a cell nor a row of an aside counts. */
  behind?: Readonly<Record<string, (row: Row, ctx: CellsContext<NoInfer<P>>) => Sql>>;
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

/** The columns that cells have under these parameters. */
export function columnsUnder(of: AnyInsight, params: never): Columns {
  const left = of.without?.(params) ?? [];
  return left.length === 0
    ? of.columns
    : Object.fromEntries(Object.entries(of.columns).filter(([name]) => !left.includes(name)));
}

/** Who is behind a cell, or behind a row of an aside or of an estimate's source: a predicate over the patient rows, aliased r. */
export const behindOf = (
  { members, also, behind }: AnyInsight,
  cell: Row,
  aside: string | null,
  ctx: CellsContext<never>,
): Sql => {
  if (aside === null) return members(cell, ctx);
  const named = also?.[aside]?.members ?? behind?.[aside];
  return named?.(cell, ctx) ?? sql`FALSE`;
};

/** The events, aliased e, that made a patient row, aliased r. */
export const madeRow = (of: AnyInsight, ctx: PatientsContext<never>): Sql =>
  sql`${of.reads(ctx)} AND ${of.events(ctx)}`;
