import type { Columns, Row } from "../engine/decode";
import { Failed } from "../failure";
import { isReleased, type Released } from "./gate";

/** What every file of a report says of where it comes from: what it was asked, of which data, as known when, under which rule. */
export type Provenance = Readonly<Record<string, string>>;

/** A table on its way out: what it is called, and how its columns are. */
export type Leaf = { name: string; released: Released; labels: Readonly<Record<string, string>> };

/** What stands where a value is hidden, in files that have no better way. */
export const hiddenWord = "hidden";

/** The column that says, of each row, which of its values are hidden. */
export const hiddenColumn = "hidden";

/** Throws Failed unless the table came through the gate: what a type promises, asked for once more where bytes are made. */
export function throughGate(released: Released): Released {
  if (isReleased(released)) return released;
  throw new Failed({
    kind: "disclosure",
    detail: `the table “${released.table}” did not come through the gate`,
  });
}

/** A released table value by value, hidden ones as null, with its hidden columns named row by row. */
export function spread(released: Released): {
  columns: Columns;
  values: readonly (readonly Row[string][])[];
  hidden: readonly string[];
} {
  const { columns, rows, hidden } = throughGate(released);
  return {
    columns,
    values: rows.map((row) => Object.keys(columns).map((name) => row[name] ?? null)),
    hidden: rows.map((_, i) => (hidden[i] ?? []).join(" ")),
  };
}
