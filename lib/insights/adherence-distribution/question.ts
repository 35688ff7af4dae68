import { z } from "zod";
import { percent } from "../../charts/format";
import { counted, measured, supplyMeasures } from "../../projections/measures";
import { dayOfNumber } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import { wilson } from "../../stats/wilson";
import { breakdownParam, byTrait } from "../breakdown";
import { type DoseMeasure, doseMeasures, fromDoseMeasure, isOfDoses, readsDoses, withoutDoses } from "../dose-shares";
import { excludedByReason, excludedStatement } from "../excluded";
import { insight, type PatientsContext, type Plan } from "../insight";
import { checkMedications, coursesByGroup, measuredByGroup, medicationsParam, ofMedication } from "../medications";
import { courseOf, readsSupply } from "../supply-course";
import {
  carryOverParam,
  checkWindows,
  durationsParam,
  followUp,
  itemsParam,
  observation,
  thresholdParam,
} from "../supply-params";

const ofSupply = { when: ["measure", ...supplyMeasures] };

const params = z
  .strictObject({
    measure: z
      .enum([...supplyMeasures, ...doseMeasures])
      .default("CMA7")
      .meta({
        title: "Measure",
        description:
          "Of medication availability, or of doses over a patient's whole observation: taken of those due, days with exactly the number due, doses in time after the one before.",
      }),
    followUp: followUp.meta({ ...followUp.meta(), ...ofSupply }),
    observation: observation.meta({ ...observation.meta(), ...ofSupply }),
    carryOver: carryOverParam(false, false).meta({ ...carryOverParam(false, false).meta(), ...ofSupply }),
    durations: durationsParam.meta({ ...durationsParam.meta(), ...ofSupply }),
    medications: medicationsParam.meta({ ...medicationsParam.meta(), ...ofSupply }),
    threshold: thresholdParam,
    breakdown: breakdownParam.meta({
      ...breakdownParam.meta(),
      when: ["medications.aggregate", "none", "mean", "min", "max"],
    }),
    items: itemsParam,
  })
  .superRefine(checkWindows)
  .superRefine(checkMedications);
export type Params = z.infer<typeof params>;
type Context = PatientsContext<Params>;

/** Bars a twentieth wide, their lower end included; the last takes in all from 2 on, and where nothing exceeds 1 the one that ends there takes in 1. */
const perOne = 20;
const most = 2 * perOne;

const binOf = (value: Sql, highest: Sql) =>
  sql`least(floor(${value} * ${perOne} + 1e-9)::INTEGER, CASE WHEN ${highest} > 1 THEN ${most} ELSE ${perOne - 1} END)`;

export const isEach = ({ measure, medications }: Params) => !isOfDoses(measure) && medications.aggregate === "each";

/** A row a patient, over all of their observation. */
function ofDoses(ctx: Context, measure: DoseMeasure): Sql {
  const all = {
    ...ctx,
    params: { unit: "year" as const, by: "calendar" as const, window: 0, step: 0, items: ctx.params.items },
  };
  return sql`SELECT subject, value, CASE WHEN value IS NULL THEN ${withoutDoses[measure]} END AS why FROM ${ctx.observed}
    LEFT JOIN (SELECT subject, sum(numerator) / sum(denominator) AS value FROM (${fromDoseMeasure[measure](all)}) GROUP BY subject) USING (subject)`;
}

/** A row a patient, or one of each group of medicines. */
function values(ctx: Context): Plan {
  const { measure, carryOver: carry, medications } = ctx.params;
  if (isOfDoses(measure)) return ofDoses(ctx, measure);
  if (medications.aggregate !== "none") return measuredByGroup(ctx, { ...ctx.params, measure });
  return courseOf(
    measure,
    ctx,
    ctx.params,
    (made) =>
      sql`SELECT subject, value, why FROM (${measured(measure, { ...made, dialect: ctx.dialect, carry, spans: null })})`,
  );
}

const line = sql`(row + 1)::BIGINT AS row, ${dayOfNumber(sql`day`)} AS date, days AS duration, interval::DOUBLE AS interval, carried::DOUBLE AS carried, gap::DOUBLE AS gap`;

