import { id, list, sql, type Sql } from "../sql";
import { table } from "../log/schema";

/** Attributes of an event that a figure can be broken down by, and their columns. */
export const eventAttributes: Readonly<Record<string, string>> = {
  type: "type",
  item: "item",
  source: "source",
  "recorded by": "recorded_by",
  unit: "unit",
  reason: "reason",
};

export const isEventAttribute = (name: string): boolean => Object.hasOwn(eventAttributes, name);

/** The key of an event's attribute; NULL where the name is none. */
export const attributeKey = (name: string, alias = "e"): Sql => {
  const column = isEventAttribute(name) ? eventAttributes[name] : undefined;
  return column === undefined ? sql`NULL::INTEGER` : id(alias, column);
};

/** Whether an event's item is among those named; all where none is. */
export const ofItems = (items: readonly string[]): Sql =>
  items.length === 0 ? sql`TRUE` : sql`item IN (SELECT key FROM ${table("terms")} WHERE text IN ${list(items)})`;

export const ofTypes = (types: readonly string[]): Sql =>
  types.length === 0 ? sql`TRUE` : sql`e.type IN (SELECT key FROM ${table("terms")} WHERE text IN ${list(types)})`;
