import { z } from "zod";
import { happened } from "../../projections/observed";
import { sql } from "../../sql";
import { table } from "../../log/schema";
import { ofTypes } from "../attributes";
import { insight } from "../insight";
import { breakdownParam, unit } from "../periods";

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

/** Events and the patients who had them, by calendar period: count(*) and count(distinct patient). Facts about the person (roles trait, observation) are left out. */
export default insight({
  id: "events-over-time",
  title: "Events over time",
  params,
  columns: { period: "date", group: "text", events: "integer", patients: "integer" },
  key: ["period", "group"],
  rowColumns: { period: "date", attribute: "text", events: "integer" },
  breakdown: ({ breakdown }, isAttribute) =>
    breakdown === "none" ? { by: "none" } : { by: isAttribute(breakdown) ? "attribute" : "trait", name: breakdown },
  patients: ({ params: { unit, types }, dialect, events, attribute }) => sql`
    SELECT subject, period, text AS attribute, events FROM (
      SELECT subject, ${dialect.truncate(unit, sql`day`)} AS period, ${attribute?.key ?? sql`NULL::INTEGER`} AS attribute_key, count(*)::BIGINT AS events
      FROM ${events} e WHERE ${happened} AND ${ofTypes(types)} GROUP BY ALL)
    LEFT JOIN ${attribute?.words ?? table("terms")} ON key = attribute_key`,
  cells: ({ rows }) => sql`
    SELECT period, "group", sum(events)::BIGINT AS events, count(DISTINCT subject)::BIGINT AS patients FROM ${rows} GROUP BY ALL ORDER BY period, "group"`,
  members: ({ period, group }) => sql`r.period = ${period}::DATE AND r."group" = ${group}`,
  reads: ({ params: { types } }) => sql`${happened} AND ${ofTypes(types)}`,
  events: ({
    params: { unit, types },
    dialect,
    attribute,
  }) => sql`${happened} AND ${ofTypes(types)} AND ${dialect.truncate(unit, sql`e.day`)} = r.period
    AND ${attribute ? sql`r.attribute IS NOT DISTINCT FROM (SELECT text FROM ${attribute.words} WHERE key = ${attribute.key})` : sql`TRUE`}`,
});
