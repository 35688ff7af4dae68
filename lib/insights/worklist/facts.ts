import { ofItems } from "../../log/attributes";
import { happened } from "../../projections/observed";
import { covered, dayNumber, supplies } from "../../projections/supply";
import { none, sql, type Sql } from "../../sql";
import type { Plan } from "../insight";
import type { AsOf, Context } from "./days";
import type { Rule } from "./params";

const steps = [
  "latest",
  "followed",
  "ordered",
  "supplied",
  "stretches",
  "covered",
  "recent",
  "doses",
  "scores",
  "tasks",
  "quiet",
] as const;
type Step = (typeof steps)[number];

/** What the rules are held against, without their limits, each a relation of its own; what is only for rules that are not asked for is empty. */
export type Facts = Readonly<Record<Step, Sql>>;
const nothing: Facts = {
  latest: none,
  followed: none,
  ordered: none,
  supplied: none,
  stretches: none,
  covered: none,
  recent: none,
  doses: none,
  scores: none,
  tasks: none,
  quiet: none,
};

/** Which rules a relation is for; all where it is for none. */
const servesOnly: Partial<Record<Step, readonly Rule[]>> = {
  latest: ["missed", "overdue", "silent"],
  ordered: ["gap", "below", "falling"],
  supplied: ["gap", "below", "falling"],
  stretches: ["gap", "below", "falling"],
  covered: ["gap", "below", "falling"],
  recent: ["missed", "overdue"],
  doses: ["missed"],
  scores: ["score"],
  tasks: ["overdue"],
  quiet: ["silent"],
};

const place = sql`day, occurred_at, recorded_at, space, key`;
const inTime = ({ dataEnd }: Context): Sql => sql`day <= ${dataEnd}::DATE`;

/** Days of supply in hand from so many days before the day after to so many before it. */
const days = (from: number, to: number): Sql =>
  sql`coalesce(sum(greatest(0, least(to_no, after - ${to}) - greatest(from_no, after - ${from}))), 0)::DOUBLE`;

type Made = (ctx: Context, asOf: AsOf, known: Facts) => Sql;

