import { z } from "zod";
import { episodes, withoutEpisode } from "../../projections/episodes";
import { anyMedication, type CarryOver } from "../../projections/gaps";
import { measured, ownCarryOver, supplyMeasures, type SupplyMeasure } from "../../projections/measures";
import { dayOfNumber } from "../../projections/supply";
import { sql, type Sql } from "../../sql";
import { excludedBy } from "../excluded";
import { breakdownParam, byTrait } from "../breakdown";
import { insight, type PatientsContext, type Plan } from "../insight";
import { courseWithGaps, readsSupply } from "../supply-course";
import {
  carryOverParam,
  checkWindows,
  durationsParam,
  followUp,
  gapLength,
  gapUnitParam,
  itemsParam,
  observation,
  whole,
} from "../supply-params";
import { behind, discloses, estimates, lanes, summary } from "./asides";

const params = z
  .strictObject({
    permissibleGap: gapLength.default(90).meta({
      title: "Permissible gap",
      description: "The longest stretch without supply that ends no episode.",
    }),
    gapUnit: gapUnitParam,
    medicationChange: z.boolean().default(true).meta({ title: "A change of medication starts an episode" }),
    measure: z
      .enum(["none", ...supplyMeasures])
      .default("none")
      .meta({ title: "Measure", description: "Taken within each episode." }),
    followUp,
    observation,
    carryOver: carryOverParam(true, true),
    durations: durationsParam,
    breakdown: breakdownParam,
    items: itemsParam,
  })
  .superRefine(checkWindows);
type Params = z.infer<typeof params>;

/** Episodes in which a measure is taken are found with the measure's own carry-over. */
const carryOf = ({ measure, carryOver: asked }: Params): CarryOver | null => {
  if (measure === "none") return asked;
  return ownCarryOver(measure);
};

const row = sql`subject, episode, ${dayOfNumber(sql`from_no`)} AS start, ${dayOfNumber(sql`floor(to_no)`)} AS "end", (to_no - from_no)::DOUBLE AS duration, end_gap::DOUBLE AS end_gap, ended, switched, item`;

/** The episodes that reach into the observation window, with the measure within each. */
function withMeasure(
  { dialect }: PatientsContext<Params>,
  measure: SupplyMeasure,
  given: { supplies: Sql; windows: Sql; stays: Sql; found: Sql },
): Plan {
  const { supplies, windows, stays, found } = given;
  return {
    keep: sql`SELECT e.*, episode AS part, e.from_no AS f0, e.to_no AS f1, greatest(e.from_no, o0) AS o0, least(e.to_no, o1) AS o1,
      CASE WHEN least(e.to_no, o1) <= greatest(e.from_no, o0) THEN 'outside the observation window' END AS why
      FROM (SELECT * EXCLUDE (f1) FROM (${found})) e JOIN (SELECT subject, o0, o1 FROM ${windows} WHERE why IS NULL) USING (subject)`,
    next(parts) {
      const values = measured(measure, {
        dialect,
        supplies,
        windows: parts,
        carry: anyMedication,
        stays,
        spans: "own",
      });
      return sql`SELECT ${row}, value FROM ${parts} p JOIN (SELECT subject, part, value FROM (${values})) v USING (subject, part) WHERE p.why IS NULL`;
    },
  };
}

/** Episodes of treatment as AdhereR's compute.treatment.episodes has them, and with `measure` that measure within each (CMA_per_episode). */
export default insight({
  id: "episodes",
  title: "Treatment episodes",
  params,
  columns: {
    group: "text",
    episode: "integer",
    patients: "integer",
    switched: "integer",
    ended: "integer",
    q1: "number",
    median: "number",
    q3: "number",
  },
  key: ["group", "episode"],
  rowColumns: ({ measure }) => ({
    episode: "integer",
    start: "date",
    end: "date",
    duration: "number",
    end_gap: "number",
    ...(measure !== "none" && { value: "number" }),
  }),
  breakdown: byTrait,
  patients(ctx) {
    const { permissibleGap, gapUnit, medicationChange, measure } = ctx.params;
    const asked = measure === "none" ? { ...ctx.params, observation: whole } : ctx.params;
    return courseWithGaps(ctx, asked, carryOf(ctx.params), ({ supplies, windows, gaps, stays }) => {
      const found = episodes(gaps, sql`${permissibleGap}`, gapUnit, measure !== "none" || medicationChange);
      return measure === "none"
        ? sql`SELECT ${row} FROM (${found}) UNION ALL BY NAME ${withoutEpisode(windows, gaps, found)}`
        : withMeasure(ctx, measure, { supplies, windows, stays, found });
    });
  },
  cells: ({
    rows,
    dialect,
  }) => sql`SELECT "group", episode::BIGINT AS episode, count(DISTINCT subject)::BIGINT AS patients, (count(*) FILTER (switched))::BIGINT AS switched, (count(*) FILTER (ended))::BIGINT AS ended,
      ${dialect.quantile(sql`duration`, 0.25)} AS q1, ${dialect.quantile(sql`duration`, 0.5)} AS median, ${dialect.quantile(sql`duration`, 0.75)} AS q3
    FROM ${rows} WHERE episode IS NOT NULL GROUP BY ALL ORDER BY "group", episode`,
  also: {
    lanes,
    summary,
    excluded: excludedBy(({ measure }: Params) => (measure === "none" ? null : "no episode in these windows")),
  },
  estimates,
  discloses,
  behind,
  members: ({ group, episode }) => sql`r."group" = ${group} AND r.episode = ${episode}`,
  reads: readsSupply,
  events: () => sql`e.day >= r.start AND e.day <= r."end"`,
});
