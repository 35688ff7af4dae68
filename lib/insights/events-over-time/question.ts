import { z } from "zod";
import type { Row } from "../../engine/decode";
import { happened } from "../../projections/observed";
import { sql } from "../../sql";
import { ofTypes } from "../../log/attributes";
import { breakdownParam } from "../breakdown";
import { centred, deviation } from "../deviation";
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

/** What is compared of two cohorts. */
export const activity = {
  events: "events of a patient who has one, mean",
  patients: "with an event, of those observed",
} as const;

type Params = z.infer<typeof params>;
type Reading = Pick<PatientsContext<Params>, "params" | "terms" | "inRoles" | "cohorts">;
const reads = (ctx: Reading) => sql`${happened(ctx)} AND ${counting(ctx)} AND ${ofTypes(ctx, ctx.params.types)}`;

/** Of two cohorts, how many are under observation in any part of a period; and of those of them who have events, how many those are. */
const observed: Aside<Params> = {
  columns: { period: "date", group: "text", patients: "integer", active: "integer", mean: "number", sd: "number" },
  rows({ rows, members, dialect, cohorts, params: { unit: length } }) {
    if (cohorts.length !== 2) return null;
    const { span } = clock(dialect, { unit: length, by: "calendar", window: 0, step: 0 });
    const [events, place] = [sql`events::DOUBLE`, sql`period, "group"`];
    return sql`
      WITH seen AS (SELECT ${place}, count(*)::BIGINT AS patients
        FROM (SELECT "group", unnest(${span(sql`entry_day`, sql`exit_day`, sql`index_day`)}) AS period FROM ${members} WHERE exit_day >= entry_day) GROUP BY ${place}),
      had AS (SELECT ${place}, count(*)::BIGINT AS active, ${dialect.mean(events)} AS mean, ${deviation(dialect, events)} AS sd
        FROM ${centred(dialect, rows, place, events)} GROUP BY ${place})
      SELECT ${place}, patients, coalesce(active, 0) AS active, mean, sd FROM seen LEFT JOIN had USING (${place}) ORDER BY ${place}`;
  },
};

/** Of those under observation in a period the share with such an event in it, and how many those have on average. */
const activeOf = (whole: readonly Row[]): Estimated[] =>
  whole.flatMap(({ period = null, group = null, patients, active, mean, sd }): Estimated[] => {
    const own = { cohort: String(group), at: { period }, from: { aside: null, row: { period, group } } };
    const n = Number(active);
    const spread = typeof sd === "number" ? sd : null;
    return [
      { ...own, what: activity.patients, estimate: { kind: "share", count: n, n: Number(patients) } },
      { ...own, what: activity.events, estimate: { kind: "mean", mean: Number(mean), sd: spread, n } },
    ];
  });

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
  patients: ({ params, dialect, events, terms, inRoles, cohorts, attribute }) => sql`
    SELECT subject, period, text AS attribute, events FROM (
      SELECT subject, ${dialect.truncate(params.unit, sql`day`)} AS period, ${attribute?.key ?? sql`NULL::INTEGER`} AS attribute_key, count(*)::BIGINT AS events
      FROM ${events} e WHERE ${reads({ params, terms, inRoles, cohorts })} GROUP BY ALL)
    LEFT JOIN ${attribute?.words ?? terms} ON key = attribute_key`,
  cells: ({ rows }) => sql`
    SELECT period, "group", sum(events)::BIGINT AS events, count(DISTINCT subject)::BIGINT AS patients FROM ${rows} GROUP BY ALL ORDER BY period, "group"`,
  also: { observed },
  discloses: {
    cells: {
      key: ["period", "group"],
      names: ["group"],
      counts: { patients: {} },
      rests: { events: ["patients"] },
      parted: [{ by: "group", counts: ["patients"] }],
    },
  },
  estimates: { key: { period: "date" }, of: ({ also }) => activeOf(also["observed"] ?? []) },
  members: ({ period, group }) => sql`r.period = ${period}::DATE AND r."group" = ${group}`,
  reads,
  events: ({ params: { unit }, dialect, attribute }) => sql`${dialect.truncate(unit, sql`e.day`)} = r.period
    AND ${attribute ? sql`r.attribute IS NOT DISTINCT FROM (SELECT text FROM ${attribute.words} WHERE key = ${attribute.key})` : sql`TRUE`}`,
});
