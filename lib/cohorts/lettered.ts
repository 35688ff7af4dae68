import { inkOf } from "../charts/palette";
import type { Cohort } from "./cohort";

/** Cohorts as every figure names them: of several each has its letter before its name, in the order asked, which sorts them so wherever names do. */
export const lettered = (cohorts: readonly Cohort[]): readonly Cohort[] =>
  cohorts.length < 2
    ? cohorts
    : cohorts.map((cohort, i) => ({ ...cohort, name: `${inkOf(i).letter} · ${cohort.name}` }));

/** A sentence in which no line breaks between a cohort’s letter and its name. */
export const unbroken = (sentence: string): string => sentence.replaceAll(/\b([A-Z]) · /g, "$1\u00a0·\u00a0");
