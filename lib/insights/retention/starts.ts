import { ofTypes } from "../../log/attributes";
import { happened } from "../../projections/observed";
import { none, sql, type Sql } from "../../sql";
import { activePeriods, isActivity } from "../activity";
import { counting, type PatientsContext, type Plan } from "../insight";
import { daysOf, isElapsed, isRolling, limitOf, type Params } from "./params";

type Context = PatientsContext<Params>;

const microsOfDay = 86_400_000_000;

/** The elapsed period that an event, aliased e, lies in, counted from a moment. */
const elapsed = (params: Params, from: Sql): Sql =>
  sql`((epoch_us(e.occurred_at) - epoch_us(${from})) // ${daysOf(params) * microsOfDay})`;

/** The first moment of the day on which each member starts, where nothing says with what; midnight where nothing happened on it. */
const atIndex = ({ members, events }: Context, ofStart: Sql): Sql => sql`
  SELECT i.subject, coalesce(min(e.occurred_at), min(i.index_day)::TIMESTAMP) AS began FROM ${members} i
  LEFT JOIN (SELECT * FROM ${events} e WHERE ${ofStart}) e ON e.subject = i.subject AND e.day = i.index_day GROUP BY i.subject`;

/** Who starts when (subject, start, began): the period, and the moment where it matters. */
function starts(ctx: Context): Sql {
  const { params, dialect, members, events, dataEnd } = ctx;
  const periodOf = (day: Sql) => dialect.truncate(params.unit, day);
  const ofStart = sql`${happened(ctx)} AND ${counting(ctx)} AND ${ofTypes(ctx, params.start)} AND e.day <= ${dataEnd}::DATE`;
  if (params.kind === "first-time" && params.start.length === 0)
    return isElapsed(params)
      ? sql`SELECT m.subject, ${periodOf(sql`m.index_day`)} AS start, began FROM ${members} m JOIN (${atIndex(ctx, ofStart)}) f ON f.subject = m.subject`
      : sql`SELECT subject, ${periodOf(sql`index_day`)} AS start, NULL::TIMESTAMP AS began FROM ${members}`;
  const first = sql`arg_min(e.occurred_at, (e.day, e.occurred_at)) AS began FROM ${events} e WHERE ${ofStart}`;
  return params.kind === "recurring"
    ? sql`SELECT e.subject, ${periodOf(sql`e.day`)} AS start, ${first} GROUP BY e.subject, ${periodOf(sql`e.day`)}`
    : sql`SELECT e.subject, ${periodOf(sql`min(e.day)`)} AS start, ${first} GROUP BY e.subject`;
}

const near = (params: Params, period: Sql): Sql => {
  const limit = limitOf(params);
  return limit === null ? none : sql` AND ${period} <= ${limit}`;
};

/** Periods after each start in which its patient was active (subject, start, period, events), counted from the start's moment. */
function sinceMoment(ctx: Context): Sql {
  const { params, events, dataEnd } = ctx;
  const period = elapsed(params, sql`s.began`);
  return sql`SELECT s.subject, s.start, ${period} AS period, count(*)::BIGINT AS events FROM starts s JOIN ${events} e ON e.subject = s.subject
      WHERE ${isActivity(ctx)} AND e.day <= ${dataEnd}::DATE AND e.occurred_at >= s.began${near(params, period)} GROUP BY s.subject, s.start, ${period} HAVING count(*) >= ${params.atLeast}`;
}

/** The same from calendar periods in which patients were `active` (subject, period, events). */
function sincePeriod({ params, dialect }: Context, active: Sql): Sql {
  const period = dialect.between(params.unit, sql`s.start`, sql`a.period`);
  return sql`SELECT s.subject, s.start, ${period}::BIGINT AS period, a.events FROM starts s JOIN ${active} a
    ON a.subject = s.subject AND a.events >= ${params.atLeast} AND a.period >= s.start${near(params, period)}`;
}

/** A row a patient, start and period in which they were active; where any later period counts, the last of them alone; one without a period where there is none. */
export function activeAfter(ctx: Context): Plan {
  const last = isRolling(ctx.params)
    ? sql` QUALIFY row_number() OVER (PARTITION BY subject, start ORDER BY period DESC) = 1`
    : none;
  const rows = (activity: Sql) => sql`WITH starts AS MATERIALIZED (${starts(ctx)})
    SELECT s.subject, s.start, period, coalesce(events, 0) AS events, s.began FROM starts s
    LEFT JOIN (SELECT * FROM (${activity})${last}) a ON a.subject = s.subject AND a.start = s.start`;
  return isElapsed(ctx.params)
    ? rows(sinceMoment(ctx))
    : { keep: activePeriods(ctx), next: (kept) => rows(sincePeriod(ctx, kept)) };
}

type Reading = Pick<Context, "params" | "terms" | "inRoles" | "cohorts">;

const startTypes = (ctx: Reading) => ofTypes(ctx, ctx.params.start);

/** A predicate over events, aliased e: those that start, and those by which a patient is active. */
export const readsActivity = (ctx: Reading): Sql =>
  sql`${happened(ctx)} AND ${counting(ctx)} AND (${ofTypes(ctx, ctx.params.types)} OR ${startTypes(ctx)})`;

/** Those that made a patient row, aliased r: of the activity in its period, and the start where its types are named. */
export function madeActive(ctx: Reading & Pick<Context, "dialect">): Sql {
  const { params, dialect } = ctx;
  const inPeriod = isElapsed(params)
    ? sql`e.occurred_at >= r.began AND ${elapsed(params, sql`r.began`)} = r.period`
    : sql`${dialect.truncate(params.unit, sql`e.day`)} = ${dialect.add(params.unit, sql`r.period`, sql`r.start`)}`;
  const began = params.start.length === 0 ? none : sql` OR (${startTypes(ctx)} AND e.occurred_at = r.began)`;
  return sql`((${ofTypes(ctx, params.types)} AND ${inPeriod})${began})`;
}
