import { join, sql, type Sql } from "../../sql";
import type { PatientsContext, Plan } from "../insight";
import { after } from "../worklist/days";
import { withFacts } from "../worklist/facts";
import { asked } from "../worklist/params";
import { holding } from "../worklist/rows";
import { outcomesOf } from "./outcomes";
import { anyRule, type Params, toldRules } from "./params";

type Context = PatientsContext<Params>;

const nobody = sql`SELECT 0::INTEGER AS subject, '' AS rule, '' AS state, NULL::DATE AS day, NULL::DATE AS outcome, NULL::INTEGER AS days WHERE FALSE`;

/** The days on which the list is looked at, and one a week before them. */
const looks = ({ dataEnd, params: { weeks } }: Context): Sql =>
  sql`(SELECT as_of, ${after(sql`as_of`)} AS after FROM (SELECT (${dataEnd}::DATE - 7 * n::INTEGER)::DATE AS as_of FROM (SELECT unnest(range(${weeks + 1})) AS n)))`;

/** What became of those who came onto the list, from who was on it on which days and when outcomes came. */
const became = (ctx: Context, listed: Sql, outcomes: Sql): Sql => {
  const { horizon, weeks } = ctx.params;
  const begin = sql`(${ctx.dataEnd}::DATE - ${7 * weeks})`;
  const named = join(toldRules(ctx.params).map((rule) => sql`(${rule})`));
  return sql`
    WITH listed AS (FROM ${listed} UNION ALL SELECT DISTINCT subject, ${anyRule}, as_of FROM ${listed}),
    entered AS (SELECT subject, rule, min(as_of) AS day FROM (
      SELECT *, lag(as_of) OVER (PARTITION BY subject, rule ORDER BY as_of) AS before FROM listed) WHERE as_of > ${begin} AND before IS DISTINCT FROM as_of - 7 GROUP BY ALL),
    outcomes AS (FROM ${outcomes} WHERE day > ${begin}),
    came AS (SELECT e.subject, e.rule, e.day, min(o.day) AS outcome FROM entered e LEFT JOIN outcomes o ON o.subject = e.subject AND o.day > e.day AND o.day <= e.day + ${horizon} GROUP BY ALL)
    SELECT subject, rule, CASE WHEN outcome IS NOT NULL THEN 'warned' WHEN day + ${horizon} <= to_day THEN 'wrongly' ELSE 'open' END AS state, day, outcome, (outcome - day)::INTEGER AS days
    FROM came JOIN (SELECT subject, max(to_day) AS to_day FROM ${ctx.observed} GROUP BY subject) USING (subject)
    UNION ALL
    SELECT subject, rule, 'already', as_of, NULL, NULL FROM listed WHERE as_of = ${begin} AND (subject, rule) NOT IN (SELECT (subject, rule) FROM entered)
    UNION ALL
    SELECT o.subject, rule, 'missed', NULL, o.day, NULL FROM (SELECT subject, min(day) AS day FROM outcomes GROUP BY subject) o CROSS JOIN (VALUES ${named}) r (rule)
    WHERE NOT EXISTS (FROM listed l WHERE l.subject = o.subject AND l.rule = r.rule AND l.as_of < o.day AND l.as_of >= o.day - ${horizon})
    UNION ALL
    SELECT subject, rule, 'listed', as_of, NULL, NULL FROM listed WHERE as_of > ${begin}`;
};

/** A row a patient and rule for their first warning in the time looked at, and for an outcome without one; and one for each day looked at on which they were on the list: (subject, rule, state, day, outcome, days). Linear in days looked at times patients, past what the rules' facts cost. */
export function warnings(ctx: Context): Plan {
  const all = asked(ctx.params);
  if (all.length === 0) return nobody;
  const needed = ctx.params.outcome === "gap" ? ([...all, "gap"] as const) : all;
  return withFacts(ctx, { days: looks(ctx), latest: null }, needed, (facts) => ({
    keep: sql`SELECT DISTINCT subject, rule, as_of FROM (${holding(ctx, facts)})`,
    next: (listed) => ({
      keep: outcomesOf(ctx, facts),
      next: (outcomes) => became(ctx, listed, outcomes),
    }),
  }));
}
