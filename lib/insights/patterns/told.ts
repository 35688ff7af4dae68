import type { Columns, Row } from "../../engine/decode";
import { grouped } from "../../group";
import { and, sql, type Sql } from "../../sql";
import type { Aside, CellsContext, Estimates } from "../insight";
import type { Params } from "./params";

type Given = CellsContext<Params>;

/** What stands between the steps of a sequence. */
export const arrow = " → ";

const sizes = ({ members }: Given): Sql =>
  sql`(SELECT "group", count(*)::BIGINT AS whole FROM ${members} GROUP BY "group")`;

const steps = ({ rows }: Given): Sql => sql`(SELECT * FROM ${rows} WHERE part = 'step')`;

/** Of each patient and sequence the first time: (subject, "group", n, sequence, days) from the first day of its first step to that of its last. */
function sequencesOf(ctx: Given): Sql {
  const { length } = ctx.params;
  const sequence = Array.from({ length: length - 1 }, (_, i) => i + 1).reduce(
    (before, i) => sql`${before} || ${arrow} || lead(event, ${i}) OVER along`,
    sql`event`,
  );
  return sql`(SELECT * FROM (
      SELECT subject, "group", n, ${sequence} AS sequence, lead("from", ${length - 1}) OVER along - "from" AS days
      FROM ${steps(ctx)} WINDOW along AS (PARTITION BY subject ORDER BY n))
    WHERE sequence IS NOT NULL QUALIFY row_number() OVER (PARTITION BY subject, sequence ORDER BY n) = 1)`;
}

/** Ways from step to step (subject, "group", n, kind, "from", "to", days): from the index day to the first, from each to the next, from the last to the end of observation. */
const waysOf = (ctx: Given): Sql => sql`(
  SELECT subject, "group", 0 AS n, 'first' AS kind, 'start' AS "from", event AS "to", "from" - index_day AS days FROM ${steps(ctx)} WHERE n = 1
  UNION ALL SELECT subject, "group", n, CASE WHEN next IS NULL THEN 'last' ELSE 'between' END, event, coalesce(next, 'end'), next_day - "to" FROM ${steps(ctx)})`;

/** Kinds of events that are steps (subject, "group", n, kind, event, events, days), with the start and the end of each course; of the first step of a kind the days from the index day. */
const nodesOf = (ctx: Given): Sql => sql`(
  SELECT subject, "group", n, 'event' AS kind, event, events, CASE WHEN row_number() OVER (PARTITION BY subject, event ORDER BY n) = 1 THEN "from" - index_day END AS days FROM ${steps(ctx)}
  UNION ALL SELECT subject, "group", n, 'start', 'start', NULL, 0 FROM ${steps(ctx)} WHERE n = 1
  UNION ALL SELECT subject, "group", n, 'end', 'end', NULL, next_day - index_day FROM ${steps(ctx)} WHERE next IS NULL)`;

type Told<C extends Columns> = {
  columns: C;
  /** Where patients are counted by their key. */
  found(ctx: Given): Sql;
  key: Sql;
  values(ctx: Given): Sql;
  where(row: Row<C>, ctx: Given): readonly Sql[];
  /** How many steps are behind a row, from the first that is found on. */
  steps(ctx: Given): number;
};

/** The steps by which each patient has what is found for the first time, so many of them. */
const whose = (found: Sql, steps: number, where: readonly Sql[]): Sql => sql`r.part = 'step' AND (r.subject, r.n) IN (
    SELECT subject, unnest(range(place, place + ${steps})) FROM (SELECT subject, min(n) AS place FROM ${found} WHERE ${and(where)} GROUP BY subject))`;

/** What so many of a group have that it is told, and the steps by which each patient has it for the first time. */
const told = <C extends Columns>(picture: Params["picture"], of: Told<C>): Aside<Params, C> => ({
  columns: of.columns,
  rows: (ctx) =>
    picture === ctx.params.picture
      ? sql`SELECT "group", ${of.key}, count(DISTINCT subject)::BIGINT AS patients, count(DISTINCT subject) / max(whole) AS share, ${of.values(ctx)}
          FROM ${of.found(ctx)} JOIN ${sizes(ctx)} USING ("group") GROUP BY "group", ${of.key} HAVING share >= ${ctx.params.share} ORDER BY "group", patients DESC, ${of.key}`
      : null,
  members: (row, ctx) => whose(of.found(ctx), of.steps(ctx), of.where(row, ctx)),
});

const median = ({ dialect }: Given): Sql => sql`${dialect.quantile(sql`days`, 0.5)}::DOUBLE AS median_days`;

const sequences = told("sequences", {
  columns: { group: "text", sequence: "text", patients: "integer", share: "number", median_days: "number" },
  found: sequencesOf,
  key: sql`sequence`,
  values: median,
  where: ({ group, sequence }) => [sql`"group" = ${group}`, sql`sequence = ${sequence}`],
  steps: ({ params }) => params.length,
});

const nodes = told("map", {
  columns: {
    group: "text",
    event: "text",
    kind: "text",
    patients: "integer",
    share: "number",
    times: "integer",
    events: "integer",
    median_days: "number",
    median_step: "number",
  },
  found: nodesOf,
  key: sql`kind, event`,
  values: (ctx) =>
    sql`count(*)::BIGINT AS times, sum(events)::BIGINT AS events, ${median(ctx)}, ${ctx.dialect.quantile(sql`CASE WHEN days IS NOT NULL THEN n END`, 0.5)}::DOUBLE AS median_step`,
  where: ({ group, event, kind }) => [sql`"group" = ${group}`, sql`event = ${event}`, sql`kind = ${kind}`],
  steps: () => 1,
});

