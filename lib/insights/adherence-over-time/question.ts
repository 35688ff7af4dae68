import { z } from "zod";
import { supplyMeasures, type SupplyMeasure } from "../../projections/measures";
import { sql } from "../../sql";
import { doseMeasures, fromDoseMeasure, isOfDoses, readsDoses, withoutDoses } from "../dose-shares";
import { readsSupply } from "../supply-course";
import { workedOut } from "../../export/statement";
import { excludedBy, excludedStatement } from "../excluded";
import { breakdownParam, byTrait } from "../breakdown";
import { insight, type PatientsContext } from "../insight";
import { clock, unit } from "../periods";
import { carryOverParam, checkWindows, followUp, itemsParam, observation, thresholdParam } from "../supply-params";
import { checkCompare, compareParam } from "./compare";
import { behind } from "./compared";
import { difference } from "./difference";
import { heat, pictures } from "./heat";
import { fromSupply } from "./shares";
import { fromWindows } from "./windowed";

const ofPeriods = { when: ["window", "0"] };
const ofWindows = { when: ["measure", ...supplyMeasures] };

const params = z
  .strictObject({
    measure: z
      .enum(["supply", ...doseMeasures, ...supplyMeasures])
      .default("supply")
      .meta({
        title: "Measured from",
        description:
          "supply: days covered by dispensings of the days under observation; doses: doses taken of those due; dosing: days with exactly the number due; timing: doses in time after the one before; or a measure of medication availability in each period.",
      }),
    unit: unit.meta({ ...unit.meta(), ...ofPeriods }),
    by: z
      .enum(["calendar", "index"])
      .default("calendar")
      .meta({
        title: "Time",
        description:
          "calendar, or time since each patient's first event; the latter is usual where cohorts enter in different periods.",
        stays: true,
        ...ofPeriods,
      }),
    window: z.int().min(0).max(3660).default(0).meta({
      title: "Window",
      description: "Days that a sliding window takes in, since the first event; 0: by period instead.",
    }),
    step: z.int().min(0).max(3660).default(0).meta({
      title: "Step",
      description: "Days from one sliding window to the next; 0: as many as a window has.",
      unless: ofPeriods.when,
    }),
    earlyRefills: z
      .enum(["shift", "overlap"])
      .default("shift")
      .meta({
        title: "Early refills",
        description:
          "shift: supply of the same item in hand is used up first; overlap: a day is covered once and the rest is lost.",
        when: ["measure", "supply"],
      }),
    followUp: followUp.meta({ ...followUp.meta(), ...ofWindows }),
    observation: observation.meta({ ...observation.meta(), ...ofWindows }),
    carryOver: carryOverParam(false, false).meta({ ...carryOverParam(false, false).meta(), ...ofWindows }),
    threshold: thresholdParam,
    picture: z.enum(pictures).default("curves").meta({
      title: "Picture",
      description: "curves of groups, or a heat map of patients over time (--rows heat).",
      inFigure: true,
    }),
    compare: compareParam,
    breakdown: breakdownParam,
    items: itemsParam,
  })
  .superRefine(checkWindows)
  .superRefine(checkCompare);
export type Params = z.infer<typeof params>;
export type Context = PatientsContext<Params>;

export const isOfWindows = (measure: Params["measure"]): measure is SupplyMeasure =>
  measure !== "supply" && !isOfDoses(measure);

const shareColumns = { period: "text", denominator: "number", numerator: "number", value: "number" } as const;
const windowColumns = { window_start: "date", window_end: "date", value: "number" } as const;

const reads = (ctx: Context) => (isOfDoses(ctx.params.measure) ? readsDoses(ctx) : readsSupply(ctx));

const left = ({ measure, window }: Params) =>
  isOfDoses(measure)
    ? withoutDoses[measure]
    : window > 0
      ? "not supplied, or not followed for a window"
      : "never supplied";

/** Each patient and period counts once. */
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
  rowColumns({ measure, window }) {
    if (!isOfWindows(measure)) return shareColumns;
    return window > 0 ? { window: "integer", ...windowColumns } : { period: "text", ...windowColumns };
  },
  breakdown: byTrait,
  localTime: ({ measure }) => measure === "timing",
  patients(ctx) {
    const { measure } = ctx.params;
    if (isOfWindows(measure)) return fromWindows(ctx, measure);
    return isOfDoses(measure) ? fromDoseMeasure[measure](ctx) : fromSupply(ctx);
  },
  cells: ({ rows, dialect, params: { threshold } }) => sql`
    SELECT period::VARCHAR AS period, "group", count(*)::BIGINT AS patients, ${dialect.mean(sql`value`)} AS mean, ${dialect.quantile(sql`value`, 0.25)} AS q1,
      ${dialect.quantile(sql`value`, 0.5)} AS median, ${dialect.quantile(sql`value`, 0.75)} AS q3, (count(*) FILTER (value >= ${threshold}))::DOUBLE / count(*) AS share80
    FROM ${rows} r WHERE value IS NOT NULL GROUP BY r.period, "group" ORDER BY r.period, "group"`,
  also: { excluded: excludedBy(left), difference, heat },
  discloses: {
    cells: {
      key: ["period", "group"],
      names: ["group"],
      counts: { patients: {} },
      shares: { share80: { of: "patients" } },
      rests: { mean: ["patients"], q1: ["patients"], median: ["patients"], q3: ["patients"] },
      parted: [{ by: "group", counts: ["patients", workedOut("share80")] }],
      drawn: ["patients", "mean", "q1", "median", "q3"],
    },
    also: { excluded: excludedStatement },
  },
  behind,
  members: ({ period, group }) => sql`r.period::VARCHAR = ${period} AND r."group" = ${group} AND r.value IS NOT NULL`,
  reads,
  events: ({ params, dialect }) =>
    isOfWindows(params.measure)
      ? sql`e.day <= r.window_end`
      : sql`e.day < ${clock(dialect, params).endOf(sql`r.period`, sql`r.index_day`)}`,
});
