import type { Row } from "@/lib/engine/decode";
import { pairTable } from "@/lib/insights/difference";
import type { AnyInsight } from "@/lib/insights/insight";
import type { AnyView } from "@/lib/insights/view";
import { givenOf } from "@/lib/log/moment";
import type { Study } from "@/lib/log/study";
import { columnsOf } from "../kit/columns";
import type { DataColumn } from "../kit/table";
import type { Comparison } from "./compared";
import type { Answered } from "./use-answer";

/** Two files of one figure at two moments do not look alike. */
export function fileName({ zone }: Study, { id }: AnyInsight, { knownAt, partial }: Answered, what = ""): string {
  const at = (moment: string) => givenOf(moment, zone).replaceAll(":", "-");
  const moment = knownAt === null ? "" : ` as known at ${at(knownAt)}`;
  return `${id}${what}${moment}${partial ? "-incomplete" : ""}.csv`;
}

type Twin = {
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  pick(row: Row): Row | null;
};

const letter = 8;

/** Columns wide enough for their heads, of which many begin alike. */
export const roomy = (columns: readonly DataColumn<Row>[]): DataColumn<Row>[] =>
  columns.map((column) => ({ ...column, least: Math.max(column.least ?? 0, 36 + letter * column.label.length) }));

/** The figure's rows as a table, with the earlier values and the differences where there are any, and the cell that a row stands for. */
export function tableOf(insight: AnyInsight, view: AnyView, answer: Answered, comparison: Comparison | null): Twin {
  const called: Readonly<Record<string, string>> = { ...view.columns, ...view.renamed?.(answer.params) };
  if (!comparison)
    return {
      columns: columnsOf(answer.columns, called),
      rows: answer.cells,
      pick: (row) => row,
    };
  const { columns, rows } = pairTable({ key: insight.key, columns: answer.columns }, comparison.pairs);
  const labels = Object.fromEntries(
    Object.entries(called).flatMap(([name, label]) => [
      [name, label],
      [`${name} then`, `${label} then`],
      [`${name} difference`, `± ${label}`],
    ]),
  );
  return {
    columns: roomy(columnsOf(columns, labels)),
    rows,
    pick: (row) => comparison.pairs[rows.indexOf(row)]?.later ?? null,
  };
}
