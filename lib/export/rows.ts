import Papa from "papaparse";

/** Rows as CSV (RFC 4180, CRLF, UTF-8); text that a spreadsheet would run as a formula is kept from running by a leading apostrophe. */
export const rowsCsv = (columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string =>
  Papa.unparse(
    { fields: [...columns], data: rows.map((row) => columns.map((column) => row[column] ?? "")) },
    { escapeFormulae: true },
  );
