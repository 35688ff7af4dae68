import { z } from "zod";
import type { Row } from "../../engine/decode";
import { list, sql, type Sql } from "../../sql";
import { breakdownParam, byTrait } from "../breakdown";
import { type Estimated, insight, type PatientsContext } from "../insight";
import { clock, unit } from "../periods";
import { tasks } from "./tasks";

const params = z.strictObject({
  measures: z.array(z.string()).default([]).meta({
    title: "Measures",
    description: "As cells call them, “type (item)”; each by itself; all where none is named.",
    data: true,
    choices: "measures",
  }),
  unit,
  by: z.enum(["calendar", "index"]).default("index").meta({
    title: "Time",
    description: "calendar: calendar periods; index: the same lengths of time since each patient's index day",
  }),
  side: z.enum(["atLeast", "atMost"]).default("atLeast").meta({
    title: "Responder",
    description: "Whose change from baseline is at least, or at most, the limit.",
  }),
  limit: z.number().min(-1000).max(1000).default(0).meta({
    title: "Limit",
    description: "In units of the measure.",
  }),
  breakdown: breakdownParam,
});
export type Params = z.infer<typeof params>;
export type Context = PatientsContext<Params>;

const columns = {
  group: "text",
  measure: "text",
  period: "text",
  observed: "integer",
  patients: "integer",
  mean: "number",
  sd: "number",
  q1: "number",
  median: "number",
  q3: "number",
  with_baseline: "integer",
  change: "number",
  change_sd: "number",
  responders: "integer",
  share: "number",
} as const;
export type Cell = Row<typeof columns>;

const timeOf = ({ dialect, params: { unit, by } }: Pick<Context, "dialect" | "params">) =>
  clock(dialect, { unit, by, window: 0, step: 0 });

/** What a measure is called: the type of its events, and of what. */
const nameOf = ({ terms }: Pick<Context, "terms">): Sql =>
  sql`((SELECT text FROM ${terms} WHERE key = e.type) || coalesce(' (' || (SELECT text FROM ${terms} WHERE key = e.item) || ')', ''))`;

/** Values of measures: (subject, measure, day, value, and in what order). */
const values = (ctx: Context): Sql => sql`
  SELECT * FROM (
    SELECT e.subject, ${nameOf(ctx)} AS measure, e.day, e.value, (e.day, e.occurred_at, e.recorded_at, e.space, e.key) AS place
    FROM ${ctx.plain} e WHERE ${ctx.inRoles("measure")} AND e.value IS NOT NULL AND e.day <= ${ctx.dataEnd}::DATE)
  ${ctx.params.measures.length === 0 ? sql`` : sql`WHERE measure IN ${list(ctx.params.measures)}`}`;

/** Rows of a patient: of part `value` the last value of each measure in each period under observation, with the baseline, which is the last by the index day, else the first after it, and the change of what came after that; `observed` for each period under observation; and those of tasks. */
function patientRows(ctx: Context): Sql {
  const { members, observed } = ctx;
  const { of, span } = timeOf(ctx);
  return sql`
    WITH measured AS MATERIALIZED (${values(ctx)}),
    baseline AS (
      SELECT v.subject, measure, coalesce(arg_max(value, place) FILTER (day <= m.index_day), arg_min(value, place)) AS baseline, coalesce(max(place) FILTER (day <= m.index_day), min(place)) AS taken
      FROM measured v JOIN ${members} m ON m.subject = v.subject GROUP BY v.subject, measure),
    own AS (
      SELECT v.subject, measure, ${of(sql`v.day`, sql`o.index_day`)} AS period, arg_max(value, place) AS value, max(place) AS place
      FROM measured v JOIN ${observed} o ON o.subject = v.subject WHERE v.day BETWEEN o.from_day AND o.to_day GROUP BY ALL)
    SELECT own.subject, 'value' AS part, own.measure, period::VARCHAR AS period, value, baseline, CASE WHEN own.place > taken THEN value - baseline END AS change, NULL::BIGINT AS due, NULL::BIGINT AS done
    FROM own LEFT JOIN baseline b ON b.subject = own.subject AND b.measure = own.measure
    UNION ALL BY NAME
    SELECT subject, 'observed' AS part, period::VARCHAR AS period FROM (SELECT subject, unnest(${span(sql`from_day`, sql`to_day`, sql`index_day`)}) AS period FROM ${observed} WHERE to_day >= from_day)
    UNION ALL BY NAME
    ${tasks(ctx, of(sql`day`, sql`index_day`))}`;
}

const order = (by: Params["by"], period: Sql) => (by === "index" ? sql`${period}::INTEGER` : period);

/** The mean, its change from baseline and the share of responders, the latter two of those with a baseline. */
function estimatesOf(cell: Cell): Estimated[] {
  const { group, measure, period, patients, mean, sd, change, change_sd: spread, responders } = cell;
  const n = cell.with_baseline ?? 0;
  const own = (aside: string | null) => ({ cohort: group ?? "", at: { measure, period }, from: { aside, row: cell } });
  return [
    { ...own(null), what: "mean", estimate: { kind: "mean", mean: mean ?? 0, sd, n: patients ?? 0 } },
    { ...own("changed"), what: "mean change", estimate: { kind: "mean", mean: change ?? 0, sd: spread, n } },
    { ...own("responders"), what: "share of responders", estimate: { kind: "share", count: responders ?? 0, n } },
  ];
}

/** Whose change is at the limit. */
const responds = ({ side, limit }: Params, change: Sql): Sql =>
  side === "atLeast" ? sql`${change} >= ${limit}` : sql`${change} <= ${limit}`;

const valuesIn = ({ group, measure, period }: Row): Sql =>
  sql`r.part = 'value' AND r."group" = ${group ?? null} AND r.measure = ${measure ?? null} AND r.period = ${period ?? null}`;

