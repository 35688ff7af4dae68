import { sql, type Sql } from "../sql";

/** The relation members (cohort, subject, entry_day, index_day, exit_day) of one cohort: everybody, from their first event. */
export const everybody = (observed: Sql): Sql =>
  sql`SELECT 'everybody' AS cohort, subject, index_day AS entry_day, index_day, to_day AS exit_day FROM ${observed}`;
