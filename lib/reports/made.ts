import type { Cohort } from "../cohorts/cohort";
import type { Published } from "../export/disclosure/published";
import type { Released } from "../export/gate";
import type { Definition, Facts } from "../insights/view";
import type { Spec } from "./spec";

/** A table of a figure, its columns under the names that a reader sees. */
export type MadeTable = { label: string; columns: Readonly<Record<string, string>>; released: Released };

/** A figure whose question was answered and whose answer went through the gate. */
export type MadeFigure = {
  kind: "figure";
  insight: string;
  params: never;
  cohorts: readonly Cohort[];
  heading: string;
  note: string;
  /** The finding, or what was asked where the finding would rest on what is hidden. */
  title: string;
  subtitle: string;
  definition: Definition;
  facts: Facts;
  /** The cells first, then what stands beside them. */
  tables: readonly MadeTable[];
  /** Names of the released asides, in the order of their tables. */
  asides: readonly string[];
  /** Whether its curves are drawn of merged intervals. */
  merged: boolean;
  /** Why nothing is drawn of it; null where something is. */
  undrawn: string | null;
  sql: string;
};

export type MadePart = { kind: "text"; markdown: string } | MadeFigure;

/** A report with its answers: everything that leaves, and nothing else. */
export type Made = {
  spec: Spec;
  /** ISO UTC, and as it is said in the study's zone. */
  moment: string;
  momentGiven: string;
  zone: string;
  /** Stands for everything that was known. */
  digest: string;
  history: Released;
  dataStart: string;
  dataEnd: string;
  versions: Readonly<Record<string, string>>;
  parts: readonly MadePart[];
  published: Published;
};
