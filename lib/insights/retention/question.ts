import { z } from "zod";
import { happened } from "../../projections/observed";
import { sql } from "../../sql";
import { ofTypes } from "../attributes";
import { insight } from "../insight";
import { unit } from "../periods";

const params = z.strictObject({
  unit,
  types: z.array(z.string()).default([]).meta({
    title: "Counts as active",
    description: "An event of one of these types; any event where none is named.",
    data: true,
    choices: "types",
  }),
});

const reads = ({ params: { types } }: { params: z.infer<typeof params> }) => sql`${happened} AND ${ofTypes(types)}`;

/** Of those whose first event lies in a calendar period, who had an event n periods later. Only periods that the data covers to their end; nobody is 0. */
export default insight({
  id: "retention",
  title: "Retention by start",
  params,
  columns: { start: "date", period: "integer", size: "integer", retained: "integer" },
  key: ["start", "period"],
  rowColumns: () => ({ start: "date", period: "integer", events: "integer" }),
  breakdown: () => ({ by: "none" }),
  patients: ({ params, dialect, events, observed, dataEnd }) => sql`
    SELECT subject, start, ${dialect.between(params.unit, sql`start`, sql`active`)}::BIGINT AS period, events FROM (
      SELECT subject, ${dialect.truncate(params.unit, sql`day`)} AS active, count(*)::BIGINT AS events FROM ${events} e
      WHERE ${reads({ params })} AND day <= ${dataEnd}::DATE GROUP BY ALL)
    JOIN (SELECT subject, ${dialect.truncate(params.unit, sql`index_day`)} AS start FROM ${observed}) USING (subject)`,
  cells: ({ params: { unit }, dialect, rows, members, dataEnd }) => sql`
    WITH starts AS (SELECT ${dialect.truncate(unit, sql`index_day`)} AS start, count(DISTINCT subject)::BIGINT AS size FROM ${members} GROUP BY ALL),
    grid AS (SELECT start, size, unnest(${dialect.integers(sql`0`, dialect.between(unit, sql`start`, sql`${dataEnd}::DATE`))}) AS period FROM starts)
    SELECT start, period::BIGINT AS period, size, count(DISTINCT subject)::BIGINT AS retained FROM grid LEFT JOIN ${rows} USING (start, period)
    WHERE ${dialect.add(unit, sql`period + 1`, sql`start`)} <= ${dataEnd}::DATE + 1 GROUP BY ALL ORDER BY start, period`,
  members: ({ start, period }) => sql`r.start = ${start}::DATE AND r.period = ${period}`,
  reads,
  events: ({ params: { unit }, dialect }) =>
    sql`${dialect.truncate(unit, sql`e.day`)} = ${dialect.add(unit, sql`r.period`, sql`r.start`)}`,
});
