import type { FileColumn } from "./columns";
import { table } from "./schema";
import type { Study } from "./study";
import { list, sql, type Sql } from "../sql";

/** What was stated of patients under a name: (segment, row, value), and the types of the events that state it. */
export type Stated = { rows: Sql; ofTypes: Sql };

export const inColumn = (column: FileColumn): Stated => ({
  rows: sql`(SELECT segment, row, text AS value FROM ${column.rows} JOIN ${column.words} USING (key))`,
  ofTypes: sql`TRUE`,
});

/** All traits as their events state them: (segment, row, name, value). */
export const allTraits = ({ traits }: Study): Stated => ({
  rows: sql`(SELECT segment, row, name, value FROM ${table("traits")})`,
  ofTypes: traits.length === 0 ? sql`FALSE` : sql`e.type IN ${list([...new Set(traits.map(({ type }) => type))])}`,
});

/** A trait as its events state it. A scan that knows their types reads the rest of those rows alone. */
export function asTrait({ traits }: Study, name: string): Stated {
  const types = traits.flatMap((trait) => (trait.name === name ? trait.type : []));
  return {
    rows: sql`(SELECT segment, row, value FROM ${table("traits")} WHERE name = ${name})`,
    ofTypes: types.length === 0 ? sql`FALSE` : sql`e.type IN ${list(types)}`,
  };
}
