import type { Row } from "../engine/decode";
import { grouped } from "../group";
import type { Estimated } from "./insight";
import type { SurvivalCell } from "./survival-cells";

/** What is estimated of curves, in words: the share without the event, or with it where they are drawn `risen`. */
export type Sense = { what: string; risen: boolean };

/** A curve just after a time: its last step until then, and who is at risk. */
function walk(cells: readonly SurvivalCell[]) {
  let i = 0;
  let [value, error]: [number, number | null] = [1, 0];
  return (time: number) => {
    for (; i < cells.length && (cells[i]?.time ?? 0) <= time; i++) {
      value = cells[i]?.survival ?? value;
      error = cells[i]?.std_error ?? null;
    }
    const now = cells[i - 1];
    return { value, error, n: (now?.time === time ? now.at_risk : cells[i]?.at_risk) ?? 0 };
  };
}

/** Two curves at each time at which either steps, as far as both reach; behind them who is at risk then. Linear in their cells. */
export function alongCurves(
  curves: readonly (readonly [cohort: string, cells: readonly SurvivalCell[]])[],
  { what, risen }: Sense,
  at: Row = {},
): Estimated[] {
  const end = Math.min(...curves.map(([, own]) => own.at(-1)?.time ?? 0));
  const stepping = curves.flatMap(([, own]) => own.flatMap(({ time, events }) => (events ? (time ?? 0) : [])));
  const times = [...new Set(stepping)].filter((time) => time <= end).toSorted((a, b) => a - b);
  const walks = curves.map(([cohort, own]) => ({ cohort, group: own[0]?.group ?? cohort, stand: walk(own) }));
  return times.flatMap((time) =>
    walks.map(({ cohort, group, stand }) => {
      const { value, error, n } = stand(time);
      return {
        cohort,
        what,
        at: { ...at, time },
        estimate: { kind: "curve", value: risen ? 1 - value : value, error, n },
        from: { aside: null, row: { group, time } },
      };
    }),
  );
}

/** Cells by their group, in the order in which groups come. */
export const curvesByGroup = (cells: readonly SurvivalCell[]): [group: string, cells: SurvivalCell[]][] => [
  ...grouped(cells, ({ group }) => group ?? ""),
];
