import type { ColumnType, Row } from "../engine/decode";
import { count, isoDay, isoMoment } from "./format";

/** Whether values of a column stand under each other by their digits. */
export const isNumeric = (type: ColumnType): boolean => type === "integer" || type === "number" || type === "big";

const fine = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 4 });

/** A value of a result as people read it. */
export function written(value: Row[string], type: ColumnType): string {
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
