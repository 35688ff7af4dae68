import { dayNumber, dayOfNumber } from "../projections/supply";
import { sql, type Sql } from "../sql";
import type { PatientsContext } from "./insight";
import { clock, type Division } from "./periods";

/** What the stretches of `pieces` (subject, from_no, to_no and what else `amount` reads) come to in each period, clipped to observation. */
export const overlap = (
  { params, dialect, observed }: PatientsContext<Division>,
  pieces: Sql,
  amount: (from: Sql, to: Sql) => Sql,
): Sql => {
  const { span, startOf, endOf } = clock(dialect, params);
  const [start, end] = [dayNumber(startOf(sql`period`, sql`index_day`)), dayNumber(endOf(sql`period`, sql`index_day`))];
  return sql`SELECT subject, period, sum(${amount(sql`greatest(from_no, ${start})`, sql`least(to_no, ${end})`)}) AS amount FROM (
      SELECT *, unnest(${span(dayOfNumber(sql`floor(from_no)`), dayOfNumber(sql`ceil(to_no) - 1`), sql`index_day`)}) AS period
      FROM (SELECT p.* REPLACE (greatest(p.from_no, ${dayNumber(sql`o.from_day`)}) AS from_no, least(p.to_no, ${dayNumber(sql`o.to_day`)} + 1) AS to_no), o.index_day
        FROM (${pieces}) p JOIN ${observed} o USING (subject))
      WHERE to_no > from_no)
    GROUP BY ALL`;
};
