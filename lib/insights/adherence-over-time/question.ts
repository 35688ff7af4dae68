import { z } from "zod";
import { sql, type Sql } from "../../sql";
import { covered, dayNumber } from "../../projections/supply";
import { dosesDue, schedules, taken } from "../../projections/doses";
import { ofItems } from "../attributes";
import { insight, type PatientsContext } from "../insight";
import { breakdownParam, clock, unit } from "../periods";

const params = z.strictObject({
  measure: z.enum(["supply", "doses"]).default("supply").meta({
    title: "Measured from",
    description: "supply: days covered by dispensings of the days under observation; doses: doses taken of those due.",
  }),
  unit,
  by: z
    .enum(["calendar", "index"])
    .default("calendar")
    .meta({ title: "Time", description: "calendar, or time since each patient's first event" }),
  earlyRefills: z.enum(["shift", "overlap"]).default("shift").meta({
    title: "Early refills",
    description:
      "shift: supply of the same item in hand is used up first; overlap: a day is covered once and the rest is lost.",
  }),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .meta({ title: "Threshold", description: "A patient at or above it counts as adherent." }),
  breakdown: breakdownParam,
  items: z
    .array(z.string())
    .default([])
    .meta({ title: "Medicines", description: "Only these; all where none is named.", data: true, choices: "items" }),
});
type Params = z.infer<typeof params>;
type Context = PatientsContext<Params>;

const day = (number: Sql): Sql => sql`(DATE '1970-01-01' + (${number})::INTEGER)`;

/** Days under observation by patient and period, of those the measure applies to. */
const spine = ({ params: { unit, by }, dialect, observed }: Context, who: Sql): Sql => {
  const { span, startOf, endOf } = clock(dialect, unit, by);
  return sql`SELECT subject, period, index_day, ${startOf(sql`period`, sql`index_day`)} AS start_day,
      (least(${endOf(sql`period`, sql`index_day`)}, to_day + 1) - greatest(${startOf(sql`period`, sql`index_day`)}, from_day))::INTEGER AS observed
    FROM (SELECT subject, index_day, from_day, to_day, unnest(${span(sql`from_day`, sql`to_day`, sql`index_day`)}) AS period
      FROM ${observed} WHERE to_day >= from_day AND subject IN (${who}))`;
};

/** What the stretches of `pieces` (subject, from_no, to_no and what else `amount` reads) come to in each period, clipped to observation. */
const overlap = (
  { params: { unit, by }, dialect, observed }: Context,
  pieces: Sql,
  amount: (from: Sql, to: Sql) => Sql,
): Sql => {
  const { span, startOf, endOf } = clock(dialect, unit, by);
  const [start, end] = [dayNumber(startOf(sql`period`, sql`index_day`)), dayNumber(endOf(sql`period`, sql`index_day`))];
  return sql`SELECT subject, period, sum(${amount(sql`greatest(from_no, ${start})`, sql`least(to_no, ${end})`)}) AS amount FROM (
      SELECT *, unnest(${span(day(sql`floor(from_no)`), day(sql`ceil(to_no) - 1`), sql`index_day`)}) AS period
      FROM (SELECT p.* REPLACE (greatest(p.from_no, ${dayNumber(sql`o.from_day`)}) AS from_no, least(p.to_no, ${dayNumber(sql`o.to_day`)} + 1) AS to_no), o.index_day
        FROM (${pieces}) p JOIN ${observed} o USING (subject))
      WHERE to_no > from_no)
    GROUP BY ALL`;
};

const fromSupply = (ctx: Context): Sql => {
  const pieces = covered(ctx, ofItems(ctx.params.items), ctx.params.earlyRefills === "shift");
  return sql`WITH pieces AS MATERIALIZED (${pieces}),
    spine AS (${spine(ctx, sql`SELECT subject FROM pieces`)}),
    part AS (${overlap(ctx, sql`SELECT * FROM pieces`, (from, to) => sql`${to} - ${from}`)})
    SELECT subject, period, observed::DOUBLE AS denominator, coalesce(amount, 0)::DOUBLE AS numerator, least(1, coalesce(amount, 0) / observed)::DOUBLE AS value
    FROM spine LEFT JOIN part USING (subject, period) WHERE observed > 0`;
};

const fromDoses = (ctx: Context): Sql => {
  const {
    params: { unit, by, items },
    dialect,
    observed,
    dataEnd,
  } = ctx;
  const { periodOf } = clock(dialect, unit, by);
  const plan = sql`SELECT subject, ${dayNumber(sql`from_day`)} AS from_no, ${dayNumber(sql`to_day`)} AS to_no, ${dayNumber(sql`from_day`)} AS origin, per_day FROM plan WHERE to_day > from_day`;
  const due = (to: Sql) => dosesDue(sql`${to} - origin`, sql`per_day`);
  return sql`WITH plan AS MATERIALIZED (${schedules(ctx, ofItems(items), dataEnd)}),
    due AS (${overlap(ctx, plan, (from, to) => sql`${due(to)} - ${due(from)}`)}),
    used AS (SELECT subject, ${periodOf(sql`day`, sql`index_day`)} AS period, sum(taken) AS taken
      FROM (${taken(sql`plan`, ctx, ofItems(items))}) JOIN ${observed} o USING (subject) WHERE day BETWEEN from_day AND to_day GROUP BY ALL)
    SELECT subject, period, amount::DOUBLE AS denominator, coalesce(taken, 0)::DOUBLE AS numerator, least(1, coalesce(taken, 0) / amount)::DOUBLE AS value
    FROM due LEFT JOIN used USING (subject, period) WHERE amount > 0`;
};

const reads = ({ params: { measure, items }, inRoles }: Context): Sql => {
  const some = measure === "supply" ? inRoles("supply", "order") : inRoles("order", "stop", "intake", "missed");
  return sql`${some} AND ${ofItems(items)}`;
};

/** From supply: days covered / days under observation (Pharmacy Quality Alliance's shift and union). From doses: taken / due (EMERGE taking adherence). Each patient and period counts once. */
export default insight({
  id: "adherence-over-time",
  title: "Adherence over time",
  params,
  columns: {
    period: "text",
    group: "text",
    patients: "integer",
    mean: "number",
    q1: "number",
    median: "number",
    q3: "number",
    share80: "number",
  },
  key: ["period", "group"],
  rowColumns: { period: "text", denominator: "number", numerator: "number", value: "number" },
  breakdown: ({ breakdown }) => (breakdown === "none" ? { by: "none" } : { by: "trait", name: breakdown }),
  patients: (ctx) => (ctx.params.measure === "supply" ? fromSupply(ctx) : fromDoses(ctx)),
  cells: ({ rows, dialect, params: { threshold } }) => sql`
    SELECT period::VARCHAR AS period, "group", count(*)::BIGINT AS patients, ${dialect.mean(sql`value`)} AS mean, ${dialect.quantile(sql`value`, 0.25)} AS q1,
      ${dialect.quantile(sql`value`, 0.5)} AS median, ${dialect.quantile(sql`value`, 0.75)} AS q3, (count(*) FILTER (value >= ${threshold}))::DOUBLE / count(*) AS share80
    FROM ${rows} r GROUP BY r.period, "group" ORDER BY r.period, "group"`,
  members: ({ period, group }) => sql`r.period::VARCHAR = ${period} AND r."group" = ${group}`,
  reads,
  events: ({ params: { unit, by }, dialect }) =>
    sql`e.day < ${clock(dialect, unit, by).endOf(sql`r.period`, sql`r.index_day`)}`,
});
