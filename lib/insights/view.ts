import type { ReactNode } from "react";
import type { Axis } from "../charts/series";
import type { Columns, Row } from "../engine/decode";
import type { Patient } from "./behind";
import type { Insight } from "./insight";

/** What a figure may say about the history beside its cells. Days are local days of `zone`. */
export type Facts = {
  zone: string;
  dataStart: string;
  dataEnd: string;
  patients: number;
  /** The first day from which on a twentieth of the events or more is still to arrive; null where records come with the events. */
  provisionalFrom: string | null;
};

/** How a number is measured: sentences, and terms with their values. */
export type Definition = {
  words: readonly string[];
  formula?: string;
  /** The call by which a statistician repeats it in R. */
  inR?: string;
  rows: readonly (readonly [term: string, value: string])[];
};

/** More marks than a figure can draw legibly; `coarser` are parameters that would help, where there are any. */
export type Excess = {
  marks: number;
  most: number;
  what: string;
  coarser: { label: string; params: Readonly<Record<string, unknown>> } | null;
};

/** The cells of the same question at an earlier moment, and that moment in words. */
export type Earlier<C extends Columns = Columns> = { cells: readonly Row<C>[]; words: string };

/** The axis along which differences stand: as that of the figure above it, which is drawn of the answer; stepped where a value holds until the next. */
export type Along = {
  place(row: Row): number;
  axis(rows: readonly Row[], answer: { cells: readonly Row[]; also: Also }): Axis;
  name(x: number): string;
  stepped?: boolean;
};

/** How differences of two cohorts are shown. */
export type Differences<P> = {
  /** What a row is the difference of, but for its place on an axis: “state new, of those active”. */
  label(row: Row, params: P): string;
  /** Whether means are shares too, told in points. */
  shares?: boolean;
  along?(params: P): Along | null;
  /** Of rows without an axis, which are drawn together, the first of them told first; all where it is left out, the last that is well founded told first. */
  panel?(row: Row, params: P): string;
};

/** One side of a comparison: whose it is, and the cell, or a row of an aside or of what `behind` names, that opens who is behind it, under a name. */
export type SideLook = { cohort: string; cell: Row; beside: { aside: string | null; name: string } };

/** What an insight tells beside its cells, by name. */
export type Also = Readonly<Record<string, readonly Row[]>>;

export type FigureProps<P, C extends Columns> = {
  cells: readonly Row<C>[];
  also: Also;
  /** Drawn beside the cells, fainter; null where nothing is compared. */
  earlier: Earlier<C> | null;
  params: P;
  facts: Facts;
  title: string;
  /** Opens who is behind a cell, or at once the events of one patient of it. */
  onPick(cell: Row<C>, patient?: Patient): void;
  /** Opens who is behind a row of an aside that says who, under this name. */
  onPickBeside(aside: string, row: Row, name: string): void;
  /** Opens one of the sides of a comparison, from which the others can be come to. */
  onPickSides(sides: readonly SideLook[], at: number): void;
  /** The difference of two cohorts, of these rows or of all, which stands directly under what it is the difference of; nothing where none is asked for. */
  difference(of?: (row: Row) => boolean): ReactNode;
};

/** How an insight is met on screen; a folder's view.tsx exports one as `view`. */
export type View<P, C extends Columns> = {
  /** Where it stands in the navigation. */
  section: string;
  navTitle: string;
  /** Its place among all insights, ascending. */
  order: number;
  /** One line on what it answers. */
  summary: string;
  /** The finding as a sentence, written from the cells. */
  title(cells: readonly Row<C>[], params: P, also: Also): string;
  /** What is drawn. */
  subtitle(params: P): string;
  definition(params: P): Definition;
  excess(cells: readonly Row<C>[], params: P): Excess | null;
  /** A cell in a few words, for the panel of who is behind it. */
  name(cell: Row<C>, params: P): string;
  /** Several cells of one group in a few words, where who is behind any of them is not told by the first and the last. */
  among?(cells: readonly Row<C>[], params: P): string;
  /** What to change where no cell came. */
  nothing(params: P): string;
  Figure(props: FigureProps<P, C>): ReactNode;
  /** How the columns are called in the table. */
  columns: Readonly<Record<keyof C, string>>;
  /** Those that are called otherwise under some parameters. */
  renamed?(params: P): Readonly<Record<string, string>>;
  /** How the columns of a patient's row are called. */
  rowColumns(params: P): Readonly<Record<string, string>>;
  /** Words for values of parameters, by “parameter.value”. */
  words: Readonly<Record<string, string>>;
  /** Of the cells, what parameters can be chosen from, by the name of their choices. */
  choices?(
    cells: readonly Row<C>[],
    params: P,
  ): Readonly<Record<string, readonly { readonly id: string; readonly label: string }[]>>;
  /** Tables beside the cells', where an answer holds them and the parameters ask for them: by the aside that each lists, what it is called and how its columns are. */
  tables?: Readonly<
    Record<string, { label: string; columns: Readonly<Record<string, string>>; when?(params: P): boolean }>
  >;
  /** Where the question says what it estimates. */
  differences?: Differences<P>;
  /** What parameters of one group come to, by the group's name. */
  summaries?(params: P): Readonly<Record<string, string>>;
};

/** A view whose types are its own business: what the registry holds. Its cells and parameters are those of its question. */
export type AnyView = View<unknown, Columns>;

/** Ties a view to its question, whose parameters and columns it takes. */
export function defineView<P, C extends Columns>(
  _question: Insight<P, C>,
  view: View<NoInfer<P>, NoInfer<C>>,
): AnyView {
  return view;
}
