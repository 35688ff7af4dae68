import { percent, plural, tenths } from "../charts/format";
import type { Axis } from "../charts/series";
import type { Row } from "../engine/decode";
import { grouped } from "../group";
import type { SurvivalCell } from "./survival-cells";

export const days = (n: number): string => `${tenths(n)} ${n === 1 ? "day" : "days"}`;

/** The last day on which any curve is seen. */
export const lastDay = (cells: readonly Row[]): number =>
  cells.reduce((last, { time }) => Math.max(last, Number(time)), 1);

/** The axis of differences of curves, by the days on which either steps, to where the curves are drawn. */
export const daysAlong = (label: string, endOf: (cells: readonly Row[]) => number) => ({
  place: ({ time }: Row) => Number(time),
  axis(rows: readonly Row[], { cells }: { cells: readonly Row[] }): Axis {
    const to = endOf(cells);
    const xs = rows.map(({ time }) => Number(time)).filter((time) => time <= to);
    return { kind: "count", xs: xs.toSorted((a, b) => a - b), label, days: true, to };
  },
  name: (time: number) => `day ${tenths(time)}`,
  stepped: true,
});

/** What is told of a group: its median, null where it is not reached, and its share at the time of the telling. */
export type Told = { group: string; median: number | null; share: number };

/** What part of those it began with must still be at risk in a curve where it is told: of one a tenth, of each of several half. */
const least = { one: 0.1, several: 0.5 } as const;

/** The last time, not beyond `until` where that is not 0, at which enough of every group are still at risk, and what share each curve has then. */
function atEnd(groups: readonly (readonly SurvivalCell[])[], until: number): { time: number; shares: number[] } {
  const part = groups.length > 1 ? least.several : least.one;
  const ends = groups.map((own) => {
    const most = own[0]?.at_risk ?? 0;
    return own.findLast((cell) => (cell.at_risk ?? 0) >= most * part)?.time ?? 0;
  });
  const time = Math.min(until === 0 ? Infinity : until, ...ends);
  return { time, shares: groups.map((own) => own.findLast((cell) => (cell.time ?? 0) <= time)?.survival ?? 1) };
}

/** What is told of each group's curve, and at which time. */
export function toldOf(cells: readonly SurvivalCell[], summary: readonly Row[], until = 0) {
  const groups = [...grouped(cells, ({ group }) => group ?? "")];
  const medians = new Map(summary.map(({ group, median }) => [String(group), median]));
  const { time, shares } = atEnd(
    groups.map(([, own]) => own),
    until,
  );
  const told = groups.map(([group], i): Told => {
    const median = medians.get(group);
    return { group, median: typeof median === "number" ? median : null, share: shares[i] ?? 1 };
  });
  return { told, time };
}

/** “300 days for A, 250 for B; C stays above one half”; null where no curve reaches one half. */
export function mediansWords(told: readonly Told[]): string | null {
  const reached = told.filter(({ median }) => median !== null);
  if (reached.length === 0) return null;
  const medians = reached.map(
    ({ group, median }, i) => `${i === 0 ? days(median ?? 0) : tenths(median ?? 0)} for ${group}`,
  );
  const above = told.filter(({ median }) => median === null).map(({ group }) => group);
  const rest =
    above.length > 0 ? `; ${above.join(" and ")} ${above.length === 1 ? "stays" : "stay"} above one half` : "";
  return `${medians.join(", ")}${rest}`;
}

/** “Between 60 % (a) and 90 % (d) are still on treatment after 200 days, across 4 groups”. */
export function rangeWords(told: readonly Told[], what: string): string {
  const ordered = told.toSorted((a, b) => a.share - b.share);
  const [low, high] = [ordered[0], ordered.at(-1)];
  return `Between ${percent(low?.share ?? 0)} (${low?.group ?? ""}) and ${percent(high?.share ?? 0)} (${high?.group ?? ""}) ${what}, across ${plural(told.length, "group")}`;
}
