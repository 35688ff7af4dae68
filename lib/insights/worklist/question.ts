import { ofItems } from "../../log/attributes";
import { happened } from "../../projections/observed";
import { join, sql, type Sql } from "../../sql";
import { byTrait } from "../breakdown";
import { insight, type PatientsContext } from "../insight";
import { asked, params, type Params } from "./params";
import { course } from "./course";
import { byUrgency, listed } from "./rows";

/** Which events the reason of a row is made of. */
const madeOf = ({
  inRoles,
  dataEnd,
  ...ctx
}: PatientsContext<Params>): Sql => sql`e.day <= ${dataEnd}::DATE AND CASE r.rule
  WHEN 'missed' THEN ${inRoles("missed")} AND e.item IS NOT DISTINCT FROM r.about AND e.day >= r.since
  WHEN 'score' THEN ${inRoles("measure")} AND e.item IS NOT DISTINCT FROM r.about AND e.day = r.since
  WHEN 'overdue' THEN ${inRoles("task-due")} AND e.item IS NOT DISTINCT FROM r.about AND coalesce(e.until_day, e.day) = r.since
  WHEN 'silent' THEN ${happened({ inRoles })} AND e.day = r.since
  ELSE ${inRoles("supply", "order", "stop")} AND ${ofItems(ctx, ctx.params.items)} END`;

/** Patients who need attention at data end, by rules. Only who is still followed then is on it; the rules of supply leave out whose treatment was stopped. */
export default insight({
  id: "worklist",
  title: "Worklist",
  params,
  columns: { group: "text", rule: "text", patients: "integer" },
  key: ["group", "rule"],
  prints: "patients",
  rowColumns: () => ({ rule: "text", reason: "text", since: "date" }),
  breakdown: byTrait,
  patients: listed,
  triage: { order: byUrgency, course },
  cells({ params: given, rows, members }) {
    const rules = asked(given).map((rule, i) => sql`(${i}, ${rule})`);
    if (rules.length === 0) return sql`SELECT '' AS "group", '' AS rule, 0::BIGINT AS patients WHERE FALSE`;
    return sql`
      SELECT "group", rule, count(DISTINCT subject)::BIGINT AS patients
      FROM (SELECT DISTINCT "group" FROM ${members}) CROSS JOIN (VALUES ${join(rules)}) AS s (place, rule) LEFT JOIN ${rows} USING ("group", rule)
      GROUP BY "group", place, rule ORDER BY "group", place`;
  },
  also: {
    list: {
      columns: { group: "text", patients: "integer" },
      rows: ({ rows }) =>
        sql`SELECT "group", count(DISTINCT subject)::BIGINT AS patients FROM ${rows} GROUP BY "group" ORDER BY "group"`,
      members: ({ group }) => sql`r."group" = ${String(group)}`,
    },
    /** Who is followed at data end, and could be on the list. */
    followed: {
      columns: { group: "text", patients: "integer" },
      rows: ({ members, dataEnd }) =>
        sql`SELECT "group", (count(DISTINCT subject) FILTER (exit_day >= ${dataEnd}::DATE))::BIGINT AS patients FROM ${members} GROUP BY "group" ORDER BY "group"`,
    },
  },
  discloses: {
    cells: { key: ["group", "rule"], names: ["group"], counts: { patients: {} } },
    also: Object.fromEntries(
      ["list", "followed"].map((name) => [name, { key: ["group"], names: ["group"], counts: { patients: {} } }]),
    ),
  },
  members: ({ group, rule }) => sql`r."group" = ${group} AND r.rule = ${rule}`,
  reads: (ctx) => sql`(${happened(ctx)} OR ${ctx.inRoles("supply", "order", "stop")})`,
  events: madeOf,
});
