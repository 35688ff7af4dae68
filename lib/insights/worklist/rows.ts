import { ofItems } from "../../log/attributes";
import { happened } from "../../projections/observed";
import { covered, dayNumber, dayOfNumber, supplies } from "../../projections/supply";
import { join, sql, type Sql } from "../../sql";
import type { PatientsContext, Plan } from "../insight";
import { asked, type Params, type Rule } from "./params";

export type Context = PatientsContext<Params>;

/** Patients who are still followed at data end: (subject, from_day). */
const followed = ({ observed, dataEnd }: Context): Sql =>
  sql`(SELECT subject, min(from_day) AS from_day FROM ${observed} WHERE to_day >= ${dataEnd}::DATE GROUP BY subject)`;

/** The number of the day after data end. */
const after = ({ dataEnd }: Context): Sql => sql`(${dayNumber(sql`${dataEnd}::DATE`)} + 1)`;

/** Who is still to be treated: the last that was said of one of their medicines is an order that has not ended, or nobody ordered any. */
const treated = (ctx: Context): Sql => sql`
  subject NOT IN (SELECT subject FROM (
    SELECT subject, item, arg_max(${ctx.inRoles("order")} AND coalesce(until_day, ${ctx.dataEnd}::DATE) >= ${ctx.dataEnd}::DATE, (day, occurred_at, recorded_at, space, key)) AS going
    FROM ${ctx.plain} e WHERE ${ctx.inRoles("order", "stop")} AND ${ofItems(ctx, ctx.params.items)} AND day <= ${ctx.dataEnd}::DATE GROUP BY subject, item)
  GROUP BY subject HAVING NOT bool_or(going))`;

const percent = (share: Sql): Sql => sql`(round(100 * ${share})::INTEGER || ' %')`;
const days = (n: Sql): Sql => sql`(${n} || CASE WHEN ${n} = 1 THEN ' day' ELSE ' days' END)`;

/** Of which medicine, score or task something is said, by name. */
const of = ({ terms }: Context): Sql => sql`coalesce((SELECT text FROM ${terms} WHERE key = item) || ': ', '')`;

/** A row of a rule: (subject, rule, about, value, reason, since). */
const row = (rule: Rule, about: Sql, value: Sql, reason: Sql, since: Sql): Sql =>
  sql`subject, ${rule} AS rule, ${about} AS about, (${value})::DOUBLE AS value, ${reason} AS reason, (${since})::DATE AS since`;

/** Days covered from so many days before the day after data end to so many before it. */
const coveredIn = (ctx: Context, from: number, to: number): Sql =>
  sql`coalesce(sum(greatest(0, least(to_no, ${after(ctx)} - ${to}) - greatest(from_no, ${after(ctx)} - ${from}))), 0)`;

type Made = (ctx: Context, pieces: Sql) => Sql;

/** Nothing in hand for longer than so many days, of who is still to be treated. */
const gap: Made = (ctx, pieces) => sql`
  SELECT ${row("gap", sql`NULL::INTEGER`, sql`without`, sql`${days(sql`without`)} || ' without supply'`, dayOfNumber(sql`ends`))}
  FROM (SELECT subject, ceil(max(to_no))::INTEGER AS ends, (${after(ctx)} - ceil(max(to_no)))::INTEGER AS without FROM ${pieces} JOIN ${followed(ctx)} USING (subject) GROUP BY subject)
  WHERE without > ${ctx.params.gap.days} AND ${treated(ctx)}`;

/** Of those supplied and followed for so many days, the covered ones of the last of them; and the first that was not. */
const below: Made = (ctx, pieces) => {
  const { share, days: n } = ctx.params.below;
  const start = sql`(${after(ctx)} - ${n})`;
  return sql`
    SELECT ${row("below", sql`NULL::INTEGER`, sql`share`, sql`'covered on ' || ${percent(sql`share`)} || ' of ' || ${days(sql`${n}`)} || ', below ' || ${percent(sql`${share}`)}`, dayOfNumber(sql`CASE WHEN at_start THEN open ELSE ${start} END`))}
    FROM (SELECT subject, ${coveredIn(ctx, n, 0)} / ${n} AS share, floor(min(to_no) FILTER (to_no >= ${start} AND coalesce(next_no > to_no, TRUE)))::INTEGER AS open,
        coalesce(bool_or(from_no <= ${start} AND to_no > ${start}), FALSE) AS at_start, min(from_no) AS first_no, any_value(${dayNumber(sql`from_day`)}) AS from_day_no
      FROM (SELECT *, lead(from_no) OVER (PARTITION BY subject ORDER BY from_no) AS next_no FROM ${pieces}) JOIN ${followed(ctx)} USING (subject) GROUP BY subject)
    WHERE first_no <= ${start} AND from_day_no <= ${start} AND share < ${share} AND ${treated(ctx)}`;
};

