import { dayNumber, dayOfNumber, supplies } from "../../projections/supply";
import { eras, suppliesWithin, treatmentLines } from "../../projections/lines";
import { ofItems } from "../../log/attributes";
import { sql, type Sql } from "../../sql";
import type { Plan } from "../insight";
import type { Context } from "./question";

/** What stands between the steps of a path. */
export const arrow = " → ";

/** How a path ends. */
const [never, brief, further, died, lost, still, stopped] = [
  "never supplied",
  "no lasting supply",
  "further lines",
  "died",
  "lost",
  "still on it",
  "stopped",
];

/** On the day that a patient's observation ends with an event of an end: whether one says that it was death. */
const deaths = ({ events, inRoles, terms, observed }: Context): Sql => sql`
  SELECT e.subject, bool_or(lower(t.text) LIKE '%died%' OR lower(t.text) LIKE '%death%') AS died
  FROM ${events} e JOIN ${observed} o ON o.subject = e.subject AND o.to_day = e.day LEFT JOIN ${terms} t ON t.key = e.type
  WHERE ${inRoles("end")} GROUP BY e.subject`;

/** How each patient's path ends, after the lines told. */
function endings(ctx: Context, within: Sql, all: Sql, lines: Sql): Sql {
  const { lines: most, collapse } = ctx.params;
  return sql`
    SELECT o.subject, least(coalesce(n, 0), ${most}) + 1 AS line,
      CASE WHEN n IS NULL THEN CASE WHEN o.subject IN (SELECT subject FROM ${within}) THEN ${brief} ELSE ${never} END
        WHEN n > ${most} THEN ${further} WHEN died THEN ${died} WHEN died IS NOT NULL THEN ${lost}
        WHEN covered + ${collapse} >= end_no THEN ${still} ELSE ${stopped} END AS treatment,
      begin_no AS since, CASE WHEN n IS NULL THEN begin_no WHEN n > ${most} THEN next_no WHEN died IS NULL AND covered + ${collapse} < end_no THEN covered ELSE end_no - 1 END AS from_no, end_no AS to_no
    FROM (SELECT subject, ${dayNumber(sql`from_day`)} AS begin_no, ${dayNumber(sql`to_day`)} + 1 AS end_no FROM ${ctx.observed}) o
    LEFT JOIN (SELECT subject, max(line) AS n, min(from_no) FILTER (line = ${most + 1}) AS next_no FROM ${lines} GROUP BY subject) USING (subject)
    LEFT JOIN (SELECT subject, max(to_no) AS covered FROM ${all} GROUP BY subject) USING (subject)
    LEFT JOIN (${deaths(ctx)}) USING (subject)`;
}

/** A row a patient and step of the path, the last of them its ending; `items` are the keys of the medicines, null where any counts. */
function steps(ctx: Context, within: Sql, all: Sql): Sql {
  const { lines: most } = ctx.params;
  const along = sql`OVER (PARTITION BY subject ORDER BY line ROWS UNBOUNDED PRECEDING)`;
  return sql`
    WITH lines AS MATERIALIZED (${treatmentLines(all, ctx.terms, ctx.params)}),
    steps AS (
      SELECT subject, line, treatment, CASE WHEN combination THEN 'combination' ELSE 'one' END AS kind, items, since, from_no, to_no, days FROM lines WHERE line <= ${most}
      UNION ALL SELECT subject, line, treatment, 'state', NULL, since, from_no, to_no, NULL FROM (${endings(ctx, within, all, sql`lines`)}))
    SELECT subject, string_agg(treatment, ${arrow}) OVER (PARTITION BY subject ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS path,
      (count(*) OVER (PARTITION BY subject) - 1)::BIGINT AS depth, line::BIGINT AS line, treatment, kind, string_agg(treatment, ${arrow}) ${along} AS prefix, items,
      ${dayOfNumber(sql`since`)} AS since, ${dayOfNumber(sql`from_no`)} AS "from", ${dayOfNumber(sql`to_no - 1`)} AS "to", days::BIGINT AS days
    FROM steps`;
}

/** Supplies, those in the time in the cohort and their eras, each kept; then the steps of every patient's path. */
export const courses = (ctx: Context): Plan => ({
  keep: supplies(ctx, ofItems(ctx, ctx.params.items)),
  next: (supplied) => ({
    keep: suppliesWithin(supplied, ctx.observed),
    next: (within) => ({
      keep: eras(within, ctx.params),
      next: (all) => steps(ctx, within, all),
    }),
  }),
});
