import { z } from "zod";
import type { Row } from "../../engine/decode";
import type { Summed } from "../../export/statement";
import { grouped } from "../../group";
import { happened } from "../../projections/observed";
import { sql, type Sql } from "../../sql";
import { ofTypes } from "../../log/attributes";
import { breakdownParam, byTrait } from "../breakdown";
import { type Estimated, insight, type PatientsContext } from "../insight";
import { balance } from "./balance";

const params = z.strictObject({
  days: z.int().min(0).max(3660).default(365).meta({
    title: "Days before the index",
    description: "In which events and values count as history; 0: none",
  }),
  types: z.array(z.string()).default([]).meta({
    title: "Events before",
    description: "Whether a patient had one of a type in those days; all types where none is named.",
    data: true,
    choices: "types",
  }),
  breakdown: breakdownParam,
});
export type Params = z.infer<typeof params>;
type Context = PatientsContext<Params>;

const columns = {
  group: "text",
  part: "text",
  variable: "text",
  level: "text",
  patients: "integer",
  total: "integer",
  missing: "integer",
  share: "number",
  mean: "number",
  sd: "number",
  q1: "number",
  median: "number",
  q3: "number",
} as const;
export type Cell = Row<typeof columns>;

const inOrder = sql`(e.day, e.occurred_at, e.recorded_at, e.space, e.key)`;

/** What was stated of each patient by the index day, else first after it: numbers as such, dates as completed years before the index. */
const traits = ({ plain, members, traits: stated, dialect }: Context): Sql => sql`
  SELECT subject, 'trait' AS part, name AS variable, value AS level, TRY_CAST(value AS DOUBLE) AS number,
    CASE WHEN length(value) = 10 AND value LIKE '____-__-__' THEN ${dialect.fullYears(sql`TRY_CAST(value AS DATE)`, sql`index_day`)} END::DOUBLE AS years
  FROM (
    SELECT m.subject, m.index_day, tr.name, coalesce(arg_max(tr.value, ${inOrder}) FILTER (e.day <= index_day), arg_min(tr.value, ${inOrder})) AS value
    FROM ${stated.rows} tr JOIN (FROM ${plain} e WHERE ${stated.ofTypes}) e ON e.segment = tr.segment AND e.row = tr.row JOIN ${members} m ON m.subject = e.subject
    WHERE tr.value IS NOT NULL GROUP BY m.subject, m.index_day, tr.name)`;

const before = ({ days }: Params) => sql`e.day >= m.index_day - ${days}`;
const since = ({ days }: Params) => sql`e.day >= r.index_day - ${days}`;

const reads = (ctx: Pick<Context, "params" | "terms" | "inRoles">) =>
  sql`${happened(ctx)} AND ${ofTypes(ctx, ctx.params.types)}`;

/** Types of events that a patient had before the index day. */
const history = (ctx: Context): Sql => sql`
  SELECT e.subject, 'history' AS part, t.text AS variable, 'any' AS level, count(*)::DOUBLE AS number, NULL::DOUBLE AS years
  FROM ${ctx.plain} e JOIN ${ctx.members} m ON m.subject = e.subject JOIN ${ctx.terms} t ON t.key = e.type
  WHERE ${reads(ctx)} AND ${before(ctx.params)} AND e.day < m.index_day GROUP BY e.subject, t.text`;

/** The last value of each kind of measure, the index day's included. */
const values = (ctx: Context): Sql => sql`
  SELECT e.subject, 'value' AS part, t.text || coalesce(' (' || i.text || ')', '') AS variable, NULL AS level, arg_max(e.value, ${inOrder}) AS number, NULL::DOUBLE AS years
  FROM ${ctx.plain} e JOIN ${ctx.members} m ON m.subject = e.subject JOIN ${ctx.terms} t ON t.key = e.type LEFT JOIN ${ctx.terms} i ON i.key = e.item
  WHERE ${ctx.inRoles("measure")} AND e.value IS NOT NULL AND ${before(ctx.params)} AND e.day <= m.index_day GROUP BY e.subject, 3`;

/** Of numbers the mean, of levels the share of those for whom the variable is known. */
function estimated(row: Cell): Estimated {
  const { group, part, variable, level, patients, total, missing, mean, sd } = row;
  const own = { cohort: group ?? "", at: { part, variable, level }, from: { aside: null, row } };
  const n = patients ?? 0;
  return level === null
    ? { ...own, what: "mean", estimate: { kind: "mean", mean: mean ?? 0, sd, n } }
    : { ...own, what: "share", estimate: { kind: "share", count: n, n: (total ?? 0) - (missing ?? 0) } };
}

/** Of a trait, its levels and those who lack it are all patients of the group; of a number, those who have it and those who lack it. */
function levels(cells: readonly Row[]): Summed[] {
  const variables = grouped(cells, ({ group, part, variable }) => JSON.stringify([group, part, variable]));
  return [...variables.values()].flatMap((rows) => {
    const [first] = rows;
    if (!first || first["part"] === "history") return [];
    const at = (row: Row, column: string) => ({ table: "cells", row, column });
    return { total: at(first, "total"), parts: [...rows.map((row) => at(row, "patients")), at(first, "missing")] };
  });
}

