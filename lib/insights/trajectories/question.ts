import { z } from "zod";
import type { Row } from "../../engine/decode";
import { sql } from "../../sql";
import { breakdownParam, byTrait } from "../breakdown";
import { insight, type PatientsContext } from "../insight";
import { readsSupply } from "../supply-course";
import { carryOverParam, checkWindows, durationsParam, followUp, itemsParam, observation } from "../supply-params";
import { characteristics, criterion, estimates, excluded, groupsIn, sharesIn, summary } from "./asides";
import { courses, stretchOf } from "./courses";
import { fit } from "./fit";

const params = z
  .strictObject({
    measure: z.enum(["CMA7", "CMA9"]).default("CMA7").meta({ title: "Measure" }),
    groups: z.int().min(0).max(6).default(0).meta({
      title: "Groups",
      description: "0: as many as the criterion of Caliński and Harabasz chooses, from 2 to 6.",
    }),
    window: z.int().min(1).max(366).default(30).meta({ title: "Window", description: "Days that a window has." }),
    step: z.int().min(0).max(366).default(0).meta({
      title: "Step",
      description: "Days from one window to the next; 0: as many as a window has.",
    }),
    windows: z.int().min(2).max(60).default(12).meta({
      title: "Windows",
      description: "How many, from the start of the observation window; patients are compared who have all of them.",
    }),
    followUp,
    observation,
    carryOver: carryOverParam(false, false),
    durations: durationsParam,
    breakdown: breakdownParam.meta({
      title: "Describe by",
      description: "none, or an attribute whose values are counted in each group",
      choices: "breakdowns",
    }),
    items: itemsParam,
  })
  .superRefine(checkWindows)
  .superRefine((given, ctx) => {
    const { duration, durationUnit } = given.observation;
    const needed = stretchOf(given);
    if (durationUnit === "days" && duration > 0 && duration < needed)
      ctx.addIssue({
        code: "custom",
        path: ["windows"],
        message: `${given.windows} windows take ${needed} days; the observation window has ${duration}`,
      });
  });
export type Params = z.infer<typeof params>;
export type Context = PatientsContext<Params>;

const columns = {
  group: "text",
  window: "integer",
  patients: "integer",
  mean: "number",
  q1: "number",
  median: "number",
  q3: "number",
} as const;
export type Cell = Row<typeof columns>;

/** Groups of patients with alike courses of adherence: k-means on each patient's values in windows, after kml (Genolini & Falissard, Computational Statistics 2010, 25(2):317-328). */
export default insight({
  id: "trajectories",
  relative: true,
  title: "Trajectories",
  params,
  columns,
  key: ["group", "window"],
  rowColumns: () => ({ group: "text", mean: "number", first: "number", last: "number" }),
  breakdown: byTrait,
  patients: courses,
  fit,
  cells: ({ rows, dialect, params: { windows } }) => sql`
    SELECT "group", "window", count(*)::BIGINT AS patients, ${dialect.mean(sql`value`)} AS mean,
      ${dialect.quantile(sql`value`, 0.25)} AS q1, ${dialect.quantile(sql`value`, 0.5)} AS median, ${dialect.quantile(sql`value`, 0.75)} AS q3
    FROM (SELECT "group", unnest(course) AS value, unnest(${dialect.integers(sql`0`, sql`${windows - 1}`)})::BIGINT AS "window" FROM ${rows} WHERE course IS NOT NULL)
    GROUP BY "group", "window" ORDER BY "group", "window"`,
  also: { summary, criterion, characteristics, excluded },
  discloses: {
    cells: {
      key: ["group", "window"],
      counts: { patients: {} },
      rests: { mean: ["patients"], q1: ["patients"], median: ["patients"], q3: ["patients"] },
    },
    also: {
      summary: {
        key: ["group"],
        counts: { patients: {} },
        rests: { share: [], ...Object.fromEntries(["mean", "first", "last"].map((name) => [name, ["patients"]])) },
      },
      criterion: { key: ["k"], counts: {}, rests: { calinski_harabasz: [], chosen: [] } },
      excluded: { key: ["why"], counts: { patients: {} } },
    },
    ratios: ({ also }) => sharesIn(also["summary"] ?? []),
    summed: ({ cells, also }) => groupsIn(cells, also["summary"] ?? []),
  },
  estimates,
  members: ({ group }) => sql`r."group" = ${group}`,
  reads: readsSupply,
  events: ({ params: { measure } }) => (measure === "CMA7" ? sql`e.day <= r.until` : sql`TRUE`),
});
