import { count, isoDay, isoMoment } from "@/lib/charts/format";
import type { ColumnType, Columns, Row } from "@/lib/engine/decode";
import type { DataColumn } from "./table";

const numeric: ReadonlySet<ColumnType> = new Set(["integer", "number", "big"]);
const least: Readonly<Record<ColumnType, number>> = {
  text: 150,
  date: 118,
  moment: 200,
  integer: 96,
  number: 96,
  big: 150,
  boolean: 80,
};
const fine = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 4 });

/** A value of a result as people read it. */
function written(value: Row[string], type: ColumnType): string {
  if (value === null || value === undefined) return "–";
  switch (type) {
    case "date":
      return isoDay(String(value));
    case "moment":
      return isoMoment(String(value));
    case "integer":
      return count(Number(value));
    case "number":
      return fine.format(Number(value));
    default:
      return String(value);
  }
}

/** Table columns from declared ones; `labels` name them. */
export const columnsOf = (columns: Columns, labels: Readonly<Record<string, string>>): DataColumn<Row>[] =>
  Object.entries(columns).map(([id, type]) => ({
    id,
    label: labels[id] ?? id,
    numeric: numeric.has(type),
    least: least[type],
    value: (row) => {
      const value = row[id] ?? null;
      return typeof value === "number" || value === null ? value : String(value);
    },
    text: (row) => written(row[id] ?? null, type),
  }));
