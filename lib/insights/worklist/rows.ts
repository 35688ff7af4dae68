import { dayOfNumber } from "../../projections/supply";
import { join, sql, type Sql } from "../../sql";
import type { Plan } from "../insight";
import { type Context, latest, oneDay } from "./days";
import { type Facts, withFacts } from "./facts";
import { asked, type Rule } from "./params";

const percent = (share: Sql): Sql => sql`(round(100 * ${share})::INTEGER || ' %')`;
const days = (n: Sql): Sql => sql`(${n} || CASE WHEN ${n} = 1 THEN ' day' ELSE ' days' END)`;

/** Of which medicine, score or task something is said, by name. */
const of = ({ terms }: Context): Sql => sql`coalesce((SELECT text FROM ${terms} WHERE key = item) || ': ', '')`;

/** A row of a rule; `over` is how far the value lies beyond the limit, in parts of the limit, of a limit below one in ones. */
const row = (rule: Rule, about: Sql, value: Sql, over: Sql, reason: Sql, since: Sql): Sql =>
  sql`as_of, subject, ${rule} AS rule, ${about} AS about, (${value})::DOUBLE AS value, (${over})::DOUBLE AS over, ${reason} AS reason, (${since})::DATE AS since`;
const beyond = (value: Sql, limit: number): Sql => sql`(${value} - ${limit})::DOUBLE / ${Math.max(1, Math.abs(limit))}`;
const nothing = sql`NULL::INTEGER`;

/** Scores, tasks and days as they were then. */
const current = (relation: Sql, { followed }: Facts): Sql =>
  sql`${relation} e JOIN ${followed} USING (subject) WHERE e.day <= as_of AND coalesce(e.next_day > as_of, TRUE)`;

const made: Readonly<Record<Rule, (ctx: Context, facts: Facts) => Sql>> = {
  /** Nothing in hand for longer than so many days. */
  gap({ params: { gap } }, { covered }) {
    const without = sql`(after - ends)`;
    return sql`SELECT ${row("gap", nothing, without, beyond(without, gap.days), sql`${days(without)} || ' without supply'`, dayOfNumber(sql`ends`))} FROM ${covered} WHERE ${without} > ${gap.days}`;
  },
  /** Of those supplied and followed for so many days, the covered ones of the last of them; and the first that was not. */
  below({ params: { below } }, { covered }) {
    const start = sql`(after - ${below.days})`;
    return sql`
      SELECT ${row("below", nothing, sql`share`, sql`(${below.share} - share) / ${below.share || 1}`, sql`'covered on ' || ${percent(sql`share`)} || ' of ' || ${days(sql`${below.days}`)} || ', below ' || ${percent(sql`${below.share}`)}`, dayOfNumber(sql`CASE WHEN at_start THEN open ELSE ${start} END`))}
      FROM ${covered} WHERE known_no <= ${start} AND share < ${below.share}`;
  },
  /** The same share beside that of as many days before. */
  falling({ params: { falling } }, { covered }) {
    const { by, days: n } = falling;
    return sql`
      SELECT ${row("falling", nothing, sql`early - late`, sql`(early - late - ${by}) / ${by}`, sql`'covered days fell from ' || ${percent(sql`early`)} || ' to ' || ${percent(sql`late`)} || ' in ' || ${days(sql`${n}`)}`, dayOfNumber(sql`after - ${n}`))}
      FROM ${covered} WHERE known_no <= after - ${2 * n} AND round((early - late) * ${n}, 6) >= round(${by} * ${n}, 6)`;
  },
  /** Skipped since the last intake or stop of the same medicine. */
  missed: (ctx, { doses, followed }) => sql`
    SELECT ${row("missed", sql`item`, sql`n`, beyond(sql`n`, ctx.params.missed.doses), sql`${of(ctx)} || n || CASE WHEN n = 1 THEN ' dose' ELSE ' doses in a row' END || ' skipped'`, sql`began`)}
    FROM (SELECT as_of, subject, item, count(*) AS n, min(day) AS began FROM ${doses} JOIN ${followed} USING (subject) WHERE day <= as_of AND coalesce(broken > as_of, TRUE) GROUP BY ALL)
    WHERE n >= ${ctx.params.missed.doses}`,
  /** The last of a score. */
  score: (ctx, facts) => sql`
    SELECT ${row("score", sql`item`, sql`e.value`, beyond(sql`e.value`, ctx.params.score.limit), sql`${of(ctx)} || 'last score ' || e.value || ', limit ' || ${ctx.params.score.limit}::DOUBLE`, sql`e.day`)}
    FROM ${current(facts.scores, facts)} AND e.value >= ${ctx.params.score.limit}`,
  /** The last task of an item, where nothing was done since. */
  overdue(ctx, facts) {
    const late = sql`(as_of - due)::INTEGER`;
    return sql`
      SELECT ${row("overdue", sql`item`, late, beyond(late, ctx.params.overdue.days), sql`${of(ctx)} || ${days(late)} || ' overdue'`, sql`due`)}
      FROM ${current(facts.tasks, facts)} AND coalesce(done > as_of, TRUE) AND ${late} > ${ctx.params.overdue.days}`;
  },
  /** Of whom nothing is told any more. */
  silent({ params: { silent } }, facts) {
    const quiet = sql`(as_of - e.day)::INTEGER`;
    return sql`
      SELECT ${row("silent", nothing, quiet, beyond(quiet, silent.days), sql`${days(quiet)} || ' without an event'`, sql`e.day`)}
      FROM ${current(facts.quiet, facts)} AND ${quiet} > ${silent.days}`;
  },
};

const nobody = sql`SELECT NULL::DATE AS as_of, 0::INTEGER AS subject, '' AS rule, NULL::INTEGER AS about, 0::DOUBLE AS value, 0::DOUBLE AS over, '' AS reason, NULL::DATE AS since WHERE FALSE`;

/** For whom which rules hold on which days: (as_of, subject, rule, about, value, over, reason, since), a row for each reason. */
export const holding = (ctx: Context, facts: Facts): Sql =>
  join([nobody, ...asked(ctx.params).map((rule) => made[rule](ctx, facts))], " UNION ALL ");

/** Who is on the list at data end and why: the rows of `holding`, each with how urgent its patient is: (…, rules, furthest, earliest). */
export const listed = (ctx: Context): Plan => {
  const all = asked(ctx.params);
  const one = { days: oneDay(ctx.dataEnd), latest: latest(ctx) };
  return withFacts(ctx, one, all, (facts) => ({
    keep: holding(ctx, facts),
    next: (rows) => sql`
      SELECT r.* EXCLUDE (as_of), rules, furthest, earliest
      FROM ${rows} r JOIN (SELECT subject, count(DISTINCT rule)::INTEGER AS rules, max(over) AS furthest, min(since) AS earliest FROM ${rows} GROUP BY subject) USING (subject)`,
  }));
};

/** Most urgent first: for whom most rules hold, then who is furthest beyond a limit, then since when. */
export const byUrgency: readonly Sql[] = [sql`-r.rules`, sql`-r.furthest`, sql`r.earliest`];
