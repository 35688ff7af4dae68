import type { Row } from "../engine/decode";
import { table } from "../log/schema";
import { id, sql, type Sql } from "../sql";

export const eventColumns = {
  type: "text",
  occurredAt: "moment",
  recordedAt: "moment",
  day: "date",
  recordedBy: "text",
  source: "text",
  item: "text",
  unit: "text",
  reason: "text",
  dose: "number",
  perDay: "number",
  daysSupply: "number",
  value: "number",
  until: "date",
  segment: "integer",
  row: "integer",
} as const;
export type EventRow = Row<typeof eventColumns>;

const text = (column: string) => sql`(SELECT text FROM ${table("terms")} WHERE key = e.${id(column)})`;

/** The columns of an event row, from events aliased e. */
export const eventFields: Sql = sql`
  ${text("type")} AS type, e.occurred_at AS "occurredAt", e.recorded_at AS "recordedAt", e.day, ${text("recorded_by")} AS "recordedBy", ${text("source")} AS source,
  ${text("item")} AS item, ${text("unit")} AS unit, ${text("reason")} AS reason, e.dose, e.per_day AS "perDay", e.days_supply AS "daysSupply", e.value, e.until_day AS until, e.segment, e.row`;