/** Measures over time: the last value of each patient and period with its quartiles, the change from baseline, and responders; each with how many were observed and how many had a value. */
export default insight({
  id: "measures",
  title: "Surveys and measures",
  params,
  columns,
  key: ["group", "measure", "period"],
  rowColumns: () => ({
    part: "text",
    measure: "text",
    period: "text",
    value: "number",
    baseline: "number",
    change: "number",
    due: "integer",
    done: "integer",
  }),
  breakdown: byTrait,
  patients: patientRows,
  cells({ rows, dialect, params: asked }) {
    const { by } = asked;
    return sql`
    WITH seen AS (SELECT "group", period, count(DISTINCT subject)::BIGINT AS observed FROM ${rows} r WHERE part = 'observed' GROUP BY "group", period),
    own AS MATERIALIZED (SELECT subject, "group", measure, period, value, change FROM ${rows} r WHERE part = 'value'),
    folded AS (
      SELECT "group", measure, period, count(*)::BIGINT AS patients, ${dialect.mean(sql`value`)} AS mean, ${dialect.quantile(sql`value`, 0.25)} AS q1, ${dialect.quantile(sql`value`, 0.5)} AS median,
        ${dialect.quantile(sql`value`, 0.75)} AS q3, count(change)::BIGINT AS with_baseline, ${dialect.mean(sql`change`)} AS change, (count(*) FILTER (${responds(asked, sql`change`)}))::BIGINT AS responders
      FROM own GROUP BY "group", measure, period),
    spread AS (
      SELECT o."group", o.measure, o.period, sqrt(${dialect.mean(sql`(o.value - f.mean) * (o.value - f.mean)`)} * count(*) / nullif(count(*) - 1, 0)) AS sd,
        sqrt(${dialect.mean(sql`(o.change - f.change) * (o.change - f.change)`)} * count(o.change) / nullif(count(o.change) - 1, 0)) AS change_sd
      FROM own o JOIN folded f ON f."group" = o."group" AND f.measure = o.measure AND f.period = o.period GROUP BY o."group", o.measure, o.period)
    SELECT f."group", f.measure, f.period, coalesce(s.observed, 0) AS observed, f.patients, f.mean, d.sd, f.q1, f.median, f.q3, f.with_baseline, f.change, d.change_sd, f.responders, f.responders / nullif(f.with_baseline, 0) AS share
    FROM folded f LEFT JOIN seen s ON s."group" = f."group" AND s.period = f.period LEFT JOIN spread d ON d."group" = f."group" AND d.measure = f.measure AND d.period = f.period
    ORDER BY f.measure, ${order(by, sql`f.period`)}, f."group"`;
  },
  also: {
    tasks: {
      columns: {
        group: "text",
        task: "text",
        period: "text",
        patients: "integer",
        due: "integer",
        done: "integer",
        share: "number",
      },
      rows: ({ rows, params: { by } }) => sql`
        SELECT "group", measure AS task, period, count(DISTINCT subject)::BIGINT AS patients, sum(due)::BIGINT AS due, sum(done)::BIGINT AS done, sum(done) / sum(due) AS share
        FROM ${rows} r WHERE part = 'task' GROUP BY "group", measure, period ORDER BY task, ${order(by, sql`period`)}, "group"`,
      members: ({ group, task, period }) =>
        sql`r.part = 'task' AND r."group" = ${String(group)} AND r.measure = ${String(task)} AND r.period = ${String(period)}`,
    },
  },
  discloses: {
    cells: {
      key: ["group", "measure", "period"],
      names: ["group", "measure"],
      counts: {
        observed: {},
        patients: { of: "observed" },
        with_baseline: { of: "patients" },
        responders: { of: "with_baseline" },
      },
      shares: { share: { of: "with_baseline", count: "responders" } },
      rests: {
        ...Object.fromEntries(["mean", "sd", "q1", "median", "q3"].map((name) => [name, ["patients"]])),
        change: ["with_baseline"],
        change_sd: ["with_baseline"],
      },
      parted: [{ by: "group", counts: ["patients", "with_baseline", "responders"] }],
      drawn: ["patients", "mean", "q1", "median", "q3"],
    },
    also: {
      tasks: {
        key: ["group", "task", "period"],
        names: ["group", "task"],
        counts: { patients: {} },
        rests: { due: ["patients"], done: ["patients"], share: ["patients"] },
        parted: [{ by: "group", counts: ["patients"] }],
      },
    },
  },
  estimates: {
    key: { measure: "text", period: "text" },
    of: ({ cells }) => cells.flatMap(estimatesOf),
  },
  behind: {
    changed: (cell) => sql`${valuesIn(cell)} AND r.change IS NOT NULL`,
    responders: (cell, { params: asked }) => sql`${valuesIn(cell)} AND ${responds(asked, sql`r.change`)}`,
  },
  members: (cell) => valuesIn(cell),
  reads: ({ inRoles }) => inRoles("measure", "task-due", "task-done"),
  events(ctx) {
    const { startOf, endOf } = timeOf(ctx);
    const period = ctx.params.by === "index" ? sql`r.period::INTEGER` : sql`r.period::DATE`;
    const named = sql`CASE r.part WHEN 'value' THEN ${ctx.inRoles("measure")} AND ${nameOf(ctx)} = r.measure
      WHEN 'task' THEN ${ctx.inRoles("task-due", "task-done")} AND coalesce((SELECT text FROM ${ctx.terms} WHERE key = e.item), '–') = r.measure ELSE FALSE END`;
    return sql`${named} AND e.day >= ${startOf(period, sql`r.index_day`)} AND e.day < ${endOf(period, sql`r.index_day`)}`;
  },
});
