import { ofTypes } from "../../log/attributes";
import { happened } from "../../projections/observed";
import { none, sql, type Sql } from "../../sql";
import { isActivity } from "../activity";
import { counting, type PatientsContext } from "../insight";
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
  const ofStart = sql`${happened} AND ${counting(ctx)} AND ${ofTypes(ctx, params.start)} AND e.day <= ${dataEnd}::DATE`;
  if (params.kind === "first-time" && params.start.length === 0)
    return isElapsed(params)
      ? sql`SELECT m.subject, ${periodOf(sql`m.index_day`)} AS start, began FROM ${members} m JOIN (${atIndex(ctx, ofStart)}) f ON f.subject = m.subject`
      : sql`SELECT subject, ${periodOf(sql`index_day`)} AS start, NULL::TIMESTAMP AS began FROM ${members}`;
  const first = sql`arg_min(e.occurred_at, (e.day, e.occurred_at)) AS began FROM ${events} e WHERE ${ofStart}`;
  return params.kind === "recurring"
    ? sql`SELECT e.subject, ${periodOf(sql`e.day`)} AS start, ${first} GROUP BY e.subject, ${periodOf(sql`e.day`)}`
    : sql`SELECT e.subject, ${periodOf(sql`min(e.day)`)} AS start, ${first} GROUP BY e.subject`;
}

/** Periods after each start in which its patient was active (subject, start, period, events). */
function activity(ctx: Context): Sql {
  const { params, dialect, events, dataEnd } = ctx;
  const active = sql`${isActivity(ctx)} AND e.day <= ${dataEnd}::DATE`;
  const limit = limitOf(params);
  const near = (period: Sql) => (limit === null ? none : sql` AND ${period} <= ${limit}`);
  const enough = sql`count(*) >= ${params.atLeast}`;
  if (isElapsed(params)) {
    const period = elapsed(params, sql`s.began`);
    return sql`SELECT s.subject, s.start, ${period} AS period, count(*)::BIGINT AS events FROM starts s JOIN ${events} e ON e.subject = s.subject
      WHERE ${active} AND e.occurred_at >= s.began${near(period)} GROUP BY s.subject, s.start, ${period} HAVING ${enough}`;
  }
  const period = dialect.between(params.unit, sql`s.start`, sql`a.active`);
  return sql`SELECT s.subject, s.start, ${period}::BIGINT AS period, a.events FROM starts s JOIN (
      SELECT subject, ${dialect.truncate(params.unit, sql`day`)} AS active, count(*)::BIGINT AS events FROM ${events} e WHERE ${active} GROUP BY ALL HAVING ${enough}) a
    ON a.subject = s.subject AND a.active >= s.start${near(period)}`;
}

/** A row a patient, start and period in which they were active; where any later period counts, the last of them alone; one without a period where there is none. */
export function activeAfter(ctx: Context): Sql {
  const last = isRolling(ctx.params)
    ? sql` QUALIFY row_number() OVER (PARTITION BY subject, start ORDER BY period DESC) = 1`
    : none;
  return sql`WITH starts AS MATERIALIZED (${starts(ctx)})
    SELECT s.subject, s.start, period, coalesce(events, 0) AS events, s.began FROM starts s
    LEFT JOIN (SELECT * FROM (${activity(ctx)})${last}) a ON a.subject = s.subject AND a.start = s.start`;
}

type Reading = Pick<Context, "params" | "terms" | "cohorts">;

const startTypes = (ctx: Reading) => ofTypes(ctx, ctx.params.start);

/** A predicate over events, aliased e: those that start, and those by which a patient is active. */
export const readsActivity = (ctx: Reading): Sql =>
  sql`${happened} AND ${counting(ctx)} AND (${ofTypes(ctx, ctx.params.types)} OR ${startTypes(ctx)})`;

/** Those that made a patient row, aliased r: of the activity in its period, and the start where its types are named. */
export function madeActive(ctx: Reading & Pick<Context, "dialect">): Sql {
  const { params, dialect } = ctx;
  const inPeriod = isElapsed(params)
    ? sql`e.occurred_at >= r.began AND ${elapsed(params, sql`r.began`)} = r.period`
    : sql`${dialect.truncate(params.unit, sql`e.day`)} = ${dialect.add(params.unit, sql`r.period`, sql`r.start`)}`;
  const began = params.start.length === 0 ? none : sql` OR (${startTypes(ctx)} AND e.occurred_at = r.began)`;
  return sql`((${ofTypes(ctx, params.types)} AND ${inPeriod})${began})`;
}
