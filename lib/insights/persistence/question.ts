import { z } from "zod";
import type { Row } from "../../engine/decode";
import { supplyMeasures } from "../../projections/measures";
import { join, sql } from "../../sql";
import { intervals, kaplanMeier, medians, restrictedMean, type Survival } from "../../stats/kaplan-meier";
import { logRank } from "../../stats/log-rank";
import { grouped } from "../../group";
import { breakdownParam, byTrait } from "../breakdown";
import { excludedByReason } from "../excluded";
import { insight, type PatientsContext } from "../insight";
import { readsSupply } from "../supply-course";
import { carryOverParam, checkWindows, followUp, gapLength, gapUnitParam, itemsParam } from "../supply-params";
import { firstEpisodes } from "./first-episodes";

const params = z
  .strictObject({
    permissibleGap: z
      .array(gapLength)
      .min(1)
      .max(6)
      .default([60])
      .meta({
        title: "Permissible gap",
        description: "The longest stretch without supply that ends no treatment; several are shown side by side.",
        options: [0, 15, 30, 45, 60, 90, 120, 180],
      }),
    gapUnit: gapUnitParam,
    medicationChange: z.boolean().default(false).meta({ title: "A change of medication ends it" }),
    interval: z.enum(intervals).default("log").meta({
      title: "Limits",
      description: "How the 95 % confidence limits are made.",
    }),
    followUp,
    carryOver: carryOverParam(false, false),
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
        title: "Group by a measure",
        description: "Those at the threshold over all of follow-up, and the others.",
      }),
    breakdown: breakdownParam,
    items: itemsParam,
  })
  .superRefine(checkWindows);
export type Params = z.infer<typeof params>;
export type Context = PatientsContext<Params>;

const columns = {
  group: "text",
  time: "number",
  at_risk: "integer",
  events: "integer",
  censored: "integer",
  survival: "number",
  std_error: "number",
  lower: "number",
  upper: "number",
} as const;
export type Cell = Row<typeof columns>;

const atTime = ({ time, at_risk, events, censored }: Row) => ({
  time: Number(time),
  atRisk: Number(at_risk),
  events: Number(events),
  censored: Number(censored),
});

/** A gap as groups are called by it. */
export const gapName = (gap: number, unit: Params["gapUnit"]): string =>
  `gap=${gap}${unit === "days" ? "" : unit === "percent" ? "%" : ` ${unit}`}`;

const known = (value: number) => (Number.isNaN(value) ? null : value);

const curves = (cells: readonly Row[], { interval }: Params): [string, Survival[]][] =>
  [...grouped(cells, ({ group }) => String(group))].map(([group, own]) => [
    group,
    kaplanMeier(own.map(atTime), interval),
  ]);

/** Groups are gaps where there are several or nothing else tells patients apart. */
function groupOf({ permissibleGap, gapUnit, breakdown, group }: Params) {
  const names = permissibleGap.map((gap) => sql`WHEN ${gap} THEN ${gapName(gap, gapUnit)}`);
  const gap = sql`CASE r.gap ${join(names, " ")} END`;
  if (breakdown === "none" && group.measure === "none") return gap;
  return permissibleGap.length > 1 ? sql`${gap} || ', ' || r."group"` : sql`r."group"`;
}

/** Time from initiation to the end of the first treatment episode, by Kaplan and Meier: survfit, and its summary, of R's survival. */
export default insight({
  id: "persistence",
  title: "Persistence",
  params,
  columns,
  key: ["group", "time"],
  rowColumns: () => ({ gap: "number", time: "number", ended: "boolean" }),
  breakdown: (params) => (params.group.measure === "none" ? byTrait(params) : { by: "row" }),
  patients: firstEpisodes,
  cells: ({ rows, params }) => sql`
    SELECT "group", time, (sum(events + censored) OVER (PARTITION BY "group" ORDER BY time DESC ROWS UNBOUNDED PRECEDING))::BIGINT AS at_risk, events, censored,
      NULL::DOUBLE AS survival, NULL::DOUBLE AS std_error, NULL::DOUBLE AS lower, NULL::DOUBLE AS upper
    FROM (SELECT ${groupOf(params)} AS "group", gap, time, (count(*) FILTER (ended))::BIGINT AS events, (count(*) FILTER (NOT ended))::BIGINT AS censored FROM ${rows} r WHERE why IS NULL GROUP BY ALL)
    ORDER BY gap, "group", time`,
  finish: (cells, { params }): Cell[] =>
    curves(cells, params).flatMap(([group, curve]) =>
      curve.map(({ time, atRisk, events, censored, survival, stdError, lower, upper }) => ({
        group,
        time,
        at_risk: atRisk,
        events,
        censored,
        survival,
        std_error: known(stdError),
        lower,
        upper,
      })),
    ),
  also: {
    summary: {
      columns: {
        group: "text",
        n: "integer",
        events: "integer",
        median: "number",
        lower: "number",
        upper: "number",
        restricted_mean: "number",
        se: "number",
      },
      finish(cells, { params }) {
        const all = curves(cells, params);
        const horizon = Math.min(...all.map(([, curve]) => curve.at(-1)?.time ?? Infinity));
        return all.map(([group, curve]) => {
          const { mean, se } = restrictedMean(curve, horizon);
          const events = curve.reduce((sum, at) => sum + at.events, 0);
          return { group, n: curve[0]?.atRisk ?? 0, events, ...medians(curve), restricted_mean: mean, se };
        });
      },
    },
    test: {
      columns: { statistic: "number", df: "integer", p: "number" },
      finish(cells, { params }) {
        const test = logRank(curves(cells, params).map(([, curve]) => curve));
        return test ? [test] : [];
      },
    },
    excluded: excludedByReason,
  },
  members: ({ group, time }, { params }) => sql`${groupOf(params)} = ${group} AND r.time >= ${time}`,
  reads: readsSupply,
  events: () => sql`TRUE`,
});
