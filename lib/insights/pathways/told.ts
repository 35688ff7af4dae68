import type { Columns, Row } from "../../engine/decode";
import { and, sql, type Sql } from "../../sql";
import type { Aside, CellsContext, Estimates } from "../insight";
import { arrow } from "./courses";
import type { Params } from "./question";

type Given = CellsContext<Params>;

const other = "other paths";

/** The steps that are told: (subject, "group", whole, own, line, treatment, kind, prefix, before, previous, days), a patient's last the one of kind state. Where fewer of a group than the share go through the same lines, those from there on are one step for all of them. `whole` counts the
 * group's patients, `own` is the line of the patient row, `prefix` the path so far, `before` and `previous` are the prefix and the treatment of the step before, `days` those on a line, and of the last step those on the line before it. */
export const told = ({ rows, params: { share } }: Given): Sql => sql`
  WITH sized AS (SELECT subject, "group", line, treatment, kind, days, count(*) OVER (PARTITION BY "group", line, prefix) AS alike, count(*) FILTER (line = 1) OVER (PARTITION BY "group") AS whole FROM ${rows}),
  folding AS (SELECT *, min(line) FILTER (kind <> 'state' AND alike / whole < ${share}) OVER (PARTITION BY subject) AS rare FROM sized),
  kept AS (SELECT subject, "group", whole, line AS own, CASE WHEN kind = 'state' THEN least(line, coalesce(rare + 1, line)) ELSE line END AS line, coalesce(line = rare, FALSE) AS folded, treatment, kind, days
    FROM folding WHERE rare IS NULL OR line <= rare OR kind = 'state'),
  named AS (SELECT * REPLACE (CASE WHEN folded THEN ${other} ELSE treatment END AS treatment, CASE WHEN folded THEN 'other' ELSE kind END AS kind, CASE WHEN NOT folded THEN days END AS days) FROM kept)
  SELECT * REPLACE (CASE WHEN kind = 'state' THEN lag(days) OVER along ELSE days END AS days), lag(treatment) OVER along AS previous,
    string_agg(treatment, ${arrow}) OVER (PARTITION BY subject ORDER BY line ROWS UNBOUNDED PRECEDING) AS prefix,
    string_agg(treatment, ${arrow}) OVER (PARTITION BY subject ORDER BY line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM named WINDOW along AS (PARTITION BY subject ORDER BY line)`;

/** The patient rows of steps told. */
const whose = (ctx: Given, steps: readonly Sql[]): Sql =>
  sql`(r.subject, r.line) IN (SELECT subject, own FROM (${told(ctx)}) WHERE ${and(steps)})`;

/** Of those on a path the row that says how it ended. */
export const onPath = (ctx: Given, group: string | null, path: string | null): Sql =>
  whose(ctx, [sql`kind = 'state'`, sql`"group" = ${group}`, sql`prefix = ${path}`]);

const step = { treatment: "text", kind: "text", patients: "integer" } as const;

const aside = <C extends Columns>(
  columns: C,
  picture: Params["picture"] | null,
  rows: (told: Sql, ctx: Given) => Sql,
  members: (row: Row<C>) => readonly Sql[],
): Aside<Params, C> => ({
  columns,
  rows: (ctx) => (picture === null || picture === ctx.params.picture ? rows(sql`(${told(ctx)})`, ctx) : null),
  members: (row, ctx) => whose(ctx, members(row)),
});

/** Who goes from a line to what comes next; `kind` is that of what comes next. */
const links = aside(
  { group: "text", line: "integer", from: "text", to: "text", kind: "text", patients: "integer" },
  "sankey",
  (all) => sql`
    SELECT "group", line - 1 AS line, previous AS "from", treatment AS "to", kind, count(*)::BIGINT AS patients FROM ${all} WHERE line > 1
    GROUP BY ALL ORDER BY "group", line, patients DESC, "from", "to", kind`,
  ({ group, line, from, to, kind }) => [
    sql`"group" = ${group}`,
    sql`line = ${Number(line) + 1}`,
    sql`previous = ${from}`,
    sql`treatment = ${to}`,
    sql`kind = ${kind}`,
  ],
);

