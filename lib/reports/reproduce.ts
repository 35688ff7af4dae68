import { plural } from "../charts/format";
import type { Row } from "../engine/decode";
import type { Carried, CarriedTable } from "./carried";

/** Why a report made again differs: what it was made from is another. */
export type Because = "data" | "moment" | "version" | "rule";
/** What differs of a figure: its number, whether its sentence does, and how many values of its tables. */
export type Moved = { figure: number; title: string; sentence: boolean; values: number };

export type Compared = { kind: "identical" } | { kind: "moved"; moved: readonly Moved[]; because: readonly Because[] };

const values = ({ rows, hidden }: CarriedTable): Map<string, Row[string]> =>
  new Map(
    rows.flatMap((row, i) =>
      Object.entries(row).map(([name, value]) => {
        const said = hidden[i]?.includes(name) === true ? "hidden" : value;
        return [`${i} ${name}`, said] as const;
      }),
    ),
  );

function valuesMoved(before: readonly CarriedTable[], after: readonly CarriedTable[]): number {
  let moved = 0;
  for (const name of new Set([...before, ...after].map(({ table }) => table))) {
    const [old, now] = [before, after].map((tables) => {
      const found = tables.find(({ table }) => table === name);
      return found ? values(found) : new Map<string, unknown>();
    });
    for (const place of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]))
      if (old?.get(place) !== now?.get(place)) moved += 1;
  }
  return moved;
}

/** A report beside the same made again: identical, or each figure that moved and what it is made from that is another. */
export function compared(before: Carried, after: Carried): Compared {
  const moved = after.figures.flatMap((now, i): Moved[] => {
    const old = before.figures[i];
    const changed = valuesMoved(old?.tables ?? [], now.tables);
    const sentence = old?.title !== now.title;
    return changed > 0 || sentence ? [{ figure: i + 1, title: now.title, sentence, values: changed }] : [];
  });
  const history = valuesMoved([before.history], [after.history]);
  if (moved.length === 0 && history === 0 && before.digest === after.digest) return { kind: "identical" };
  const same = (of: (one: Carried) => unknown) => JSON.stringify(of(before)) === JSON.stringify(of(after));
  const reasons: [Because, boolean][] = [
    ["data", same(({ digest }) => digest)],
    ["moment", same((one) => one.moment)],
    ["version", same(({ versions }) => versions)],
    ["rule", same(({ spec }) => spec.disclosure)],
  ];
  return { kind: "moved", moved, because: reasons.flatMap(([reason, held]) => (held ? [] : reason)) };
}

const reasonWords: Record<Because, string> = {
  data: "the data is not what it was made from",
  moment: "the moment is another",
  version: "it was made by another version",
  rule: "another rule says what is hidden",
};

/** How a report compares, line by line. */
export function comparedWords(result: Compared): string[] {
  if (result.kind === "identical") return ["identical"];
  const { moved, because } = result;
  const why = because.length > 0 ? because.map((one) => reasonWords[one]).join("; ") : "no reason is known";
  return [
    `${moved.length === 0 ? "No figure" : plural(moved.length, "figure")} moved: ${why}.`,
    ...moved.map(
      ({ figure, title, sentence, values: n }) =>
        `Figure ${figure} (${title}): ${[...(sentence ? ["its sentence"] : []), ...(n > 0 ? [plural(n, "value")] : [])].join(" and ")}`,
    ),
  ];
}
