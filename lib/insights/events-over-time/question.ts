import { z } from "zod";
import { happened } from "../../projections/observed";
import { sql } from "../../sql";
import { ofTypes } from "../../log/attributes";
import { breakdownParam } from "../breakdown";
import { counting, insight, type PatientsContext } from "../insight";
import { unit } from "../periods";

const params = z.strictObject({
  unit,
  breakdown: breakdownParam.default("type"),
  types: z.array(z.string()).default([]).meta({
    title: "Event types",
    description: "Only these types; all where none is named.",
    data: true,
    choices: "types",
  }),
});

type Reading = Pick<PatientsContext<z.infer<typeof params>>, "params" | "terms" | "cohorts">;
const reads = (ctx: Reading) => sql`${happened} AND ${counting(ctx)} AND ${ofTypes(ctx, ctx.params.types)}`;

/** Events and the patients who had them, by calendar period: count(*) and count(distinct patient). Facts about the person (roles trait, observation) are left out. */
export default insight({
  id: "events-over-time",
  title: "Events over time",
  params,
  columns: { period: "date", group: "text", events: "integer", patients: "integer" },
  key: ["period", "group"],
  rowColumns: () => ({ period: "date", attribute: "text", events: "integer" }),
  breakdown: ({ breakdown }, isAttribute) =>
    breakdown === "none" ? { by: "none" } : { by: isAttribute(breakdown) ? "attribute" : "trait", name: breakdown },
  patients: ({ params, dialect, events, terms, cohorts, attribute }) => sql`
    SELECT subject, period, text AS attribute, events FROM (
      SELECT subject, ${dialect.truncate(params.unit, sql`day`)} AS period, ${attribute?.key ?? sql`NULL::INTEGER`} AS attribute_key, count(*)::BIGINT AS events
      FROM ${events} e WHERE ${reads({ params, terms, cohorts })} GROUP BY ALL)
    LEFT JOIN ${attribute?.words ?? terms} ON key = attribute_key`,
  cells: ({ rows }) => sql`
    SELECT period, "group", sum(events)::BIGINT AS events, count(DISTINCT subject)::BIGINT AS patients FROM ${rows} GROUP BY ALL ORDER BY period, "group"`,
  members: ({ period, group }) => sql`r.period = ${period}::DATE AND r."group" = ${group}`,
  reads,
  events: ({ params: { unit }, dialect, attribute }) => sql`${dialect.truncate(unit, sql`e.day`)} = r.period
    AND ${attribute ? sql`r.attribute IS NOT DISTINCT FROM (SELECT text FROM ${attribute.words} WHERE key = ${attribute.key})` : sql`TRUE`}`,
});
