import { sql } from "../sql";
import type { Aside } from "./insight";

/** Patients of whom the measure says nothing, for one reason. */
export const excludedFor = <P>(why: (params: P) => string): Aside<P> => ({
  columns: { group: "text", why: "text", patients: "integer" },
  rows: ({ rows, members, params }) => sql`
    SELECT "group", ${why(params)} AS why, count(DISTINCT subject)::BIGINT AS patients FROM ${members} WHERE subject NOT IN (SELECT subject FROM ${rows}) GROUP BY ALL ORDER BY ALL`,
});
