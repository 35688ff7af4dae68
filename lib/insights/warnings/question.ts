import { happened } from "../../projections/observed";
import { join, sql } from "../../sql";
import { byTrait } from "../breakdown";
import { insight } from "../insight";
import { params, states, toldRules } from "./params";
import { warnings } from "./rows";

const columns = {
  group: "text",
  rule: "text",
  state: "text",
  patients: "integer",
  median_days: "number",
} as const;

/** How the worklist's rules did on past days: who came onto the list, and whether what they are to warn of came after, by what the events say today of those days. */
export default insight({
  id: "warnings",
  title: "Early warning",
  params,
  columns,
  key: ["group", "rule", "state"],
  rowColumns: () => ({ rule: "text", state: "text", day: "date", outcome: "date", days: "integer" }),
  breakdown: byTrait,
  patients: warnings,
  cells({ params: given, rows, members, dialect }) {
    const rules = toldRules(given).map((rule, i) => sql`(${i}, ${rule})`);
    const named = states.map((state, i) => sql`(${i}, ${state})`);
    if (rules.length === 0)
      return sql`SELECT '' AS "group", '' AS rule, '' AS state, 0::BIGINT AS patients, NULL::DOUBLE AS median_days WHERE FALSE`;
    return sql`
      SELECT "group", rule, state, count(DISTINCT subject)::BIGINT AS patients, ${dialect.quantile(sql`days`, 0.5)}::DOUBLE AS median_days
      FROM (SELECT DISTINCT "group" FROM ${members}) CROSS JOIN (VALUES ${join(rules)}) AS r (place, rule) CROSS JOIN (VALUES ${join(named)}) AS s (turn, state)
      LEFT JOIN ${rows} USING ("group", rule, state) GROUP BY "group", place, rule, turn, state ORDER BY "group", place, turn`;
  },
  also: {
    listed: {
      columns: { day: "date", group: "text", rule: "text", patients: "integer" },
      rows: ({ rows }) => sql`
        SELECT day, "group", rule, count(DISTINCT subject)::BIGINT AS patients FROM ${rows} WHERE state = 'listed' GROUP BY ALL ORDER BY day, "group", rule`,
      members: ({ day, group, rule }) =>
        sql`r.state = 'listed' AND r.day = ${String(day)}::DATE AND r."group" = ${String(group)} AND r.rule = ${String(rule)}`,
    },
  },
  discloses: {
    cells: {
      key: ["group", "rule", "state"],
      names: ["group"],
      counts: { patients: {} },
      rests: { median_days: ["patients"] },
      parted: [{ by: "group", counts: ["patients"] }],
    },
    also: {
      listed: {
        key: ["day", "group", "rule"],
        names: ["group"],
        counts: { patients: {} },
        parted: [{ by: "group", counts: ["patients"] }],
      },
    },
  },
  members: ({ group, rule, state }) => sql`r."group" = ${group} AND r.rule = ${rule} AND r.state = ${state}`,
  reads: happened,
  events: ({ inRoles, ...ctx }) => sql`e.day <= ${ctx.dataEnd}::DATE AND (
    e.day = r.outcome OR (e.day <= coalesce(r.day, r.outcome) AND CASE r.rule
      WHEN 'missed' THEN ${inRoles("missed", "intake", "stop")}
      WHEN 'score' THEN ${inRoles("measure")}
      WHEN 'overdue' THEN ${inRoles("task-due", "task-done")}
      WHEN 'silent' THEN TRUE
      WHEN 'any' THEN TRUE
      ELSE ${inRoles("supply", "order", "stop")} END))`,
});