/** The same share beside that of as many days before. */
const falling: Made = (ctx, pieces) => {
  const { by, days: n } = ctx.params.falling;
  return sql`
    SELECT ${row("falling", sql`NULL::INTEGER`, sql`earlier - share`, sql`'covered days fell from ' || ${percent(sql`earlier`)} || ' to ' || ${percent(sql`share`)} || ' in ' || ${days(sql`${n}`)}`, dayOfNumber(sql`${after(ctx)} - ${n}`))}
    FROM (SELECT subject, ${coveredIn(ctx, n, 0)} / ${n} AS share, ${coveredIn(ctx, 2 * n, n)} / ${n} AS earlier, min(from_no) AS first_no, any_value(${dayNumber(sql`from_day`)}) AS from_day_no
      FROM ${pieces} JOIN ${followed(ctx)} USING (subject) GROUP BY subject)
    WHERE first_no <= ${after(ctx)} - ${2 * n} AND from_day_no <= ${after(ctx)} - ${2 * n} AND round((earlier - share) * ${n}, 6) >= round(${by} * ${n}, 6) AND ${treated(ctx)}`;
};

/** Skipped since the last intake or stop of the same medicine. */
const missed: Made = (ctx) => sql`
  SELECT ${row("missed", sql`item`, sql`n`, sql`${of(ctx)} || n || CASE WHEN n = 1 THEN ' dose' ELSE ' doses in a row' END || ' skipped'`, sql`began`)}
  FROM (
    SELECT subject, item, count(*) AS n, min(day) AS began FROM (
      SELECT subject, item, day, skipped, count(*) FILTER (NOT skipped) OVER (PARTITION BY subject, item ORDER BY day DESC, occurred_at DESC, skipped, recorded_at DESC ROWS UNBOUNDED PRECEDING) AS later
      FROM (SELECT subject, item, day, occurred_at, recorded_at, ${ctx.inRoles("missed")} AS skipped FROM ${ctx.plain} e
        WHERE ${ctx.inRoles("missed", "intake", "stop")} AND ${ofItems(ctx, ctx.params.items)} AND day <= ${ctx.dataEnd}::DATE))
    WHERE skipped AND later = 0 GROUP BY subject, item)
  JOIN ${followed(ctx)} USING (subject) WHERE n >= ${ctx.params.missed.doses}`;

const place = sql`(day, occurred_at, recorded_at, space, key)`;

/** The last of a score. */
const score: Made = (ctx) => {
  const { items, limit } = ctx.params.score;
  return sql`
    SELECT ${row("score", sql`item`, sql`latest`, sql`${of(ctx)} || 'last score ' || latest || ', limit ' || ${limit}::DOUBLE`, sql`scored`)}
    FROM (SELECT subject, item, arg_max(value, ${place}) AS latest, max(day) AS scored FROM ${ctx.plain} e
      WHERE ${ctx.inRoles("measure")} AND value IS NOT NULL AND ${ofItems(ctx, items)} AND day <= ${ctx.dataEnd}::DATE GROUP BY subject, item)
    JOIN ${followed(ctx)} USING (subject) WHERE latest >= ${limit}`;
};

/** The last task of an item, where nothing was done since. */
const overdue: Made = (ctx) => sql`
  SELECT ${row("overdue", sql`item`, sql`late`, sql`${of(ctx)} || ${days(sql`late`)} || ' overdue'`, sql`due`)}
  FROM (SELECT subject, item, due, (${ctx.dataEnd}::DATE - due)::INTEGER AS late FROM (
    SELECT subject, item, arg_max(coalesce(until_day, day), ${place}) FILTER (${ctx.inRoles("task-due")}) AS due, max(occurred_at) FILTER (${ctx.inRoles("task-due")}) AS given, max(occurred_at) FILTER (${ctx.inRoles("task-done")}) AS done
    FROM ${ctx.plain} e WHERE ${ctx.inRoles("task-due", "task-done")} AND day <= ${ctx.dataEnd}::DATE GROUP BY subject, item)
    WHERE given IS NOT NULL AND coalesce(done < given, TRUE))
  JOIN ${followed(ctx)} USING (subject) WHERE late > ${ctx.params.overdue.days}`;

/** Of whom nothing is told any more. */
const silent: Made = (ctx) => sql`
  SELECT ${row("silent", sql`NULL::INTEGER`, sql`quiet`, sql`${days(sql`quiet`)} || ' without an event'`, sql`last_day`)}
  FROM (SELECT subject, max(day) AS last_day, (${ctx.dataEnd}::DATE - max(day))::INTEGER AS quiet FROM ${ctx.plain} e WHERE ${happened(ctx)} AND day <= ${ctx.dataEnd}::DATE GROUP BY subject)
  JOIN ${followed(ctx)} USING (subject) WHERE quiet > ${ctx.params.silent.days}`;

const made: Readonly<Record<Rule, Made>> = { gap, below, falling, missed, score, overdue, silent };

const nobody = sql`SELECT 0::INTEGER AS subject, '' AS rule, NULL::INTEGER AS about, 0::DOUBLE AS value, '' AS reason, NULL::DATE AS since WHERE FALSE`;

/** Who is on the list and why: (subject, rule, about, value, reason, since), a row for each reason. Linear in the events, past one sort of the supplies. */
export const listed = (ctx: Context): Plan => ({
  keep: supplies(ctx, ofItems(ctx, ctx.params.items)),
  next: (supplied) => ({
    keep: covered(sql`SELECT * FROM ${supplied}`, true),
    next: (pieces) => join([nobody, ...asked(ctx.params).map((rule) => made[rule](ctx, pieces))], " UNION ALL "),
  }),
});