/** What the rows rest on, supply by supply; of groups each supply in its own. Doses are no supplies. */
function lines(ctx: Context): Plan | null {
  const { measure, carryOver: carry, medications } = ctx.params;
  if (isOfDoses(measure)) return null;
  if (medications.aggregate === "none")
    return courseOf(
      measure,
      ctx,
      ctx.params,
      (made) =>
        sql`SELECT subject, ${line} FROM (${counted(measure, { ...made, dialect: ctx.dialect, carry, spans: null })})`,
    );
  return coursesByGroup(
    ctx,
    { ...ctx.params, measure },
    (made) =>
      sql`SELECT owner AS subject, ${line} FROM (${counted(measure, { ...made, dialect: ctx.dialect, carry, spans: null })}) JOIN ${made.held} USING (subject)`,
  );
}

const binned = (rows: Sql) =>
  sql`(SELECT *, ${binOf(sql`value`, sql`max(value) OVER ()`)} AS bin FROM ${rows} WHERE value IS NOT NULL)`;

/** A measure of medication availability or of doses per patient, and how it is distributed over them. */
export default insight({
  id: "adherence-distribution",
  relative: true,
  title: "Distribution of adherence",
  params,
  columns: { group: "text", from: "number", to: "number", patients: "integer" },
  key: ["group", "from"],
  rowColumns: (params) => ({ ...(isEach(params) && { attribute: "text" }), value: "number" }),
  breakdown: (params) => (isEach(params) ? { by: "row" } : byTrait(params)),
  localTime: ({ measure }) => measure === "timing",
  patients: values,
  lines: {
    columns: { row: "integer", date: "date", duration: "number", interval: "number", carried: "number", gap: "number" },
    rows: lines,
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
      members: ({ group }) => sql`r."group" = ${group ?? null} AND r.value IS NOT NULL`,
    },
    excluded: excludedByReason,
  },
  discloses: {
    cells: {
      key: ["group", "from"],
      names: ["group"],
      counts: { patients: {} },
      rests: { to: [] },
      parted: [{ by: "group", counts: ["patients"] }],
    },
    also: {
      summary: {
        key: ["group"],
        names: ["group"],
        counts: { patients: {}, undefined: {}, adherent: { of: "patients" } },
        shares: { share: { of: "patients", count: "adherent" } },
        rests: Object.fromEntries(
          ["mean", "sd", "q1", "median", "q3", "lower", "upper"].map((name) => [name, ["patients", "adherent"]]),
        ),
        parted: [{ by: "group", counts: ["patients", "undefined", "adherent"] }],
        drawn: ["patients", "mean", "adherent", "share"],
        exactly: ["lower", "upper"],
      },
      excluded: excludedStatement,
    },
    summed: ({ cells, also }) =>
      (also["summary"] ?? []).map((row) => ({
        total: { table: "summary", row, column: "patients" },
        parts: cells
          .filter(({ group }) => group === row["group"])
          .map((cell) => ({ table: "cells", row: cell, column: "patients" })),
      })),
  },
  estimates: {
    key: {},
    of: ({ also }, { params: { threshold } }) =>
      (also["summary"] ?? []).flatMap((row) => {
        const [cohort, n] = [String(row["group"]), Number(row["patients"])];
        const sd = typeof row["sd"] === "number" ? row["sd"] : null;
        const own = (aside: string) => ({ cohort, at: {}, from: { aside, row } });
        const share = `share at ${percent(threshold)} or more`;
        return [
          { ...own("summary"), what: "mean", estimate: { kind: "mean", mean: Number(row["mean"]), sd, n } },
          { ...own("adherent"), what: share, estimate: { kind: "share", count: Number(row["adherent"]), n } },
        ];
      }),
  },
  behind: {
    adherent: ({ group }, { params: { threshold } }) => sql`r."group" = ${group ?? null} AND r.value >= ${threshold}`,
  },
  members: ({ group, from }, { rows }) =>
    sql`r."group" = ${group} AND r.value IS NOT NULL AND ${binOf(sql`r.value`, sql`(SELECT max(value) FROM ${rows})`)} = round(${from} * ${perOne})`,
  reads: (ctx) => (isOfDoses(ctx.params.measure) ? readsDoses(ctx) : readsSupply(ctx)),
  events: (ctx) => (isEach(ctx.params) ? ofMedication(ctx, ctx.params.medications) : sql`TRUE`),
});