const made: Readonly<Record<Step, Made>> = {
  /** See `AsOf`. */
  latest: (_, { latest }) => latest ?? none,
  /** Who is followed on a day: (as_of, after, subject, since_no). */
  followed: ({ observed }, asOf) => sql`
    SELECT as_of, after, subject, min(${dayNumber(sql`from_day`)})::INTEGER AS since_no FROM ${observed} JOIN ${asOf.days} ON from_day <= as_of AND to_day >= as_of GROUP BY ALL`,
  /** What was last said of each medicine, until it is said again: (subject, day, next_day, until_day, going). */
  ordered: (ctx) => sql`
    SELECT subject, day, lead(day) OVER (PARTITION BY subject, item ORDER BY ${place}) AS next_day, until_day, going
    FROM (SELECT *, ${ctx.inRoles("order")} AS going FROM ${ctx.plain} e WHERE ${ctx.inRoles("order", "stop")} AND ${ofItems(ctx, ctx.params.items)} AND ${inTime(ctx)})`,
  supplied: (ctx) => supplies(ctx, ofItems(ctx, ctx.params.items)),
  stretches: (_, __, { supplied }) => covered(sql`SELECT * FROM ${supplied}`, true),
  /** Of who is supplied and is still to be treated (the last that was said of one of their medicines is an order that has not ended, or nobody ordered any): when supply ends, since when they are known, and the days covered in the spans of the rules: (as_of, after, subject, ends, known_no, share, open, at_start, late, early). */
  covered(ctx, asOf, { followed, ordered, stretches }) {
    const { below, falling } = ctx.params;
    const start = sql`(after - ${below.days})`;
    return sql`
      SELECT as_of, after, subject, ceil(max(to_no))::INTEGER AS ends, greatest(min(from_no), any_value(since_no)) AS known_no,
        ${days(below.days, 0)} / ${below.days} AS share, floor(min(to_no) FILTER (to_no >= ${start} AND coalesce(next_no > to_no, TRUE)))::INTEGER AS open,
        coalesce(bool_or(from_no <= ${start} AND to_no > ${start}), FALSE) AS at_start, ${days(falling.days, 0)} / ${falling.days} AS late, ${days(2 * falling.days, falling.days)} / ${falling.days} AS early
      FROM (SELECT *, lead(from_no) OVER (PARTITION BY subject ORDER BY from_no) AS next_no FROM ${stretches}) JOIN ${followed} f USING (subject)
      WHERE from_no < after AND NOT EXISTS (FROM (
        SELECT d.as_of, o.subject FROM ${ordered} o JOIN ${asOf.days} d ON o.day <= d.as_of AND (o.next_day IS NULL OR o.next_day > d.as_of)
        GROUP BY ALL HAVING NOT bool_or(going AND coalesce(until_day, d.as_of) >= d.as_of)) u WHERE u.subject = f.subject AND u.as_of = f.as_of)
      GROUP BY as_of, after, subject`;
  },
  /** Doses and tasks that may be the last: (subject, item, day, occurred_at, recorded_at, space, key, until_day, skipped, broken, given, done). */
  recent: (ctx, { latest }, known) => sql`
    SELECT e.* FROM (
      SELECT subject, item, day, occurred_at, recorded_at, space, key, until_day, ${ctx.inRoles("missed")} AS skipped, ${ctx.inRoles("intake", "stop")} AS broken, ${ctx.inRoles("task-due")} AS given, ${ctx.inRoles("task-done")} AS done
      FROM ${ctx.plain} e WHERE ${ctx.inRoles("missed", "intake", "stop", "task-due", "task-done")} AND ${inTime(ctx)}) e ${
        latest
          ? sql`JOIN (SELECT subject, item, CASE WHEN missed >= coalesce(broken, missed) THEN coalesce(broken, DATE '0001-01-01') END AS doses, due - 1 AS tasks FROM ${known.latest}) l
      ON l.subject = e.subject AND l.item IS NOT DISTINCT FROM e.item AND e.day >= CASE WHEN skipped OR e.broken THEN doses ELSE tasks END`
          : none
      }`,
  /** Doses skipped, and the day on which one was taken or the medicine stopped after them: (subject, item, day, broken). */
  doses: (ctx, _, { recent }) => sql`
    SELECT subject, item, day, broken FROM (
      SELECT subject, item, day, skipped, min(day) FILTER (NOT skipped) OVER (PARTITION BY subject, item ORDER BY day DESC, occurred_at DESC, skipped, recorded_at DESC ROWS UNBOUNDED PRECEDING) AS broken
      FROM ${recent} e WHERE (skipped OR e.broken) AND ${ofItems(ctx, ctx.params.items)}) WHERE skipped`,
  /** Scores, until the next: (subject, item, day, next_day, value). */
  scores: (ctx) => sql`
    SELECT subject, item, day, lead(day) OVER (PARTITION BY subject, item ORDER BY ${place}) AS next_day, value
    FROM ${ctx.plain} e WHERE ${ctx.inRoles("measure")} AND value IS NOT NULL AND ${ofItems(ctx, ctx.params.score.items)} AND ${inTime(ctx)}`,
  /** Tasks, until the next of their item, with the day on which one was done: (subject, item, day, next_day, due, done). */
  tasks: (_, __, { recent }) => sql`
    SELECT subject, item, day, next_day, due, finished AS done FROM (
      SELECT subject, item, day, given, coalesce(until_day, day) AS due,
        min(day) FILTER (given) OVER (PARTITION BY subject, item ORDER BY day DESC, occurred_at DESC, recorded_at DESC, space DESC, key DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS next_day,
        min(day) FILTER (done) OVER (PARTITION BY subject, item ORDER BY occurred_at DESC, given ROWS UNBOUNDED PRECEDING) AS finished
      FROM ${recent} WHERE given OR done) WHERE given`,
  /** Days on which something happened, until the next: (subject, day, next_day). */
  quiet: (ctx, { latest }, known) =>
    latest
      ? sql`SELECT subject, max(day) AS day, NULL::DATE AS next_day FROM ${known.latest} GROUP BY subject`
      : sql`SELECT subject, day, lead(day) OVER (PARTITION BY subject ORDER BY day) AS next_day FROM (SELECT DISTINCT subject, day FROM ${ctx.plain} e WHERE ${happened(ctx)} AND ${inTime(ctx)})`,
};

/** Works out what the rules asked for need, a relation after the other, and goes on with all of them. Linear in the events, past sorts of supplies, orders, tasks and doses; then in days times patients. */
export function withFacts(ctx: Context, asOf: AsOf, rules: readonly Rule[], then: (facts: Facts) => Plan): Plan {
  const wanted = steps.filter(
    (step) => (step !== "latest" || asOf.latest) && (servesOnly[step]?.some((rule) => rules.includes(rule)) ?? true),
  );
  const from = (at: number, known: Facts): Plan => {
    const step = wanted[at];
    if (step === undefined) return then(known);
    return { keep: made[step](ctx, asOf, known), next: (kept) => from(at + 1, { ...known, [step]: kept }) };
  };
  return from(0, nothing);
}
