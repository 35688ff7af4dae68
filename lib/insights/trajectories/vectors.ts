import type { Columns, Row } from "../../engine/decode";
import type { Dialect } from "../../engine/dialect";
import { id, join, sql, type Sql } from "../../sql";

/** A course of values, one a window. */
export type Vector = readonly number[];

const each = (length: number): number[] => Array.from({ length }, (_, i) => i);
const at = (i: number): Sql => id(`v${i}`);
const exactly = (value: number): Sql => sql`${String(value)}::DOUBLE`;
const places = (windows: number): Sql => join(each(windows).map(at));
const placeColumns = (windows: number): Columns => Object.fromEntries(each(windows).map((i) => [`v${i}`, "number"]));

/** The values of a row that was asked for as a vector. */
export const vectorOf = (row: Row, windows: number): Vector => each(windows).map((i) => Number(row[`v${i}`]));

/** Courses as columns v0, v1 …, each once with how many patients have it (`weight`). */
export const distinctVectors = (rows: Sql, windows: number): Sql => sql`
  SELECT ${places(windows)}, count(*)::BIGINT AS weight FROM (
    SELECT ${join(each(windows).map((i) => sql`course[${i + 1}] AS ${at(i)}`))} FROM ${rows} WHERE course IS NOT NULL) GROUP BY ALL`;

/** The square of the Euclidean distance to a centre, its terms added in the order of the windows. */
const squared = (centre: Vector, place: (i: number) => Sql): Sql =>
  join(
    centre.map((value, i) => sql`(${place(i)} - ${exactly(value)}) * (${place(i)} - ${exactly(value)})`),
    " + ",
  );

const distances = (centres: readonly Vector[], place: (i: number) => Sql): Sql =>
  join(centres.map((centre, g) => sql`${squared(centre, place)} AS ${id(`d${g}`)}`));

const least = (centres: readonly Vector[]): Sql => sql`least(${join(centres.map((_, g) => id(`d${g}`)))})`;

/** The nearest centre by its place, the first of those equally near. */
const nearest = (centres: readonly Vector[], label: (g: number) => Sql): Sql =>
  sql`CASE ${least(centres)} ${join(
    centres.map((_, g) => sql`WHEN ${id(`d${g}`)} THEN ${label(g)}`),
    " ",
  )} END`;

const sums = (dialect: Dialect, windows: number): Sql =>
  join(each(windows).map((i) => sql`${dialect.total(sql`${at(i)} * weight`)} / sum(weight)::DOUBLE AS ${at(i)}`));

/** Vectors with the place of their nearest centre and the squared distance to it. */
const placed = (vectors: Sql, centres: readonly Vector[]): Sql =>
  sql`SELECT *, ${least(centres)} AS distance, ${nearest(centres, (g) => sql`${g}`)}::BIGINT AS place FROM (SELECT *, ${distances(centres, at)} FROM ${vectors})`;

type Fold = { statement: Sql; columns: Columns };

/** One step of Lloyd's: for each centre that is nearest to somebody its place, `patients`, `within` (sum of squared distances to it) and the mean of theirs. Linear in vectors × centres × windows. */
export const stepped = (dialect: Dialect, vectors: Sql, centres: readonly Vector[], windows: number): Fold => ({
  columns: { place: "integer", patients: "integer", within: "number", ...placeColumns(windows) },
  statement: sql`
    SELECT place, sum(weight)::BIGINT AS patients, ${dialect.total(sql`distance * weight`)} AS within, ${sums(dialect, windows)}
    FROM (${placed(vectors, centres)})
    GROUP BY place ORDER BY place`,
});

/** Means of so many equal parts of the distinct vectors in order of their mean, then of their values. */
export const parted = (dialect: Dialect, vectors: Sql, parts: number, windows: number): Fold => ({
  columns: placeColumns(windows),
  statement: sql`
    SELECT ${sums(dialect, windows)} FROM (SELECT *, ntile(${parts}) OVER (ORDER BY ${join(each(windows).map(at), " + ")}, ${places(windows)}) AS part FROM ${vectors})
    GROUP BY part ORDER BY part`,
});

/** The vector farthest from the nearest of these, the greatest by its values of those equally far. */
export const farthest = (vectors: Sql, centres: readonly Vector[], windows: number): Fold => ({
  columns: placeColumns(windows),
  statement: sql`SELECT ${places(windows)} FROM (${placed(vectors, centres)})
    ORDER BY distance DESC, ${join(each(windows).map((i) => sql`${at(i)} DESC`))} LIMIT 1`,
});

/** How many distinct vectors there are, as `vectors`. */
export const counted = (vectors: Sql): Fold => ({
  columns: { vectors: "integer" },
  statement: sql`SELECT count(*)::BIGINT AS vectors FROM ${vectors}`,
});

/** Rows with a course labelled by the nearest of the centres as `group`; null where there is no course, or no centre. */
export const labelled = (rows: Sql, centres: readonly Vector[], labels: readonly string[]): Sql => {
  const course = (i: number) => sql`course[${i + 1}]`;
  if (centres.length === 0) return sql`SELECT *, NULL::VARCHAR AS "group" FROM ${rows}`;
  return sql`SELECT * EXCLUDE (${join(centres.map((_, g) => id(`d${g}`)))}), ${nearest(centres, (g) => sql`${labels[g] ?? ""}`)} AS "group"
    FROM (SELECT *, ${distances(centres, course)} FROM ${rows})`;
};
