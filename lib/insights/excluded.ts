import { sql, type Sql } from "../sql";
import type { Aside, CellsContext } from "./insight";

const columns = { group: "text", why: "text", patients: "integer" } as const;
const counted = (from: Sql): Sql =>
  sql`SELECT "group", why, count(DISTINCT subject)::BIGINT AS patients FROM ${from} WHERE why IS NOT NULL GROUP BY ALL ORDER BY "group", patients DESC, why`;

/** Patients whose row says `why` the measure is not defined for them; where `otherwise` is a reason, those without a row, for it. */
export const excludedBy = <P>(otherwise: (params: P) => string | null): Aside<P> => ({
  columns,
  rows({ rows, members, params }: CellsContext<P>) {
    const why = otherwise(params);
    return why === null
      ? counted(rows)
      : counted(sql`(SELECT *, ${why} AS why FROM ${members} WHERE subject NOT IN (SELECT subject FROM ${rows}))`);
  },
});

export const excludedByReason: Aside<unknown> = excludedBy(() => null);
