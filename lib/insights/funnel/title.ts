import { nearPercent, plural } from "../../charts/format";
import { grouped } from "../../group";
import type { Row } from "../../engine/decode";
import type question from "./question";

export type Cell = Row<typeof question.columns>;

const mostNamed = 3;

/** Between which two steps most are lost; null where nobody is. */
function mostLost(own: readonly Cell[]): string | null {
  const falls = own.slice(1).map((cell, i) => ({ cell, by: (own[i]?.patients ?? 0) - (cell.patients ?? 0) }));
  const worst = falls.reduce<(typeof falls)[number] | null>((a, b) => (b.by > (a?.by ?? 0) ? b : a), null);
  return worst && `most others are lost before “${worst.cell.event}”`;
}

/** The finding: what share comes from the first step to the last, and where most are lost. */
export function title(cells: readonly Cell[]): string {
  const groups = [...grouped(cells, ({ group }) => group)];
  const [first, last] = [cells[0], cells.at(-1)];
  const way = `from “${first?.event}” to “${last?.event}”`;
  if (groups.length > 1) {
    const shares = groups
      .slice(0, mostNamed)
      .map(([group, own]) => `${nearPercent(own.at(-1)?.share ?? 0)} of ${group}`);
    const others = groups.length - shares.length;
    const named = others > 0 ? [...shares, plural(others, "other group")] : shares;
    return first?.event === last?.event && cells.length === groups.length
      ? `Patients who came to “${first?.event}”, by group`
      : `${new Intl.ListFormat("en-GB").format(named)} came ${way}`;
  }
  const patients = plural(first?.patients ?? 0, "patient");
  if (cells.length === 1) return `${patients} came to “${first?.event}”`;
  if (!first?.patients) return `Nobody came to “${first?.event}”, the first step`;
  return [`${nearPercent(last?.share ?? 0)} of ${patients} came ${way}`, cells.length > 2 && mostLost(cells)]
    .filter(Boolean)
    .join("; ");
}
