import { z } from "zod";
import { supplyMeasures } from "../../projections/measures";
import { sql } from "../../sql";
import { intervals } from "../../stats/kaplan-meier";
import { breakdownParam, byTrait } from "../breakdown";
import { excludedByReason, excludedStatement } from "../excluded";
import { insight, type PatientsContext } from "../insight";
import { readsSupply } from "../supply-course";
import {
  carryOverParam,
  checkWindows,
  durationsParam,
  followUp,
  gapLength,
  gapUnitParam,
  itemsParam,
} from "../supply-params";
import {
  atRisk,
  curveStatement,
  horizonOf,
  kaplanMeierCurves,
  logRankStatement,
  notYet,
  summarised,
  summaryColumns,
  summaryStatement,
  survivalCells,
  survivalColumns,
  tested,
  testColumns,
  type SurvivalCell,
} from "../survival-cells";
import { ofCohorts } from "./of-cohorts";
import { firstEpisodes } from "./first-episodes";
import { groupOf, isInitiation } from "./groups";
import { initiations } from "./initiations";

const carryOver = carryOverParam(false, false);
const ofDiscontinuation = { when: ["time", "discontinuation"] };

const params = z
  .strictObject({
    time: z.enum(["discontinuation", "initiation"]).default("discontinuation").meta({
      title: "Time to",
      description:
        "discontinuation: from first supply to the end of the first treatment episode; initiation: from the first prescription of a medicine to its first dispensing.",
    }),
    permissibleGap: z
      .array(gapLength)
      .min(1)
      .max(6)
      .default([60])
      .meta({
        ...ofDiscontinuation,
        title: "Permissible gap",
        description: "The longest stretch without supply that ends no treatment; several are shown side by side.",
        options: [0, 15, 30, 45, 60, 90, 120, 180],
      }),
    gapUnit: gapUnitParam.meta({ ...gapUnitParam.meta(), ...ofDiscontinuation }),
    medicationChange: z
      .boolean()
      .default(false)
      .meta({ ...ofDiscontinuation, title: "A change of medication ends it" }),
    interval: z.enum(intervals).default("log").meta({
      title: "Limits",
      description: "How the 95 % confidence limits are made.",
    }),
    followUp,
    carryOver: carryOver.meta({ ...carryOver.meta(), ...ofDiscontinuation }),
    durations: durationsParam.meta({ ...durationsParam.meta(), ...ofDiscontinuation }),
    group: z
      .strictObject({
        measure: z
          .enum(["none", ...supplyMeasures])
          .default("none")
          .meta({ title: "Measure" }),
        threshold: z.number().min(0).max(1).default(0.8).meta({ title: "Threshold" }),
      })
      .prefault({})
      .meta({
        ...ofDiscontinuation,
        title: "Group by a measure",
        description: "Those at the threshold over all of follow-up, and the others.",
      }),
    breakdown: breakdownParam,
    items: itemsParam,
  })
  .superRefine(checkWindows);
export type Params = z.infer<typeof params>;
export type Context = PatientsContext<Params>;

export type Cell = SurvivalCell;

/** Time from initiation to the end of the first treatment episode, or from prescription to initiation, by Kaplan and Meier: survfit, and its summary, of R's survival. */
export default insight({
  id: "persistence",
  title: "Persistence",
  params,
  columns: survivalColumns,
  key: ["group", "time"],
  rowColumns: (params) => ({
    ...(isInitiation(params) ? { attribute: "text", prescribed: "date" } : { gap: "number" }),
    time: "number",
    ended: "boolean",
  }),
  breakdown: (params) => (params.group.measure === "none" || isInitiation(params) ? byTrait(params) : { by: "row" }),
  patients: (ctx) => (isInitiation(ctx.params) ? initiations(ctx) : firstEpisodes(ctx)),
  cells: ({ rows, params }) => sql`
    SELECT "group", time, ${atRisk(sql`events + censored`)}, events, censored, ${notYet}
    FROM (SELECT ${groupOf(params)} AS "group", gap, time, (count(*) FILTER (ended))::BIGINT AS events, (count(*) FILTER (NOT ended))::BIGINT AS censored FROM ${rows} r WHERE why IS NULL GROUP BY ALL)
    ORDER BY gap, "group", time`,
  finish: (cells, { params }) => survivalCells(kaplanMeierCurves(cells, params.interval)),
  also: {
    summary: {
      columns: summaryColumns,
      finish(cells, { params }) {
        const curves = kaplanMeierCurves(cells, params.interval);
        return summarised(curves, horizonOf(curves));
      },
    },
    test: { columns: testColumns, finish: tested },
    excluded: excludedByReason,
  },
  discloses: {
    cells: curveStatement,
    also: { summary: summaryStatement, test: logRankStatement, excluded: excludedStatement },
    curve(merged, { interval }) {
      const curves = kaplanMeierCurves(merged, interval);
      const cells = survivalCells(curves);
      return { cells, also: { summary: summarised(curves, horizonOf(curves)), test: tested(cells) } };
    },
  },
  estimates: {
    key: { curve: "text", time: "number" },
    of: ({ cells }, { params, cohorts }) => ofCohorts(cells, params, cohorts),
  },
  members: ({ group, time }, { params }) => sql`${groupOf(params)} = ${group} AND r.time >= ${time}`,
  reads: readsSupply,
  events: ({ params, inRoles }) =>
    isInitiation(params)
      ? sql`e.item IS NOT DISTINCT FROM r.item AND ((e.day = r.prescribed AND ${inRoles("order")}) OR (r.ended AND e.day = r.until AND ${inRoles("supply")}))`
      : sql`TRUE`,
});
