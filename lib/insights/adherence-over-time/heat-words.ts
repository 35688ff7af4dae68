import { percent } from "../../charts/format";
import type { Row } from "../../engine/decode";
import { grouped } from "../../group";
import { courses } from "./heat";

export type Course = (typeof courses)[number];

/** A row of the map: patients next to each other in the order, their cells by the place of the period. */
export type Band = { row: number; group: string; course: Course; size: number; cells: readonly Row[] };

const text = (value: Row[string] | undefined) => (typeof value === "string" ? value : "");
const number = (value: Row[string] | undefined) => (typeof value === "number" ? value : 0);

/** The aside's cells row by row. */
export function bandsOf(cells: readonly Row[]): Band[] {
  return [...grouped(cells, ({ row }) => number(row))].map(([row, own]) => ({
    row,
    group: text(own[0]?.["group"]),
    course: courses.find((course) => course === own[0]?.["course"]) ?? "stays below",
    size: number(own[0]?.["size"]),
    cells: own,
  }));
}

export const sizeOf = (bands: readonly Band[]): number => bands.reduce((sum, { size }) => sum + size, 0);

const ends: Readonly<Record<Course, string>> = {
  stays: "of patients stay at",
  falls: "fall below it",
  rises: "rise to it",
  "stays below": "stay below",
};

/** The finding of the map: how many stay at the threshold, fall below it, rise to it and stay below. */
export function heatTitle(cells: readonly Row[], threshold: number): string | null {
  const bands = bandsOf(cells);
  const all = sizeOf(bands);
  if (all === 0) return null;
  const share = (course: Course) => percent(sizeOf(bands.filter((band) => band.course === course)) / all);
  return `${share("stays")} ${ends.stays} ${percent(threshold)} or more, ${share("falls")} ${ends.falls}, ${share("rises")} ${ends.rises} and ${share("stays below")} ${ends["stays below"]}`;
}

/** How a course is called beside its rows; short where there is little room. */
export const courseLabels = (threshold: number): Readonly<Record<Course, { label: string; short: string }>> => ({
  stays: { label: `stay at ${percent(threshold)}`, short: "stay" },
  falls: { label: "fall below", short: "fall" },
  rises: { label: "rise to it", short: "rise" },
  "stays below": { label: "stay below", short: "below" },
});

/** How the columns of the map are called in its table. */
export const heatColumns: Readonly<Record<string, string>> = {
  row: "Row",
  group: "Group",
  course: "Course",
  size: "Patients of the row",
  period: "Period",
  patients: "With a value",
  mean: "Mean",
};
