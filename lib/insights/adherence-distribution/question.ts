import { z } from "zod";
import { counted, measured, supplyMeasures } from "../../projections/measures";
import { dayOfNumber } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import { wilson } from "../../stats/wilson";
import { breakdownParam, byTrait } from "../breakdown";
import { excludedByReason } from "../excluded";
import { insight, type PatientsContext, type Plan } from "../insight";
import { courseOf, readsSupply } from "../supply-course";
import { carryOverParam, checkWindows, followUp, itemsParam, observation, thresholdParam } from "../supply-params";

const params = z
  .strictObject({
    measure: z.enum(supplyMeasures).default("CMA7").meta({ title: "Measure" }),
    followUp,
    observation,
    carryOver: carryOverParam(false, false),
    threshold: thresholdParam,
    breakdown: breakdownParam,
    items: itemsParam,
  })
  .superRefine(checkWindows);
type Context = PatientsContext<z.infer<typeof params>>;

/** Bars a twentieth wide, their lower end included; the last takes in all from 2 on, and where nothing exceeds 1 the one that ends there takes in 1. */
const perOne = 20;
const most = 2 * perOne;

const binOf = (value: Sql, highest: Sql) =>
  sql`least(floor(${value} * ${perOne} + 1e-9)::INTEGER, CASE WHEN ${highest} > 1 THEN ${most} ELSE ${perOne - 1} END)`;

function rowsOf(ctx: Context, of: typeof measured, select: (from: Sql) => Sql): Plan {
  const { measure, carryOver: carry } = ctx.params;
  return courseOf(measure, ctx, ctx.params, (made) =>
    select(of(measure, { ...made, dialect: ctx.dialect, carry, spans: null })),
  );
}

const binned = (rows: Sql) =>
  sql`(SELECT *, ${binOf(sql`value`, sql`max(value) OVER ()`)} AS bin FROM ${rows} WHERE value IS NOT NULL)`;

/** A measure of medication availability per patient, and how it is distributed over them. */
export default insight({
  id: "adherence-distribution",
  title: "Distribution of adherence",
  params,
  columns: { group: "text", from: "number", to: "number", patients: "integer" },
  key: ["group", "from"],
  rowColumns: () => ({ value: "number" }),
  breakdown: byTrait,
  patients: (ctx) => rowsOf(ctx, measured, (values) => sql`SELECT subject, value, why FROM (${values})`),
  lines: {
    columns: { row: "integer", date: "date", duration: "number", interval: "number", carried: "number", gap: "number" },
    rows: (ctx: Context) =>
      rowsOf(
        ctx,
        counted,
        (all) =>
          sql`SELECT subject, (row + 1)::BIGINT AS row, ${dayOfNumber(sql`day`)} AS date, days AS duration, interval::DOUBLE AS interval, carried::DOUBLE AS carried, gap::DOUBLE AS gap FROM (${all})`,
      ),
  },
  cells: ({ rows }) => sql`
    SELECT "group", bin / ${perOne}::DOUBLE AS "from", CASE WHEN bin < ${most} THEN (bin + 1) / ${perOne}::DOUBLE END AS "to", count(DISTINCT subject)::BIGINT AS patients
    FROM ${binned(rows)} GROUP BY "group", bin ORDER BY "group", bin`,
  also: {
    summary: {
      columns: {
        group: "text",
        patients: "integer",
        undefined: "integer",
        mean: "number",
        sd: "number",
        minimum: "number",
        q1: "number",
        median: "number",
        q3: "number",
        maximum: "number",
        adherent: "integer",
        share: "number",
        lower: "number",
        upper: "number",
      },
      rows: ({ rows, dialect, params: { threshold } }) => sql`
        SELECT "group", count(value)::BIGINT AS patients, (count(*) - count(value))::BIGINT AS undefined, ${dialect.mean(sql`value`)} AS mean,
          sqrt(greatest(0, ${dialect.mean(sql`value * value`)} - ${dialect.mean(sql`value`)} ** 2) * count(value) / nullif(count(value) - 1, 0)) AS sd,
          min(value) AS minimum, ${dialect.quantile(sql`value`, 0.25)} AS q1, ${dialect.quantile(sql`value`, 0.5)} AS median, ${dialect.quantile(sql`value`, 0.75)} AS q3, max(value) AS maximum,
          (count(*) FILTER (value >= ${threshold}))::BIGINT AS adherent, NULL::DOUBLE AS share, NULL::DOUBLE AS lower, NULL::DOUBLE AS upper
        FROM ${rows} GROUP BY "group" ORDER BY "group"`,
      finish: (rows) =>
        rows.map((row) => {
          const [adherent, patients] = [Number(row["adherent"]), Number(row["patients"])];
          return patients === 0 ? row : { ...row, share: adherent / patients, ...wilson(adherent, patients) };
        }),
    },
    excluded: excludedByReason,
  },
  members: ({ group, from }, { rows }) =>
    sql`r."group" = ${group} AND r.value IS NOT NULL AND ${binOf(sql`r.value`, sql`(SELECT max(value) FROM ${rows})`)} = round(${from} * ${perOne})`,
  reads: readsSupply,
  events: () => sql`TRUE`,
});
