import { inkOf } from "../charts/palette";
import type { Cohort } from "./cohort";

/** Cohorts as every figure names them: of several each has its letter before its name, in the order asked, which sorts them so wherever names do. */
export const lettered = (cohorts: readonly Cohort[]): readonly Cohort[] =>
  cohorts.length < 2
    ? cohorts
    : cohorts.map((cohort, i) => ({ ...cohort, name: `${inkOf(i).letter} · ${cohort.name}` }));
