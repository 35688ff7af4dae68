import { z } from "zod";
import { workedOut } from "../../export/statement";
import { anyMedication, type CarryOver } from "../../projections/gaps";
import { episodes } from "../../projections/episodes";
import { gaps, hasCarryOver, measured, supplyMeasures } from "../../projections/measures";
import { join, none, sql, type Sql } from "../../sql";
import { breakdownParam, byTrait } from "../breakdown";
import { centred, deviation } from "../deviation";
import { insight, type Plan } from "../insight";
import { course, followed, readsSupply } from "../supply-course";
import {
  checkWindows,
  durationsParam,
  followUp,
  gapLength,
  itemsParam,
  observation,
  thresholdParam,
} from "../supply-params";

const params = z
  .strictObject({
    followUp,
    observation,
    durations: durationsParam,
    threshold: thresholdParam,
    permissibleGap: z
      .array(gapLength)
      .min(1)
      .max(8)
      .default([0, 30, 60, 90, 180])
      .meta({
        title: "Permissible gaps",
        description: "Days without supply that end no treatment.",
        options: [0, 15, 30, 45, 60, 90, 120, 180],
      }),
    horizon: z.int().min(1).max(3660).default(365).meta({
      title: "Persistent at",
      description: "Days since first supply at which those still treated are counted.",
    }),
    breakdown: breakdownParam,
    items: itemsParam,
  })
  .superRefine(checkWindows);

const isBroken = ({ breakdown }: { breakdown: string }): boolean => breakdown !== "none";

/** Carry-over in the order in which definitions are told. */
export const carryOvers: readonly { id: string; carry: CarryOver | null }[] = [
  { id: "none", carry: null },
  { id: "any medication", carry: anyMedication },
  { id: "any medication, in doses", carry: { sameMedication: false, dose: true } },
  { id: "same medication", carry: { sameMedication: true, dose: false } },
  { id: "same medication, in doses", carry: { sameMedication: true, dose: true } },
];

/** A permissible gap as a definition. */
const gapDefinition = (gap: number) => (gap === 0 ? "any gap" : `gap of ${gap} days`);

type Kept = { id: string; carry: CarryOver | null; gaps: Sql };

/** Gaps under each carry-over, one after the other, each kept for other questions. */
function underEach(
  supplies: Sql,
  followed: Sql,
  next: (kept: readonly Kept[]) => Plan,
  done: readonly Kept[] = [],
): Plan {
  const option = carryOvers[done.length];
  if (!option) return next(done);
  return {
    keep: gaps(supplies, followed, option.carry),
    next: (kept) => underEach(supplies, followed, next, [...done, { ...option, gaps: kept }]),
  };
}

const near = 1e-8;

/** The time at which a curve is first at or below `p`; where it stays at exactly that for a while, the middle of that while (R's quantile.survfit). */
const reaches = (p: number) =>
  sql`arg_min(CASE WHEN abs(survival - ${p}) < ${near} AND later IS NOT NULL THEN (time + later) / 2 ELSE time END, time) FILTER (survival < ${p + near})`;

