import { spaced } from "@/lib/charts/format";
import { dayMs, type Span, type Warp, warpOf } from "@/lib/charts/river-scale";
import { grouped } from "@/lib/group";
import type { Told } from "./use-patient";

/** What time is counted from: the calendar, or each patient's first event of a type. */
export const byCalendar = "calendar";

/** The types of events that time can be counted from, those of the patient in the order in which they came. */
export const originChoices = ({ events }: Told): { id: string; label: string }[] =>
  [...grouped(events, ({ type }) => type ?? "").keys()]
    .filter((type) => type !== "")
    .map((type) => ({ id: type, label: `days since the first: ${spaced(type)}` }));

/** What lies at 0 of the axis (UTC midnight in ms): null where the patient has no such event. */
function originOf({ events }: Told, from: string): number | null {
  if (from === byCalendar) return 0;
  const first = events.find(({ type }) => type === from);
  return first ? Date.parse(first.day) : null;
}

const [leastEmpty, margin] = [45 * dayMs, 3 * dayMs];

/** Stretches of more than 45 days in which nothing happened to anybody shown, but for some days at their ends. */
function emptyOf(times: readonly number[], { from, to }: Span): Span[] {
  const sorted = [from, ...times.toSorted((a, b) => a - b), to];
  return sorted.flatMap((at, i) => {
    const next = sorted[i + 1] ?? at;
    return next - at > leastEmpty ? [{ from: at + margin, to: next - margin }] : [];
  });
}

export type Axis = {
  warp: Warp;
  /** All there is, on the axis as it is drawn. */
  whole: Span;
  /** Of each patient what lies at 0 (UTC midnight in ms). */
  origins: readonly number[];
  /** How many stretches are cut short, or could be. */
  empty: number;
};

/** The axis on which some patients are drawn; those without the event that it counts from stand by the calendar's 0 of their first. */
export function axisOf(all: readonly Told[], from: string, cutShort: boolean): Axis {
  const origins = all.map((told) => originOf(told, from) ?? told.first);
  const at = (i: number) => origins[i] ?? 0;
  const real = {
    from: Math.min(...all.map(({ first }, i) => first - at(i))),
    to: Math.max(...all.map(({ end }, i) => end - at(i))),
  };
  const times = all.flatMap(({ events }, i) => [...new Set(events.map(({ day }) => Date.parse(day) - at(i)))]);
  const empty = emptyOf(times, real);
  const warp = warpOf(cutShort ? empty : []);
  return { warp, whole: { from: warp.shown(real.from), to: warp.shown(real.to) }, origins, empty: empty.length };
}
