import type { Period } from "../../charts/period";
import { periodWords } from "../../charts/period";
import { plural } from "../../charts/format";
import type { Axis } from "../../charts/series";
import { isOfDoses } from "../dose-shares";
import { axisOf, nameOf, placeOf, stretch } from "../cells";

type Division = { unit: Period; by: "calendar" | "index"; window: number; step: number; measure: string };

/** Where periods stand: calendar, lengths of time since the start, or sliding windows. */
export type Time = {
  axis(periods: readonly (string | null)[]): Axis;
  place(period: string | null): number;
  name(x: number): string;
  stretch(from: number, to: number): string;
  unit: Period;
  calendar: boolean;
  /** “by month”, “in windows of 90 days, one every 30”. */
  words: string;
};

const startWords = (measure: string) => (measure === "supply" || isOfDoses(measure) ? "first event" : "first supply");

export function timeOf({ unit, by, window, step, measure }: Division): Time {
  const since = startWords(measure);
  if (window === 0)
    return {
      axis: (periods) => {
        const axis = axisOf(periods, unit, by);
        return axis.kind === "count" ? { ...axis, label: `${periodWords[unit].many} since ${since}` } : axis;
      },
      place: (period) => placeOf(period, by),
      name: (x) => nameOf(x, unit, by),
      stretch: (from, to) => stretch(from, to, unit, by),
      unit,
      calendar: by === "calendar",
      words: `by ${periodWords[unit].one}${by === "index" ? ` since ${since}` : ""}`,
    };
  const every = step || window;
  const words = `windows of ${plural(window, "day")}, one every ${plural(every, "day")} since ${since}`;
  return {
    axis(periods) {
      const last = Math.max(0, ...periods.map((period) => Number(period) - 1));
      return { kind: "count", xs: Array.from({ length: last + 1 }, (_, i) => i), label: words };
    },
    place: (period) => Number(period) - 1,
    name: (x) => `days ${x * every} to ${x * every + window}`,
    stretch: (from, to) => plural((to - from) * every, "day"),
    unit,
    calendar: false,
    words: `in ${words}`,
  };
}