/** Baseline characteristics (Table 1): of each variable its levels with counts and shares, or of a number mean (SD) and median (IQR); how many lack it; and between groups the standardised difference. */
export default insight({
  id: "characteristics",
  title: "Characteristics",
  params,
  columns,
  key: ["group", "part", "variable", "level"],
  rowColumns: () => ({ part: "text", variable: "text", level: "text", number: "number" }),
  breakdown: byTrait,
  patients: (ctx) =>
    sql`${traits(ctx)}${ctx.params.days === 0 ? sql`` : sql` UNION ALL ${history(ctx)} UNION ALL ${values(ctx)}`}`,
  cells: ({ rows, members, dialect }) => sql`
    WITH kinds AS (SELECT part, variable, part <> 'history' AND bool_and(number IS NOT NULL) AS numeric, part = 'trait' AND bool_and(years IS NOT NULL) AS dated FROM ${rows} GROUP BY part, variable),
    told AS MATERIALIZED (
      SELECT r.subject, r."group", part, variable, CASE WHEN numeric OR dated THEN NULL ELSE level END AS level, CASE WHEN dated THEN years WHEN numeric THEN number END AS value
      FROM ${rows} r JOIN kinds USING (part, variable)),
    sizes AS (SELECT "group", count(*)::BIGINT AS total FROM ${members} GROUP BY "group"),
    levels AS (SELECT DISTINCT part, variable, level FROM told),
    had AS (SELECT "group", part, variable, count(DISTINCT subject)::BIGINT AS n FROM told GROUP BY "group", part, variable),
    counted AS (
      SELECT "group", part, variable, level, count(DISTINCT subject)::BIGINT AS patients, ${dialect.mean(sql`value`)} AS mean,
        ${dialect.quantile(sql`value`, 0.25)} AS q1, ${dialect.quantile(sql`value`, 0.5)} AS median, ${dialect.quantile(sql`value`, 0.75)} AS q3
      FROM told GROUP BY "group", part, variable, level),
    spread AS (
      SELECT t."group", t.part, t.variable, sqrt(${dialect.mean(sql`(t.value - c.mean) * (t.value - c.mean)`)} * any_value(c.patients) / nullif(any_value(c.patients) - 1, 0)) AS sd
      FROM told t JOIN counted c ON c."group" = t."group" AND c.part = t.part AND c.variable = t.variable AND c.level IS NULL WHERE t.value IS NOT NULL GROUP BY t."group", t.part, t.variable)
    SELECT s."group", l.part, l.variable, l.level, coalesce(c.patients, 0) AS patients, s.total, CASE WHEN l.part = 'history' THEN 0 ELSE s.total - coalesce(h.n, 0) END AS missing,
      CASE WHEN l.level IS NOT NULL THEN coalesce(c.patients, 0) / nullif(CASE WHEN l.part = 'history' THEN s.total ELSE coalesce(h.n, 0) END, 0) END AS share,
      c.mean, sd, c.q1, c.median, c.q3
    FROM sizes s CROSS JOIN levels l LEFT JOIN counted c ON c."group" = s."group" AND c.part = l.part AND c.variable = l.variable AND c.level IS NOT DISTINCT FROM l.level
      LEFT JOIN had h ON h."group" = s."group" AND h.part = l.part AND h.variable = l.variable
      LEFT JOIN spread d ON l.level IS NULL AND d."group" = s."group" AND d.part = l.part AND d.variable = l.variable
    ORDER BY CASE l.part WHEN 'trait' THEN 0 WHEN 'value' THEN 1 ELSE 2 END, l.variable, l.level, s."group"`,
  also: { balance },
  discloses: {
    cells: {
      key: ["group", "part", "variable", "level"],
      names: ["group", "variable", "level"],
      counts: { patients: { of: "total" }, total: {}, missing: { of: "total" } },
      shares: { share: { of: "total", count: "patients" } },
      rests: Object.fromEntries(["mean", "sd", "q1", "median", "q3"].map((name) => [name, ["patients"]])),
      parted: [
        { by: "group", counts: ["total"], known: true },
        { by: "group", counts: ["patients", "missing"] },
      ],
      drawn: ["patients", "total", "share", "mean", "sd", "q1", "median", "q3"],
    },
    summed: ({ cells }) => levels(cells),
  },
  estimates: {
    key: { part: "text", variable: "text", level: "text" },
    of: ({ cells }) => cells.map((cell) => estimated(cell)),
  },
  members: ({ group, part, variable, level }) =>
    sql`r."group" = ${group} AND r.part = ${part} AND r.variable = ${variable}${level === null ? sql`` : sql` AND r.level = ${level}`}`,
  reads: (ctx) => sql`(${reads(ctx)} OR ${ctx.inRoles("measure")} OR ${ctx.traits.ofTypes})`,
  events: (ctx) => sql`CASE r.part
      WHEN 'trait' THEN (e.segment, e.row) IN (SELECT (segment, row) FROM ${ctx.traits.rows} WHERE name = r.variable)
      WHEN 'history' THEN (SELECT text FROM ${ctx.terms} WHERE key = e.type) = r.variable AND e.day < r.index_day AND ${since(ctx.params)}
      ELSE ${ctx.inRoles("measure")} AND r.variable = (SELECT text FROM ${ctx.terms} WHERE key = e.type) || coalesce(' (' || (SELECT text FROM ${ctx.terms} WHERE key = e.item) || ')', '')
        AND e.day <= r.index_day AND ${since(ctx.params)} END`,
});
