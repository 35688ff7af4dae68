import type { Row } from "../../engine/decode";
import type { Ratio } from "../../export/statement";
import { grouped } from "../../group";
import { id, join, sql, type Sql } from "../../sql";
import { byTrait } from "../breakdown";
import { insight, type CellsContext } from "../insight";
import { furthest } from "./attempts";
import { lengthOf, numbers, params, type Params } from "./params";
import { readsSteps, tookSteps } from "./steps";

/** The steps (step, event) that are asked for, or that the history has. */
const stepsOf = ({ params: { steps }, rows }: CellsContext<Params>): Sql =>
  steps.length > 0
    ? sql`(SELECT * FROM (VALUES ${join(steps.map((event, i) => sql`(${i + 1}, ${event})`))}) AS s (step, event))`
    : sql`(SELECT unnest(range(1, len(names) + 1))::INTEGER AS step, unnest(names) AS event FROM (SELECT max(names) AS names FROM ${rows}))`;

const groupsOf = ({ members }: CellsContext<Params>): Sql => sql`(SELECT DISTINCT "group" FROM ${members})`;

/** The day on which a patient had come to a step and all before it. */
const cameTo = (k: number): Sql => sql`greatest(${join(numbers(1, k).map((step) => id(`step_${step}`)))})`;

/** Each patient at each step they came to (group, step, waited, since): days from the step before and from the start. */
function comings({ params, rows, dialect }: CellsContext<Params>): Sql {
  const each = numbers(1, lengthOf(params)).map((k) => {
    const waited = k === 1 ? sql`NULL::BIGINT` : dialect.days(cameTo(k - 1), cameTo(k));
    return sql`SELECT "group", ${k} AS step, ${waited} AS waited, ${dialect.days(sql`start`, cameTo(k))} AS since FROM ${rows} WHERE reached >= ${k}`;
  });
  return sql`(${join(each, " UNION ALL ")})`;
}

/** A step's shares: of those who began, and of the step before. */
function byEarlier(cells: readonly Row[], cell: Row): Ratio[] {
  const at = (row: Row, column: string) => ({ table: "cells", row, column });
  const step = (n: number) => cells.find((one) => one["group"] === cell["group"] && one["step"] === n);
  const by = (column: string, whole: Row | undefined) =>
    whole ? [{ of: at(cell, column), part: at(cell, "patients"), whole: at(whole, "patients") }] : [];
  return [...by("share", step(1)), ...by("of_previous", step(Number(cell["step"]) - 1))];
}

/** How many patients come from step to step. Of a patient's attempts the one that gets furthest counts, then the earliest; the window runs from the first step. */
export default insight({
  id: "funnel",
  title: "Funnel",
  params,
  columns: {
    group: "text",
    step: "integer",
    event: "text",
    patients: "integer",
    share: "number",
    of_previous: "number",
    days_from_previous: "number",
    days_from_start: "number",
  },
  key: ["group", "step"],
  rowColumns: (asked) => ({
    reached: "integer",
    start: "date",
    ...Object.fromEntries(numbers(1, lengthOf(asked)).map((k) => [`step_${k}`, "date"] as const)),
  }),
  breakdown: byTrait,
  patients: furthest,
  cells: (ctx) => sql`
    SELECT "group", step::BIGINT AS step, event, patients, patients / nullif(first_value(patients) OVER steps, 0)::DOUBLE AS share,
      patients / nullif(lag(patients) OVER steps, 0)::DOUBLE AS of_previous, days_from_previous, days_from_start
    FROM (
      SELECT g."group", s.step, s.event, count(c.step)::BIGINT AS patients, ${ctx.dialect.quantile(sql`c.waited`, 0.5)} AS days_from_previous, ${ctx.dialect.quantile(sql`c.since`, 0.5)} AS days_from_start
      FROM ${groupsOf(ctx)} g CROSS JOIN ${stepsOf(ctx)} s LEFT JOIN ${comings(ctx)} c ON c."group" = g."group" AND c.step = s.step GROUP BY g."group", s.step, s.event)
    WINDOW steps AS (PARTITION BY "group" ORDER BY step) ORDER BY "group", step`,
  also: {
    lost: {
      columns: { group: "text", step: "integer", event: "text", next: "text", patients: "integer" },
      rows: (ctx) => sql`
        SELECT g."group", s.step::BIGINT AS step, s.event, s.next, count(r.subject)::BIGINT AS patients
        FROM ${groupsOf(ctx)} g CROSS JOIN (SELECT *, lead(event) OVER (ORDER BY step) AS next FROM ${stepsOf(ctx)}) s LEFT JOIN ${ctx.rows} r ON r."group" = g."group" AND r.reached = s.step
        WHERE s.next IS NOT NULL GROUP BY g."group", s.step, s.event, s.next ORDER BY g."group", s.step`,
      members: ({ group, step }) => sql`r."group" = ${String(group)} AND r.reached = ${Number(step)}`,
    },
  },
  discloses: {
    cells: {
      key: ["group", "step", "event"],
      names: ["group"],
      counts: { patients: {} },
      rests: { share: [], of_previous: [], days_from_previous: ["patients"], days_from_start: ["patients"] },
      parted: [{ by: "group", counts: ["patients"] }],
    },
    also: {
      lost: {
        key: ["group", "step", "event", "next"],
        names: ["group"],
        counts: { patients: {} },
        parted: [{ by: "group", counts: ["patients"] }],
      },
    },
    ratios: ({ cells }) => cells.flatMap((cell) => byEarlier(cells, cell)),
    summed: ({ cells, also }) =>
      (also["lost"] ?? []).flatMap((lost) => {
        const at = (step: number) =>
          cells.find(({ group, step: own }) => group === lost["group"] && own === Number(lost["step"]) + step);
        const [here, next] = [at(0), at(1)];
        if (!here || !next) return [];
        const of = (table: string, row: Row) => ({ table, row, column: "patients" });
        return { total: of("cells", here), parts: [of("cells", next), of("lost", lost)] };
      }),
  },
  estimates: {
    key: { step: "integer", event: "text" },
    of: ({ cells }) =>
      [...grouped(cells, ({ group }) => group ?? "")].flatMap(([cohort, [first, ...later]]) =>
        later.map((row) => ({
          cohort,
          what: "came to the step, of those who began",
          at: { step: row.step, event: row.event },
          estimate: { kind: "share", count: row.patients ?? 0, n: first?.patients ?? 0 },
          from: { aside: null, row },
        })),
      ),
  },
  members: ({ group, step }) => sql`r."group" = ${group} AND r.reached >= ${step}`,
  reads: readsSteps,
  events: tookSteps,
});
