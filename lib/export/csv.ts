import { hiddenWord, throughGate } from "./file";
import type { Released } from "./gate";
import { rowsCsv } from "./rows";

/** A released table as CSV (RFC 4180): what is hidden says so, what is not known is empty. */
export function toCsv(released: Released): string {
  const { columns, rows, hidden } = throughGate(released);
  const told = rows.map((row, i) => ({
    ...row,
    ...Object.fromEntries((hidden[i] ?? []).map((name) => [name, hiddenWord])),
  }));
  return rowsCsv(Object.keys(columns), told);
}
