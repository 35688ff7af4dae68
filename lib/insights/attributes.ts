import { eventAttributes } from "../log/attributes";
import { fileColumns, type FileColumn } from "../log/columns";
import type { Study } from "../log/study";
import { id, sql, type Sql } from "../sql";

/** An attribute of events aliased e: its key, and the relation of what keys stand for (key, text). */
export type Attribute = { key: Sql; words: Sql };

const isKept = (name: string): boolean => Object.hasOwn(eventAttributes, name);

/** Whether a name is a column of the files, and neither kept with the events nor a trait. */
export const isFileColumn = (study: Study, name: string): boolean => !isKept(name) && fileColumns(study).includes(name);

/** Says which names are attributes of a study's events; any other is taken for a trait of the patient. */
export const attributesOf =
  (study: Study) =>
  (name: string): boolean =>
    isKept(name) || isFileColumn(study, name);

/** Events with what a column of the files says of each. */
export const withColumn = (events: Sql, { rows }: FileColumn): Sql =>
  sql`(SELECT e.*, w.key AS file_column FROM ${events} e LEFT JOIN ${rows} w ON w.segment = e.segment AND w.row = e.row)`;

/** An attribute by its name; of a column of the files where the events were given one. */
export function attributeOf(name: string, terms: Sql, column: FileColumn | null): Attribute {
  const kept = isKept(name) ? eventAttributes[name] : undefined;
  if (kept !== undefined) return { key: id("e", kept), words: terms };
  return column ? { key: sql`e.file_column`, words: column.words } : { key: sql`NULL::INTEGER`, words: terms };
}
