import Papa from "papaparse";
import type { Row } from "@/lib/engine/decode";

export const formats = ["csv", "json"] as const;
export type Format = (typeof formats)[number];

/** Rows as CSV with a header (an undefined value is an empty field) or as a JSON array. */
export function printed(rows: readonly Row[], columns: readonly string[], format: Format): string {
  const data = rows.map((row) => columns.map((name) => row[name] ?? null));
  if (format === "csv") return Papa.unparse({ fields: [...columns], data }, { newline: "\n" });
  return JSON.stringify(
    data.map((values) => Object.fromEntries(columns.map((name, i) => [name, values[i]]))),
    null,
    1,
  );
}