const edges = told("map", {
  columns: {
    group: "text",
    from: "text",
    to: "text",
    kind: "text",
    patients: "integer",
    share: "number",
    times: "integer",
    median_days: "number",
  },
  found: waysOf,
  key: sql`"from", "to", kind`,
  values: (ctx) => sql`count(*)::BIGINT AS times, ${median(ctx)}`,
  where: ({ group, from, to, kind }) => [
    sql`"group" = ${group}`,
    sql`"from" = ${from}`,
    sql`"to" = ${to}`,
    sql`kind = ${kind}`,
  ],
  steps: () => 2,
});

/** Of each group how many patients there are, how many have a step at all, and how many sequences or ways are not told because fewer than the share have them. */
const groups: Aside<Params> = {
  columns: { group: "text", patients: "integer", with_events: "integer", told: "integer", untold: "integer" },
  rows: (ctx) => {
    const { picture, share } = ctx.params;
    if (picture === "timeline") return null;
    const [found, key] =
      picture === "sequences" ? [sequencesOf(ctx), sql`sequence`] : [waysOf(ctx), sql`"from", "to", kind`];
    return sql`
      SELECT s."group", s.whole AS patients, coalesce(a.active, 0) AS with_events, coalesce(o.told, 0) AS told, coalesce(o.untold, 0) AS untold FROM ${sizes(ctx)} s
      LEFT JOIN (SELECT "group", count(DISTINCT subject)::BIGINT AS active FROM ${steps(ctx)} GROUP BY "group") a ON a."group" = s."group"
      LEFT JOIN (SELECT "group", (count(*) FILTER (share >= ${share}))::BIGINT AS told, (count(*) FILTER (share < ${share}))::BIGINT AS untold
        FROM (SELECT "group", count(DISTINCT subject) / max(whole) AS share FROM ${found} JOIN ${sizes(ctx)} USING ("group") GROUP BY "group", ${key}) GROUP BY "group") o ON o."group" = s."group"
      ORDER BY s."group"`;
  },
};

/** Of two cohorts the share with each sequence, or that goes each way, where either has so many that it is told. */
const shares: Aside<Params> = {
  columns: { group: "text", kind: "text", from: "text", to: "text", patients: "integer", whole: "integer" },
  rows(ctx) {
    const { picture, share } = ctx.params;
    if (picture === "timeline" || ctx.cohorts.length !== 2) return null;
    const found =
      picture === "sequences"
        ? sql`(SELECT subject, "group", 'sequence' AS kind, sequence AS "from", '' AS "to" FROM ${sequencesOf(ctx)})`
        : waysOf(ctx);
    return sql`
      WITH counted AS MATERIALIZED (SELECT "group", kind, "from", "to", count(DISTINCT subject)::BIGINT AS patients FROM ${found} GROUP BY "group", kind, "from", "to"),
      sizes AS (FROM ${sizes(ctx)}),
      named AS (SELECT DISTINCT kind, "from", "to" FROM counted JOIN sizes USING ("group") WHERE patients / whole >= ${share})
      SELECT s."group", n.kind, n."from", n."to", coalesce(c.patients, 0) AS patients, whole
      FROM sizes s CROSS JOIN named n LEFT JOIN counted c ON c."group" = s."group" AND c.kind = n.kind AND c."from" = n."from" AND c."to" = n."to"
      ORDER BY sum(coalesce(c.patients, 0)) OVER (PARTITION BY n.kind, n."from", n."to") DESC, n.kind, n."from", n."to", s."group"`;
  },
  members({ group, kind, from, to }, ctx) {
    const own = sql`"group" = ${group ?? null}`;
    return kind === "sequence"
      ? whose(sequencesOf(ctx), ctx.params.length, [own, sql`sequence = ${from ?? null}`])
      : whose(waysOf(ctx), 2, [
          own,
          sql`"from" = ${from ?? null}`,
          sql`"to" = ${to ?? null}`,
          sql`kind = ${kind ?? null}`,
        ]);
  },
};

/** Cells by their kind of event, those of most patients first, as the figure has them. */
function mostFirst(cells: readonly Row[]): Row[] {
  const size = (own: readonly Row[]) => own.reduce((sum, { patients }) => sum + Number(patients), 0);
  return [...grouped(cells, ({ event }) => String(event)).values()].toSorted((a, b) => size(b) - size(a)).flat();
}

/** In each period around the index day the share with a kind of event, of those observed in it; of sequences and ways the share who have them. */
export const estimates: Estimates<Params> = {
  key: { event: "text", kind: "text", to: "text", period: "integer" },
  of: ({ cells, also }, { params: { picture } }) =>
    picture === "timeline"
      ? mostFirst(cells).map((row) => ({
          cohort: String(row["group"]),
          what: "with one, of those observed",
          at: { event: row["event"] ?? null, kind: null, to: null, period: row["period"] ?? null },
          estimate: { kind: "share", count: Number(row["patients"]), n: Number(row["observed"]) },
          from: { aside: null, row },
        }))
      : (also["shares"] ?? []).map((row) => ({
          cohort: String(row["group"]),
          what: picture === "sequences" ? "with the sequence" : "who go this way",
          at: { event: row["from"] ?? null, kind: row["kind"] ?? null, to: row["to"] ?? null, period: null },
          estimate: { kind: "share", count: Number(row["patients"]), n: Number(row["whole"]) },
          from: { aside: "shares", row },
        })),
};

export const asides = { sequences, nodes, edges, groups, shares };
