import { dosesDue, schedules, taken } from "../../projections/doses";
import { covered, dayNumber, dayOfNumber, supplies } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import { ofItems } from "../attributes";
import type { PatientsContext } from "../insight";
import { clock, type Division } from "../periods";

type Context = PatientsContext<Division & { earlyRefills: "shift" | "overlap"; items: readonly string[] }>;

/** Days under observation by patient and period, of those the measure applies to. */
const spine = ({ params, dialect, observed }: Context, who: Sql): Sql => {
  const { span, startOf, endOf } = clock(dialect, params);
  return sql`SELECT subject, period, index_day, ${startOf(sql`period`, sql`index_day`)} AS start_day,
      (least(${endOf(sql`period`, sql`index_day`)}, to_day + 1) - greatest(${startOf(sql`period`, sql`index_day`)}, from_day))::INTEGER AS observed
    FROM (SELECT subject, index_day, from_day, to_day, unnest(${span(sql`from_day`, sql`to_day`, sql`index_day`)}) AS period
      FROM ${observed} WHERE to_day >= from_day AND subject IN (${who}))`;
};

/** What the stretches of `pieces` (subject, from_no, to_no and what else `amount` reads) come to in each period, clipped to observation. */
const overlap = ({ params, dialect, observed }: Context, pieces: Sql, amount: (from: Sql, to: Sql) => Sql): Sql => {
  const { span, startOf, endOf } = clock(dialect, params);
  const [start, end] = [dayNumber(startOf(sql`period`, sql`index_day`)), dayNumber(endOf(sql`period`, sql`index_day`))];
  return sql`SELECT subject, period, sum(${amount(sql`greatest(from_no, ${start})`, sql`least(to_no, ${end})`)}) AS amount FROM (
      SELECT *, unnest(${span(dayOfNumber(sql`floor(from_no)`), dayOfNumber(sql`ceil(to_no) - 1`), sql`index_day`)}) AS period
      FROM (SELECT p.* REPLACE (greatest(p.from_no, ${dayNumber(sql`o.from_day`)}) AS from_no, least(p.to_no, ${dayNumber(sql`o.to_day`)} + 1) AS to_no), o.index_day
        FROM (${pieces}) p JOIN ${observed} o USING (subject))
      WHERE to_no > from_no)
    GROUP BY ALL`;
};

/** Patient rows (period, denominator, numerator, value): days covered of those under observation (Pharmacy Quality Alliance's shift and union). */
export const fromSupply = (ctx: Context): Sql => {
  const pieces = covered(supplies(ctx, ofItems(ctx.params.items)), ctx.params.earlyRefills === "shift");
  return sql`WITH pieces AS MATERIALIZED (${pieces}),
    spine AS (${spine(ctx, sql`SELECT subject FROM pieces`)}),
    part AS (${overlap(ctx, sql`SELECT * FROM pieces`, (from, to) => sql`${to} - ${from}`)})
    SELECT subject, period, observed::DOUBLE AS denominator, coalesce(amount, 0)::DOUBLE AS numerator, least(1, coalesce(amount, 0) / observed)::DOUBLE AS value
    FROM spine LEFT JOIN part USING (subject, period) WHERE observed > 0`;
};

/** The same from doses: taken of those due (EMERGE taking adherence). */
export const fromDoses = (ctx: Context): Sql => {
  const { params, dialect, observed, dataEnd } = ctx;
  const items = ofItems(params.items);
  const plan = sql`SELECT subject, ${dayNumber(sql`from_day`)} AS from_no, ${dayNumber(sql`to_day`)} AS to_no, ${dayNumber(sql`from_day`)} AS origin, per_day FROM plan WHERE to_day > from_day`;
  const due = (to: Sql) => dosesDue(sql`${to} - origin`, sql`per_day`);
  return sql`WITH plan AS MATERIALIZED (${schedules(ctx, items, dataEnd)}),
    due AS (${overlap(ctx, plan, (from, to) => sql`${due(to)} - ${due(from)}`)}),
    used AS (SELECT subject, period, sum(taken) AS taken FROM (SELECT subject, ${clock(dialect, params).of(sql`day`, sql`index_day`)} AS period, taken
      FROM (${taken(sql`plan`, ctx, items)}) JOIN ${observed} o USING (subject) WHERE day BETWEEN from_day AND to_day) GROUP BY ALL)
    SELECT subject, period, amount::DOUBLE AS denominator, coalesce(taken, 0)::DOUBLE AS numerator, least(1, coalesce(taken, 0) / amount)::DOUBLE AS value
    FROM due LEFT JOIN used USING (subject, period) WHERE amount > 0`;
};
