import { z } from "zod";
import { schedules } from "../../projections/doses";
import { sql } from "../../sql";
import { ofItems } from "../../log/attributes";
import { breakdownParam, byTrait } from "../breakdown";
import { insight, type PatientsContext } from "../insight";
import { itemsParam } from "../supply-params";
import { also, estimates } from "./asides";
import { patientRows, rowColumns } from "./rows";

const params = z.strictObject({
  tolerance: z.number().min(0).max(1).default(0.25).meta({
    title: "In time within",
    description: "By how much of the due interval the time since the dose before may differ from it.",
  }),
  breakdown: breakdownParam,
  items: itemsParam,
});
export type Params = z.infer<typeof params>;
export type Context = PatientsContext<Params>;

/** Doses against what was prescribed, by hour of day and weekday of the patient's clock; beside them taking, dosing and timing adherence (Vrijens et al. 2012), runs of missed doses, and what one source says beside another. */
export default insight({
  id: "doses",
  title: "Doses",
  params,
  columns: {
    group: "text",
    weekday: "integer",
    hour: "integer",
    patients: "integer",
    intakes: "integer",
    missed: "integer",
    timed: "integer",
    in_time: "integer",
  },
  key: ["group", "weekday", "hour"],
  rowColumns: () => rowColumns,
  breakdown: byTrait,
  localTime: () => true,
  patients: (ctx) => ({
    keep: schedules({ ...ctx, events: ctx.plain }, ofItems(ctx, ctx.params.items), ctx.dataEnd),
    next: (plan) => patientRows(ctx, plan),
  }),
  cells: ({ rows }) => sql`
    SELECT "group", weekday::BIGINT AS weekday, hour::BIGINT AS hour, count(DISTINCT subject)::BIGINT AS patients, sum(intakes)::BIGINT AS intakes, sum(missed)::BIGINT AS missed,
      sum(timed)::BIGINT AS timed, sum(in_time)::BIGINT AS in_time
    FROM ${rows} r WHERE part = 'hour' GROUP BY "group", weekday, hour ORDER BY "group", weekday, hour NULLS LAST`,
  also,
  discloses: {
    alone: true,
    cells: {
      key: ["group", "weekday", "hour"],
      names: ["group"],
      counts: { patients: {} },
      rests: Object.fromEntries(["intakes", "missed", "timed", "in_time"].map((name) => [name, ["patients"]])),
      parted: [{ by: "group", counts: ["patients"] }],
    },
  },
  estimates,
  members: ({ group, weekday, hour }) =>
    sql`r.part = 'hour' AND r."group" = ${group} AND r.weekday = ${weekday} AND r.hour IS NOT DISTINCT FROM ${hour}::BIGINT`,
  reads: (ctx) =>
    sql`${ctx.inRoles("order", "stop", "intake", "missed", "supply")} AND ${ofItems(ctx, ctx.params.items)}`,
  events: ({ inRoles }) => sql`(r.part <> 'hour' OR (${inRoles("intake", "missed")} AND isodow(e.day) = r.weekday
    AND (CASE WHEN e.wall_s % 86400 <> 0 THEN (e.wall_s % 86400) // 3600 END) IS NOT DISTINCT FROM r.hour))`,
});