/** Every measure of medication availability, and persistence by every permissible gap, under every carry-over: one cohort, so that one sees how much the choice matters. */
export default insight({
  id: "definitions",
  title: "Every definition",
  params,
  columns: {
    definition: "text",
    carry_over: "text",
    patients: "integer",
    undefined: "integer",
    mean: "number",
    sd: "number",
    q1: "number",
    median: "number",
    q3: "number",
    share: "number",
    group: "text",
  },
  key: ["definition", "carry_over", "group"],
  without: (asked) => (isBroken(asked) ? [] : ["group"]),
  rowColumns: () => ({ definition: "text", carry_over: "text", value: "number" }),
  breakdown: byTrait,
  patients: (ctx) =>
    course(ctx, ctx.params, (made) => {
      const { supplies, windows: watched, stays } = made;
      const follow = followed(ctx, made, ctx.params.followUp);
      return underEach(supplies, follow, (kept) => {
        const rows = kept.flatMap(({ id, carry, gaps: gapped }, c) => {
          const measures = supplyMeasures.flatMap((measure, i) => {
            if (hasCarryOver(measure) === (carry === null)) return [];
            const asked = { dialect: ctx.dialect, supplies, windows: watched, gaps: gapped, stays, spans: null };
            const values = measured(measure, { ...asked, carry: carry ?? anyMedication });
            return sql`SELECT subject, ${i} AS place, ${c} AS option, ${measure} AS definition, ${id} AS carry_over, value, NULL::BOOLEAN AS ended FROM (${values})`;
          });
          const persistence = ctx.params.permissibleGap.map(
            (
              gap,
              i,
            ) => sql`SELECT subject, ${100 + i} AS place, ${c} AS option, ${gapDefinition(gap)} AS definition, ${id} AS carry_over, (to_no - from_no)::DOUBLE AS value, ended
              FROM (${episodes(gapped, sql`${gap}`, "days", false)}) WHERE episode = 1`,
          );
          return [...measures, ...persistence];
        });
        return join(rows, " UNION ALL ");
      });
    }),
  cells: ({ rows, dialect, params: { threshold, horizon, breakdown } }) => sql`
    WITH measures AS (SELECT "group", place, option, definition, carry_over, count(value)::BIGINT AS patients, (count(*) - count(value))::BIGINT AS undefined, ${dialect.mean(sql`value`)} AS mean, ${deviation(dialect, sql`value`)} AS sd,
        ${dialect.quantile(sql`value`, 0.25)} AS q1, ${dialect.quantile(sql`value`, 0.5)} AS median, ${dialect.quantile(sql`value`, 0.75)} AS q3,
        (count(*) FILTER (value >= ${threshold}))::DOUBLE / nullif(count(value), 0) AS share
      FROM ${centred(dialect, sql`(FROM ${rows} WHERE place < 100)`, sql`"group", place, option`, sql`value`)} GROUP BY "group", place, option, definition, carry_over),
    times AS (SELECT "group", place, option, definition, carry_over, value AS time, count(*) FILTER (ended) AS events, count(*) AS left_at FROM ${rows} WHERE place >= 100 GROUP BY "group", place, option, definition, carry_over, value),
    risk AS (SELECT *, sum(left_at) OVER (PARTITION BY "group", place, option ORDER BY time DESC ROWS UNBOUNDED PRECEDING) AS at_risk FROM times),
    curves AS (SELECT *, exp(sum(CASE WHEN events = at_risk THEN -1e6 ELSE ln(1 - events / at_risk) END) OVER (PARTITION BY "group", place, option ORDER BY time ROWS UNBOUNDED PRECEDING)) AS survival,
      min(CASE WHEN events > 0 THEN time END) OVER (PARTITION BY "group", place, option ORDER BY time ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS later FROM risk),
    persistence AS (SELECT "group", place, option, definition, carry_over, max(at_risk)::BIGINT AS patients, 0::BIGINT AS undefined, NULL::DOUBLE AS mean, NULL::DOUBLE AS sd,
        ${reaches(0.75)} AS q1, ${reaches(0.5)} AS median, ${reaches(0.25)} AS q3,
        CASE WHEN max(time) >= ${horizon} THEN coalesce(min(survival) FILTER (time <= ${horizon}), 1) END AS share
      FROM curves GROUP BY "group", place, option, definition, carry_over)
    SELECT * EXCLUDE (place, option${isBroken({ breakdown }) ? none : sql`, "group"`}) FROM (FROM measures UNION ALL FROM persistence) ORDER BY place, option, "group"`,
  discloses: {
    cells: {
      key: ["definition", "carry_over", "group"],
      names: ["group"],
      counts: { patients: {}, undefined: {} },
      shares: { share: { of: "patients" } },
      rests: Object.fromEntries(["mean", "sd", "q1", "median", "q3"].map((name) => [name, ["patients"]])),
      parted: [{ by: "group", counts: ["patients", "undefined", workedOut("share")] }],
      drawn: ["patients", "mean"],
    },
  },
  estimates: {
    key: { definition: "text", carry_over: "text" },
    of: ({ cells }) =>
      cells.flatMap((row) =>
        row.mean === null
          ? []
          : {
              cohort: row.group ?? "",
              what: "mean",
              at: { definition: row.definition, carry_over: row.carry_over },
              estimate: { kind: "mean", mean: row.mean, sd: row.sd, n: row.patients ?? 0 },
              from: { aside: null, row },
            },
      ),
  },
  members: ({ definition, carry_over, group }, { params: asked }) =>
    sql`r.definition = ${definition} AND r.carry_over = ${carry_over} AND r.value IS NOT NULL${isBroken(asked) ? sql` AND r."group" = ${group}` : none}`,
  reads: readsSupply,
  events: () => sql`TRUE`,
});
