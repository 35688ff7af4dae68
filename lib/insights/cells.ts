import type { Axis } from "../charts/series";
import { periodName, periodsBetween, periodWords, type Period } from "../charts/period";

/** Where the values of a period column stand on an axis: calendar days, every period between first and last; or periods counted from 0. */
export function axisOf(periods: readonly (string | null)[], unit: Period, by: "calendar" | "index"): Axis {
  const xs = [...new Set(periods.map((period) => placeOf(period, by)))].toSorted((a, b) => a - b);
  const [first, last] = [xs[0], xs.at(-1)];
  if (first === undefined || last === undefined) return { kind: "date", xs: [] };
  if (by === "calendar") return { kind: "date", xs: periodsBetween(first, last, unit) };
  return {
    kind: "count",
    xs: Array.from({ length: last + 1 }, (_, i) => i),
    label: `${periodWords[unit].many} since first event`,
  };
}

/** A period as a number: UTC midnight of its first day in milliseconds, or how many periods since the first event. */
export const placeOf = (period: string | null, by: "calendar" | "index"): number =>
  by === "calendar" ? Date.parse(String(period).slice(0, 10)) : Number(period);

export const nameOf = (x: number, unit: Period, by: "calendar" | "index"): string =>
  by === "calendar" ? periodName(x, unit) : `${periodWords[unit].one} ${x}`;

/** The groups of a column, the one for what is not known last. */
export function groupsOf(cells: readonly { readonly group: string | null }[]): string[] {
  const names = [...new Set(cells.map((cell) => cell.group ?? ""))];
  const last = (name: string) => Number(name === "unknown" || name === "–");
  return names.toSorted((a, b) => last(a) - last(b) || a.localeCompare(b, "en-GB", { numeric: true }));
}

export const coarserUnit: Partial<Record<Period, Period>> = {
  day: "week",
  week: "month",
  month: "quarter",
  quarter: "year",
};

const perYear: Record<Period, number> = { day: 365, week: 52, month: 12, quarter: 4, year: 1 };

/** The stretch between two places of an axis: “18 months”, whole years from three on. */
export function stretch(from: number, to: number, unit: Period, by: "calendar" | "index"): string {
  const n = by === "index" ? to - from : periodsBetween(from, to, unit).length - 1;
  const years = Math.floor(n / perYear[unit]);
  if (years >= 3) return `${years} years`;
  return `${n} ${n === 1 ? periodWords[unit].one : periodWords[unit].many}`;
}
