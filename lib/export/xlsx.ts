import writeXlsx from "write-excel-file/universal";
import type { Row } from "../engine/decode";
import { hiddenWord, type Leaf, type Provenance, spread } from "./file";

const formula = /^[=+\-@\t\r]/;

/** Text as a cell: what a spreadsheet would run as a formula is kept from running by a leading apostrophe. */
const text = (value: string) => ({ value: formula.test(value) ? `'${value}` : value, type: String });

const cell = (value: Row[string] | undefined) => {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return { value, type: Number };
  return typeof value === "boolean" ? { value, type: Boolean } : text(String(value));
};

/** A name that a sheet may have: 31 characters, none of those that mean something. */
const sheetName = (name: string): string => name.replaceAll(/[\\/?*[\]:]/g, " ").slice(0, 31);

function sheetOf({ name, released, labels }: Leaf) {
  const { columns, values } = spread(released);
  const names = Object.keys(columns);
  const head = names.map((column) => ({ ...text(labels[column] ?? column), fontWeight: "bold" as const }));
  const body = values.map((row, i) =>
    names.map((column, c) => (released.hidden[i]?.includes(column) === true ? text(hiddenWord) : cell(row[c]))),
  );
  return { data: [head, ...body], sheet: sheetName(name) };
}

/** Released tables as one XLSX workbook, a sheet each; the last tells where they come from. */
export async function toXlsx(leaves: readonly Leaf[], provenance: Provenance): Promise<Blob> {
  const about = Object.entries(provenance).map(([name, value]) => [text(name), text(value)]);
  return writeXlsx([...leaves.map(sheetOf), { data: about, sheet: "About" }]).toBlob();
}
