import Papa from "papaparse";
import { hiddenWord, throughGate } from "./file";
import type { Released } from "./gate";

/** Rows as CSV (RFC 4180, CRLF, UTF-8); text that a spreadsheet would run as a formula is kept from running by a leading apostrophe. */
export const rowsCsv = (columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string =>
  Papa.unparse(
    { fields: [...columns], data: rows.map((row) => columns.map((column) => row[column] ?? "")) },
    { escapeFormulae: true },
  );

/** A released table as such CSV: what is hidden says so, what is not known is empty. */
export function toCsv(released: Released): string {
  const { columns, rows, hidden } = throughGate(released);
  const told = rows.map((row, i) => ({
    ...row,
    ...Object.fromEntries((hidden[i] ?? []).map((name) => [name, hiddenWord])),
  }));
  return rowsCsv(Object.keys(columns), told);
}
