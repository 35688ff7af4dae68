import { covered, supplies } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import { ofItems } from "../../log/attributes";
import type { PatientsContext, Plan } from "../insight";
import { overlap } from "../overlap";
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

/** Patient rows (period, denominator, numerator, value): days covered of those under observation (Pharmacy Quality Alliance's shift and union). Supplies are kept for other questions on the same history, and what they cover for other periods. */
export const fromSupply = (ctx: Context): Plan => ({
  keep: supplies(ctx, ofItems(ctx, ctx.params.items)),
  next: (supplied) => ({
    keep: covered(sql`SELECT * FROM ${supplied}`, ctx.params.earlyRefills === "shift"),
    next: (pieces) => sql`
    WITH spine AS (${spine(ctx, sql`SELECT subject FROM ${pieces}`)}),
      part AS (${overlap(ctx, sql`SELECT * FROM ${pieces}`, (from, to) => sql`${to} - ${from}`)})
      SELECT subject, period, observed::DOUBLE AS denominator, coalesce(amount, 0)::DOUBLE AS numerator, least(1, coalesce(amount, 0) / observed)::DOUBLE AS value
      FROM spine LEFT JOIN part USING (subject, period) WHERE observed > 0`,
  }),
});
