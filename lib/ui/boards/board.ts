import { z } from "zod";
import { type Cohort, cohortSchema, namesPatients } from "@/lib/cohorts/cohort";
import { insights } from "@/lib/insights/registry";

/** More figures than a page can hold together. */
export const mostFigures = 12;

/** A figure of a board: its insight, and the parameters as an address of its own has them, before the # and after. */
const figure = z.strictObject({
  id: z.string().regex(/^f\d{1,3}$/),
  insight: z.string(),
  query: z.string().default(""),
  data: z.string().default(""),
  wide: z.boolean().default(false),
});
export type Figure = z.infer<typeof figure>;

/** A saved arrangement of figures with the cohorts they are asked about and the moment; null is now. */
export const boardSchema = z.strictObject({
  version: z.literal(1).default(1),
  name: z.string().trim().min(1).max(80),
  figures: z
    .array(figure)
    .max(mostFigures)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "two figures have one id"),
  cohorts: z.array(cohortSchema).default([]),
  knownAt: z.string().nullable().default(null),
});
export type Board = z.infer<typeof boardSchema>;

/** A board without cohorts that name patients: what may be saved. */
export const keepable = (board: Board): Board => ({
  ...board,
  cohorts: board.cohorts.filter((cohort: Cohort) => !namesPatients(cohort)),
});

const starting = [
  "adherence-over-time",
  "persistence",
  "events-over-time",
  "retention",
  "adherence-distribution",
  "lifecycle",
] as const;

/** An id that no figure of these has. */
export function freeId(figures: readonly Figure[]): string {
  let n = 1;
  while (figures.some(({ id }) => id === `f${n}`)) n += 1;
  return `f${n}`;
}

/** The figures that a new board begins with. */
export const startingFigures: readonly Figure[] = starting
  .filter((id) => insights.has(id))
  .map((insight, i) => ({ id: `f${i + 1}`, insight, query: "", data: "", wide: i === 0 }));
