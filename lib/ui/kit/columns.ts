import { isNumeric, written } from "@/lib/charts/written";
import type { ColumnType, Columns, Row } from "@/lib/engine/decode";
import type { DataColumn } from "./table";

const least: Readonly<Record<ColumnType, number>> = {
  text: 150,
  date: 118,
  moment: 200,
  integer: 96,
  number: 96,
  big: 150,
  boolean: 80,
};
/** Table columns from declared ones; `labels` name them. */
export const columnsOf = (columns: Columns, labels: Readonly<Record<string, string>>): DataColumn<Row>[] =>
  Object.entries(columns).map(([id, type]) => ({
    id,
    label: labels[id] ?? id,
    numeric: isNumeric(type),
    least: least[type],
    value: (row) => {
      const value = row[id] ?? null;
      return typeof value === "number" || value === null ? value : String(value);
    },
    text: (row) => written(row[id] ?? null, type),
  }));
