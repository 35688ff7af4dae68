import { z } from "zod";
import type { Statement } from "../export/statement";
import { sql, type Sql } from "../sql";
import type { Aside, CellsContext } from "./insight";

const columns = { group: "text", why: "text", patients: "integer" } as const;
const counted = (from: Sql): Sql =>
  sql`SELECT "group", why, count(DISTINCT subject)::BIGINT AS patients FROM ${from} WHERE why IS NOT NULL GROUP BY ALL ORDER BY "group", patients DESC, why`;

const derived = z.object({ durations: z.object({ from: z.literal("prescribed") }) });

/** Reasons in patient rows (subject, group, why), and once more where some of their patient's dispensings are left out. */
export const withPartly = (rows: Sql, params: unknown): Sql =>
  derived.safeParse(params).success
    ? sql`(SELECT subject, "group", why FROM ${rows} UNION ALL SELECT subject, "group", 'in part: ' || partly FROM ${rows})`
    : rows;

/** Patients whose row says `why` the measure is not defined for them; where `otherwise` is a reason, those without a row, for it. */
export const excludedBy = <P>(otherwise: (params: P) => string | null): Aside<P> => ({
  columns,
  rows({ rows, members, params }: CellsContext<P>) {
    const why = otherwise(params);
    return why === null
      ? counted(withPartly(rows, params))
      : counted(sql`(SELECT *, ${why} AS why FROM ${members} WHERE subject NOT IN (SELECT subject FROM ${rows}))`);
  },
});

/** Excluded counts are counts. */
export const excludedStatement: Statement = {
  key: ["group", "why"],
  names: ["group"],
  counts: { patients: {} },
  parted: [{ by: "group", counts: ["patients"] }],
};

export const excludedByReason: Aside<unknown> = {
  ...excludedBy(() => null),
  members: ({ group, why }, { params }) => {
    const own = sql`r.why = ${why ?? null}`;
    const partly = derived.safeParse(params).success ? sql`(${own} OR 'in part: ' || r.partly = ${why ?? null})` : own;
    return sql`r."group" = ${group ?? null} AND ${partly}`;
  },
};
