import { ofItems } from "../../log/attributes";
import { happened } from "../../projections/observed";
import { covered, dayNumber, supplies } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import type { Plan } from "../insight";
import { after, type Context } from "./days";

/** How the last weeks of some patients went: see `Triage`. A week before the first supply, or the first event, is not there. */
export const course = (ctx: Context, subjects: Sql, weeks: number): Plan => {
  const end = after(sql`${ctx.dataEnd}::DATE`);
  return {
    keep: supplies(ctx, ofItems(ctx, ctx.params.items)),
    next: (supplied) => ({
      keep: covered(sql`SELECT * FROM ${supplied}`, true),
      next: (stretches) => sql`
        WITH own AS (FROM ${stretches} WHERE subject IN ${subjects}),
        weeks AS (SELECT unnest(range(${weeks}))::INTEGER AS week),
        known AS (SELECT subject, min(from_no) AS first_no FROM own GROUP BY subject)
        SELECT subject, week, 'covered' AS kind, sum(greatest(0, least(to_no, ${end} - 7 * week) - greatest(from_no, ${end} - 7 * week - 7)))::DOUBLE / 7 AS value
        FROM own JOIN known USING (subject) JOIN weeks ON first_no < ${end} - 7 * week GROUP BY ALL
        UNION ALL
        SELECT subject, ((${end} - 1 - ${dayNumber(sql`day`)}) // 7)::INTEGER AS week, 'events', count(*)::DOUBLE
        FROM ${ctx.plain} e WHERE subject IN ${subjects} AND ${happened(ctx)} AND day <= ${ctx.dataEnd}::DATE AND day > ${ctx.dataEnd}::DATE - ${7 * weeks} AND subject NOT IN (SELECT subject FROM own) GROUP BY ALL`,
    }),
  };
};
