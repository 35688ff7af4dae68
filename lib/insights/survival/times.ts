import { ofPattern } from "../../cohorts/pattern";
import { happened } from "../../projections/observed";
import { id, join, sql, type Sql } from "../../sql";
import type { PatientsContext, Plan } from "../insight";
import { names, ofOutcome, outcomesOf } from "./outcomes";
import type { Params } from "./question";

export type Context = PatientsContext<Params>;

/** Who the clock starts for: (subject, started, to_day, space, key), the day null where it never does; the last two name the event that starts it, if one does. */
function starts(ctx: Context): Sql {
  const { members, observed, plain, params } = ctx;
  const followed = sql`(SELECT m.subject, m.index_day, o.to_day FROM ${members} m LEFT JOIN ${observed} o USING (subject))`;
  if (!names(params.from))
    return sql`SELECT subject, index_day AS started, to_day, NULL::BIGINT AS space, NULL::BIGINT AS key FROM ${followed}`;
  return sql`
    SELECT f.subject, (first).day AS started, to_day, (first).space AS space, (first).key AS key
    FROM ${followed} f LEFT JOIN (
      SELECT e.subject, min(struct_pack(day := e.day, at := e.occurred_at, known := e.recorded_at, space := e.space, key := e.key)) AS first
      FROM ${plain} e JOIN ${followed} f ON f.subject = e.subject
      WHERE e.day >= f.index_day AND e.day <= f.to_day AND ${ofPattern(ctx, params.from)} GROUP BY e.subject) USING (subject)`;
}

const dayOf = (place: number) => id(`day_${place}`);

/** Of each patient the first day of each outcome and of what censors, from the start to the end of observation; the event that starts the clock is none of them. */
function firsts(ctx: Context, started: Sql): Sql {
  const { params, plain } = ctx;
  const which = [
    ...outcomesOf(params).map((outcome, place) => ({ day: dayOf(place), of: ofOutcome(ctx, outcome) })),
    ...(names(params.censor) ? [{ day: sql`off`, of: ofPattern(ctx, params.censor) }] : []),
  ];
  const any = join(
    which.map(({ of }) => sql`(${of})`),
    " OR ",
  );
  const starter = names(params.from) ? sql` AND NOT (e.space = s.space AND e.key = s.key)` : sql``;
  return sql`
    SELECT e.subject, ${join(which.map(({ day, of }) => sql`min(e.day) FILTER (${of}) AS ${day}`))}
    FROM ${plain} e JOIN ${started} s ON s.subject = e.subject
    WHERE e.day >= s.started AND e.day <= s.to_day AND (${any})${starter} GROUP BY e.subject`;
}

/** A row a patient: the days from the start to the first outcome, competing event or censoring, on one day in that order, and which outcome it was, null where censored; or `why` there is none. */
export function times(ctx: Context): Plan {
  const { params, dialect } = ctx;
  const outcomes = outcomesOf(params);
  const days = [...outcomes.map((_, place) => dayOf(place)), ...(names(params.censor) ? [sql`off`] : [])];
  const until = sql`least(to_day, ${join(days.map((day) => sql`coalesce(${day}, to_day)`))})`;
  const which = outcomes.map(({ label }, place) => sql`WHEN ${dayOf(place)} = until THEN ${label}`);
  return {
    keep: starts(ctx),
    next: (started) => sql`
      SELECT subject, started, CASE WHEN why IS NULL THEN until END AS until, CASE WHEN why IS NULL THEN ${dialect.days(sql`started`, sql`until`)}::DOUBLE END AS time,
        CASE WHEN why IS NULL THEN CASE ${join(which, " ")} END END AS outcome, why
      FROM (
        SELECT *, ${until} AS until,
          CASE WHEN started IS NULL THEN 'the clock never started' WHEN to_day IS NULL OR started > to_day THEN 'not observed from the start on' END AS why
        FROM ${started} LEFT JOIN (${firsts(ctx, started)}) USING (subject))`,
  };
}

const onIndex = (ctx: Context): Sql =>
  sql`(${happened(ctx)} AND (e.subject, e.day) IN (SELECT (subject, index_day) FROM ${ctx.members}))`;

const starting = (ctx: Context): Sql =>
  names(ctx.params.from) ? sql`(${ofPattern(ctx, ctx.params.from)})` : onIndex(ctx);

/** Events that start the clock, are an outcome, or censor. */
export function readsTimes(ctx: Context): Sql {
  const { censor } = ctx.params;
  const all = [
    starting(ctx),
    ...outcomesOf(ctx.params).map((outcome) => sql`(${ofOutcome(ctx, outcome)})`),
    ...(names(censor) ? [sql`(${ofPattern(ctx, censor)})`] : []),
  ];
  return sql`(${join(all, " OR ")})`;
}

/** Those of them that lie on the day on which a patient's time starts, or ended in that way. */
export function eventsOfTimes(ctx: Context): Sql {
  const { censor } = ctx.params;
  const ended = outcomesOf(ctx.params).map(
    (outcome) => sql`(r.outcome = ${outcome.label} AND (${ofOutcome(ctx, outcome)}))`,
  );
  if (names(censor)) ended.push(sql`(r.outcome IS NULL AND (${ofPattern(ctx, censor)}))`);
  return sql`((e.day = r.started AND ${starting(ctx)}) OR (e.day = r.until AND (${join(ended, " OR ")})))`;
}