/** What patients are on in each line, and the median of their days on it. */
const lines = aside(
  { group: "text", line: "integer", ...step, median_days: "number" },
  null,
  (all, { dialect }) => sql`
    SELECT "group", line, treatment, kind, count(*)::BIGINT AS patients, ${dialect.quantile(sql`CASE WHEN kind <> 'state' THEN days END`, 0.5)}::DOUBLE AS median_days FROM ${all}
    GROUP BY "group", line, treatment, kind ORDER BY "group", line, patients DESC, treatment, kind`,
  ({ group, line, treatment, kind }) => [
    sql`"group" = ${group}`,
    sql`line = ${line}`,
    sql`treatment = ${treatment}`,
    sql`kind = ${kind}`,
  ],
);

/** The beginnings of paths, each with the one that it goes on from. */
const rings = aside(
  { group: "text", line: "integer", prefix: "text", before: "text", ...step },
  "sunburst",
  (all) => sql`
    SELECT "group", line, prefix, before, treatment, kind, count(*)::BIGINT AS patients FROM ${all}
    GROUP BY ALL ORDER BY "group", line, patients DESC, prefix, before, treatment, kind`,
  ({ group, line, prefix, treatment, kind }) => [
    sql`"group" = ${group}`,
    sql`line = ${line}`,
    sql`prefix = ${prefix}`,
    sql`treatment = ${treatment}`,
    sql`kind = ${kind}`,
  ],
);

/** Of two cohorts the share with each treatment in each line and with each ending, in whichever line. A treatment is told of both where it is of either; nobody of either is taken together with others. */
const shares: Aside<Params> = {
  columns: { group: "text", line: "integer", treatment: "text", kind: "text", patients: "integer", whole: "integer" },
  rows: (ctx) =>
    ctx.cohorts.length === 2
      ? sql`
    WITH steps AS MATERIALIZED (SELECT "group", CASE WHEN kind <> 'state' THEN line END AS line, treatment, kind FROM ${ctx.rows}),
    sizes AS (SELECT "group", count(*) FILTER (kind = 'state')::BIGINT AS whole FROM steps GROUP BY "group"),
    named AS (SELECT DISTINCT CASE WHEN kind <> 'state' THEN line END AS line, treatment, kind FROM (${told(ctx)}) WHERE kind <> 'other')
    SELECT s."group", n.line, n.treatment, n.kind, count(t.treatment)::BIGINT AS patients, whole FROM sizes s CROSS JOIN named n
    LEFT JOIN steps t ON t."group" = s."group" AND t.line IS NOT DISTINCT FROM n.line AND t.treatment = n.treatment AND t.kind = n.kind
    GROUP BY s."group", n.line, n.treatment, n.kind, whole
    ORDER BY n.line NULLS LAST, sum(count(t.treatment)) OVER (PARTITION BY n.line, n.treatment, n.kind) DESC, n.treatment, n.kind, s."group"`
      : null,
  members: ({ group, line, treatment, kind }) =>
    and([
      sql`r."group" = ${group ?? null}`,
      sql`r.treatment = ${treatment ?? null}`,
      sql`r.kind = ${kind ?? null}`,
      line === null ? sql`TRUE` : sql`r.line = ${line ?? null}`,
    ]),
};

export const estimates: Estimates<Params> = {
  key: { line: "integer", treatment: "text", kind: "text" },
  of: ({ also }) =>
    (also["shares"] ?? []).map((row) => ({
      cohort: String(row["group"]),
      what: row["kind"] === "state" ? "ending" : "on it in this line",
      at: { line: row["line"] ?? null, treatment: row["treatment"] ?? null, kind: row["kind"] ?? null },
      estimate: { kind: "share", count: Number(row["patients"]), n: Number(row["whole"]) },
      from: { aside: "shares", row },
    })),
};

export const asides = { links, lines, rings, shares };
