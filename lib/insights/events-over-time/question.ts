import { z } from "zod";
import type { Row } from "../../engine/decode";
import { happened } from "../../projections/observed";
import { sql } from "../../sql";
import { ofTypes } from "../../log/attributes";
import { breakdownParam } from "../breakdown";
import { type Aside, counting, type Estimated, insight, type PatientsContext } from "../insight";
import { clock, unit } from "../periods";

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

type Params = z.infer<typeof params>;
type Reading = Pick<PatientsContext<Params>, "params" | "terms" | "cohorts">;
const reads = (ctx: Reading) => sql`${happened} AND ${counting(ctx)} AND ${ofTypes(ctx, ctx.params.types)}`;

const columns = { period: "date", group: "text", events: "integer", patients: "integer" } as const;

/** Of two cohorts, how many are under observation in any part of a period. */
const observed: Aside<Params> = {
  columns: { period: "date", group: "text", patients: "integer" },
  rows({ members, dialect, cohorts, params: { unit: length } }) {
    const { span } = clock(dialect, { unit: length, by: "calendar", window: 0, step: 0 });
    return cohorts.length === 2
      ? sql`SELECT period, "group", count(*)::BIGINT AS patients
          FROM (SELECT "group", unnest(${span(sql`entry_day`, sql`exit_day`, sql`index_day`)}) AS period FROM ${members} WHERE exit_day >= entry_day)
          GROUP BY ALL ORDER BY period, "group"`
      : null;
  },
};

/** Of those under observation in a period, who has such an event in it. */
function activeOf(cells: readonly Row<typeof columns>[], whole: readonly Row[]): Estimated[] {
  const active = new Map(cells.map(({ period, group, patients }) => [`${period} ${group}`, patients ?? 0]));
  return whole.map(({ period = null, group = null, patients }) => ({
    cohort: String(group),
    what: "with an event, of those observed",
    at: { period },
    estimate: { kind: "share", count: active.get(`${String(period)} ${String(group)}`) ?? 0, n: Number(patients) },
    from: { aside: null, row: { period, group } },
  }));
}

/** Events and the patients who had them, by calendar period: count(*) and count(distinct patient). Facts about the person (roles trait, observation) are left out. */
export default insight({
  id: "events-over-time",
  title: "Events over time",
  params,
  columns,
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
  also: { observed },
  estimates: { key: { period: "date" }, of: ({ cells, also }) => activeOf(cells, also["observed"] ?? []) },
  members: ({ period, group }) => sql`r.period = ${period}::DATE AND r."group" = ${group}`,
  reads,
  events: ({ params: { unit }, dialect, attribute }) => sql`${dialect.truncate(unit, sql`e.day`)} = r.period
    AND ${attribute ? sql`r.attribute IS NOT DISTINCT FROM (SELECT text FROM ${attribute.words} WHERE key = ${attribute.key})` : sql`TRUE`}`,
});
