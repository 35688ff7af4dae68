import type { Mapping } from "../ingest/mapping/mapping";
import { and, join, sql, type Sql } from "../sql";
import { integral, raw, textOf, type Staged } from "./typed";

/** The two halves of a key: hashed text needs both, a whole number stays itself beside its id space. */
export type Key = { space: Sql; key: Sql };

export const hashed = (...values: readonly Sql[]): Key => ({
  space: sql`(hash(${join(values)}) >> 2)::BIGINT`,
  key: sql`(hash(${join(values.toReversed())}, 1) >> 1)::BIGINT`,
});

/** The key that some columns name together under a mapping, and whether they do. */
export function keyOf(staged: Staged, columns: readonly string[], mapping: Mapping): Key & { given: Sql } {
  const idSpace = mapping.idSpace === "" ? sql`0::BIGINT` : sql`(hash(${mapping.idSpace}) >> 34)::BIGINT`;
  const [only, ...more] = columns;
  const type = only === undefined ? undefined : staged.get(only);
  if (only === undefined || columns.some((name) => !staged.has(name)))
    return { given: sql`FALSE`, space: sql`NULL::BIGINT`, key: sql`NULL::BIGINT` };
  if (more.length === 0 && type !== undefined && integral.test(type))
    return { given: sql`${raw(only)} IS NOT NULL`, space: idSpace, key: sql`${raw(only)}::BIGINT` };
  const texts = columns.map((name) => textOf(staged, { from: [name] }));
  const wide = hashed(sql`${mapping.idSpace}`, ...texts);
  const given = and(texts.map((text) => sql`${text} IS NOT NULL`));
  if (more.length > 0) return { given, ...wide };
  const number = sql`TRY_CAST(${join(texts)} AS BIGINT)`;
  const plain = sql`coalesce(${number}::VARCHAR = ${join(texts)}, FALSE)`;
  return {
    given,
    space: sql`CASE WHEN ${plain} THEN ${idSpace} ELSE ${wide.space} END`,
    key: sql`CASE WHEN ${plain} THEN ${number} ELSE ${wide.key} END`,
  };
}

/** Columns that name the event which a row corrects or retracts, as its own id is named. */
export const correctsColumns = (staged: Staged, { corrects, id }: Mapping): string[] =>
  corrects && "from" in corrects
    ? corrects.from
        .filter((name) => staged.has(name))
        .slice(0, 1)
        .flatMap((name) => [...id.slice(0, -1), name])
    : [];
