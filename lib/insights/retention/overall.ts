import type { Row } from "../../engine/decode";
import type { Summed } from "../../export/statement";
import { grouped } from "../../group";

const total = (cells: readonly Row[], name: string) => cells.reduce((sum, cell) => sum + Number(cell[name] ?? 0), 0);

const groupOf = ({ group }: Row): string => String(group ?? "all");

/** Each period of all starts together is the sum of that of each start. */
export function byPeriod(cells: readonly Row[], together: readonly Row[]): Summed[] {
  const starts = grouped(cells, (cell) => JSON.stringify([groupOf(cell), cell["period"]]));
  return together.flatMap((row) =>
    ["size", "retained"].map((column) => ({
      total: { table: "overall", row, column },
      parts: (starts.get(JSON.stringify([groupOf(row), row["period"]])) ?? []).map((cell) => ({
        table: "cells",
        row: cell,
        column,
      })),
    })),
  );
}

/** All starts together, each weighing as many as started: of those whose period n is over, the share that was active in it. */
export function overall(cells: readonly Row[]) {
  const groups = [...grouped(cells, groupOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.flatMap(([group, own]) =>
    [...grouped(own, ({ period }) => Number(period))]
      .toSorted(([a], [b]) => a - b)
      .map(([period, at]) => {
        const [size, retained] = [total(at, "size"), total(at, "retained")];
        return { group, period, size, retained, share: size > 0 ? retained / size : null };
      }),
  );
}
