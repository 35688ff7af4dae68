import type { Dialect } from "../engine/dialect";
import { sql, type Sql } from "../sql";

/** Rows with `centre`, the mean of a value over those alike in the columns `by`. */
export const centred = ({ mean }: Dialect, rows: Sql, by: Sql, value: Sql): Sql =>
  sql`(SELECT * FROM ${rows} JOIN (SELECT ${by}, ${mean(value)} AS centre FROM ${rows} GROUP BY ${by}) USING (${by}))`;

/** The standard deviation of a value, over n − 1, of centred rows; null of fewer than two. */
export const deviation = ({ mean }: Dialect, value: Sql): Sql =>
  sql`sqrt(${mean(sql`(${value} - centre) * (${value} - centre)`)} * count(${value}) / nullif(count(${value}) - 1, 0))`;
