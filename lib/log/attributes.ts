import { list, sql, type Sql } from "../sql";

/** Attributes of an event that the log keeps, and their columns. */
export const eventAttributes: Readonly<Record<string, string>> = {
  type: "type",
  item: "item",
  source: "source",
  "recorded by": "recorded_by",
  unit: "unit",
  reason: "reason",
};

/** What the words of events are: (key, text). */
export type Words = { terms: Sql };

/** Whether a column of keys is among some words; all where none is named. */
export const among = (column: Sql, { terms }: Words, words: readonly string[]): Sql =>
  words.length === 0 ? sql`TRUE` : sql`${column} IN (SELECT key FROM ${terms} WHERE text IN ${list(words)})`;

/** Whether an event's item is among those named; all where none is. */
export const ofItems = (words: Words, items: readonly string[]): Sql => among(sql`item`, words, items);

export const ofTypes = (words: Words, types: readonly string[]): Sql => among(sql`e.type`, words, types);
