import type { Row } from "../../engine/decode";
import { grouped } from "../../group";

const total = (cells: readonly Row[], name: string) => cells.reduce((sum, cell) => sum + Number(cell[name] ?? 0), 0);

/** All starts together, each weighing as many as started: of those whose period n is over, the share that was active in it. */
export function overall(cells: readonly Row[]) {
  const groups = [...grouped(cells, (cell) => String(cell["group"] ?? "all"))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.flatMap(([group, own]) =>
    [...grouped(own, ({ period }) => Number(period))]
      .toSorted(([a], [b]) => a - b)
      .map(([period, at]) => {
        const [size, retained] = [total(at, "size"), total(at, "retained")];
        return { group, period, size, retained, share: size > 0 ? retained / size : null };
      }),
  );
}
