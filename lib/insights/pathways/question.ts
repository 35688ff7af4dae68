import { z } from "zod";
import { ofItems } from "../../log/attributes";
import { sql } from "../../sql";
import { breakdownParam, byTrait } from "../breakdown";
import { insight, type PatientsContext } from "../insight";
import { itemsParam } from "../supply-params";
import { courses } from "./courses";
import { pictures } from "./kinds";
import { asides, estimates, onPath, told } from "./told";

const days = (least: number) => z.int().min(least).max(3660).default(30);

const params = z.strictObject({
  collapse: days(0).meta({ title: "Gap within an era", description: "Days without supply that still continue it." }),
  least: days(1).meta({ title: "An era lasts at least", description: "Days; a shorter one is left out." }),
  overlap: days(0).meta({
    title: "A combination overlaps by at least",
    description: "Days; eras that overlap by fewer are a switch.",
  }),
  lines: z.int().min(1).max(8).default(5).meta({ title: "Lines at most" }),
  share: z.number().min(0).max(1).default(0.01).meta({
    title: "Least share told",
    description: "Of a group's patients. Where fewer go through the same lines, those from there on are “other paths”.",
  }),
  breakdown: breakdownParam,
  items: itemsParam,
  picture: z.enum(pictures).default("sankey").meta({
    title: "Picture",
    description: "from line to line (--rows links), or paths as rings (--rows rings).",
    inFigure: true,
  }),
});
export type Params = z.infer<typeof params>;
export type Context = PatientsContext<Params>;

/** Treatment lines after eras and combinations, and how each patient's path ends. */
export default insight({
  id: "pathways",
  title: "Treatment pathways",
  params,
  columns: {
    group: "text",
    path: "text",
    lines: "integer",
    patients: "integer",
    share: "number",
    median_days: "number",
  },
  key: ["group", "path"],
  rowColumns: () => ({
    path: "text",
    depth: "integer",
    line: "integer",
    treatment: "text",
    from: "date",
    to: "date",
    days: "integer",
  }),
  breakdown: byTrait,
  patients: courses,
  cells: (ctx) => sql`
    SELECT "group", prefix AS path, max(line - 1)::BIGINT AS lines, count(*)::BIGINT AS patients, count(*) / max(whole) AS share, ${ctx.dialect.quantile(sql`days`, 0.5)}::DOUBLE AS median_days
    FROM (${told(ctx)}) WHERE kind = 'state' GROUP BY "group", prefix ORDER BY "group", patients DESC, path`,
  also: asides,
  discloses: {
    alone: true,
    cells: {
      key: ["group", "path"],
      names: ["group", "path"],
      counts: { patients: {} },
      rests: { lines: ["patients"], share: ["patients"], median_days: ["patients"] },
      exactly: ["share"],
      parted: [
        { by: "path", counts: ["patients"], known: true },
        { by: "group", counts: ["patients"] },
      ],
    },
  },
  estimates,
  members: ({ group, path }, ctx) => onPath(ctx, group, path),
  reads: (ctx) =>
    sql`((${ctx.inRoles("supply", "order")} AND ${ofItems(ctx, ctx.params.items)}) OR ${ctx.inRoles("end")})`,
  events: () =>
    sql`e.day >= r.since AND e.day <= r."to" AND (r.items IS NULL OR list_contains(r.items, coalesce(e.item, -1)))`,
});
