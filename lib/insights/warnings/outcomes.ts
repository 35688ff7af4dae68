import { ofItems } from "../../log/attributes";
import { dayOfNumber } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import type { PatientsContext } from "../insight";
import type { Facts } from "../worklist/facts";
import type { Outcome, Params } from "./params";

type Context = PatientsContext<Params>;

const made: Readonly<Record<Outcome, (ctx: Context, facts: Facts) => Sql>> = {
  stopped: (ctx) =>
    sql`SELECT DISTINCT subject, day FROM ${ctx.plain} e WHERE ${ctx.inRoles("stop")} AND ${ofItems(ctx, ctx.params.items)}`,
  end: (ctx) => sql`SELECT subject, min(day) AS day FROM ${ctx.plain} e WHERE ${ctx.inRoles("end")} GROUP BY subject`,
  /** The first day at whose end a stretch without supply is longer than so many days, of who is still to be treated then. */
  gap({ params: { outcomeGap } }, { stretches, ordered }) {
    const day = dayOfNumber(sql`ends + ${outcomeGap}`);
    return sql`
      SELECT subject, day FROM (
        SELECT subject, ${day} AS day FROM (SELECT subject, ceil(to_no)::INTEGER AS ends, lead(from_no) OVER (PARTITION BY subject ORDER BY from_no) AS next_no FROM ${stretches})
        WHERE next_no IS NULL OR next_no >= ends + ${outcomeGap} + 1) c
      WHERE NOT EXISTS (FROM (
        SELECT c.subject, c.day FROM (SELECT subject, ${day} AS day FROM (SELECT subject, ceil(to_no)::INTEGER AS ends FROM ${stretches})) c
        JOIN ${ordered} o ON o.subject = c.subject AND o.day <= c.day AND (o.next_day IS NULL OR o.next_day > c.day)
        GROUP BY ALL HAVING NOT bool_or(going AND coalesce(o.until_day, c.day) >= c.day)) u WHERE u.subject = c.subject AND u.day = c.day)`;
  },
};

/** Days on which what the list is to warn of came, while a patient was followed: (subject, day). */
export const outcomesOf = (ctx: Context, facts: Facts): Sql => sql`
  SELECT o.subject, o.day FROM (${made[ctx.params.outcome](ctx, facts)}) o JOIN (SELECT subject, max(to_day) AS to_day FROM ${ctx.observed} GROUP BY subject) f ON f.subject = o.subject AND o.day <= to_day`;
