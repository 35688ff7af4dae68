import { ofTypes } from "../../log/attributes";
import { happened, observed } from "../../projections/observed";
import { and, sql, type Sql } from "../../sql";
import type { PatientsContext } from "../insight";
import { lengths, type Params } from "./params";

type Context = PatientsContext<Params>;

/** The key of what an event, aliased e, is told as. */
const kind = ({ by }: Params): Sql => (by === "type" ? sql`e.type` : sql`e.item`);

/** Under observation at all, (subject, index_day, from_day, to_day): of a cohort until its exit, and before its entry too. */
const spans = (ctx: Context): Sql => sql`
  SELECT m.subject, m.index_day, o.from_day, m.exit_day AS to_day
  FROM ${ctx.members} m JOIN ${ctx.cohorts.length > 0 ? sql`(${observed(ctx, ctx.dataEnd)})` : ctx.observed} o ON o.subject = m.subject WHERE o.from_day <= m.exit_day`;

/** A predicate over events, aliased e: those that are told. */
export const reads = (ctx: Pick<Context, "params" | "terms" | "inRoles">): Sql =>
  and([happened(ctx), ofTypes(ctx, ctx.params.types), sql`${kind(ctx.params)} IS NOT NULL`]);

/** Those that made a row, aliased r: of its kind, in its days; and of a step in its time. */
export const made = ({ params }: Pick<Context, "params">): Sql =>
  sql`${kind(params)} = r.kind AND e.day BETWEEN r."from" AND r."to" AND (r.begins IS NULL OR e.occurred_at BETWEEN r.begins AND r.ends)`;

/** Events on days under observation (subject, kind, day, occurred_at, space, key, since, to_day), `since` in days from the index day. */
const ownEvents = (ctx: Context): Sql => sql`
  SELECT e.subject, ${kind(ctx.params)} AS kind, e.day, e.occurred_at, e.space, e.key, (e.day - s.index_day)::BIGINT AS since, s.to_day
  FROM ${ctx.events} e JOIN spans s ON s.subject = e.subject WHERE ${reads(ctx)} AND e.day BETWEEN s.from_day AND s.to_day`;

const inOrder = sql`PARTITION BY subject ORDER BY day, occurred_at, space, key`;

/** Of events from the index day on those of one kind that follow each other, nothing of another kind between, numbered from 1 within a patient. */
const stepsOf = (own: Sql): Sql => sql`
  SELECT subject, n, kind, min(day) AS "from", max(day) AS "to", count(*) AS events, min(occurred_at) AS begins, max(occurred_at) AS ends, max(to_day) AS to_day
  FROM (SELECT *, sum(turn) OVER (${inOrder} ROWS UNBOUNDED PRECEDING) AS n
    FROM (SELECT *, CASE WHEN kind IS DISTINCT FROM lag(kind) OVER (${inOrder}) THEN 1 ELSE 0 END AS turn FROM ${own} WHERE since >= 0))
  GROUP BY subject, n, kind`;

/** Steps with what follows each, and whether a patient goes by it for the first time: it is one of a sequence that they did not have before. */
function followed(steps: Sql, { length }: Params): Sql {
  const byStep = sql`PARTITION BY subject ORDER BY n`;
  return sql`
    SELECT *, bool_or(begun) OVER (${byStep} ROWS BETWEEN ${length - 1} PRECEDING AND CURRENT ROW) AS shown
    FROM (SELECT *, row_number() OVER (PARTITION BY subject, ahead ORDER BY n) = 1 AS begun
      FROM (SELECT *, lead(kind) OVER (${byStep}) AS next, coalesce(lead("from") OVER (${byStep}), to_day) AS next_day,
          list(kind) OVER (${byStep} ROWS BETWEEN CURRENT ROW AND ${length - 1} FOLLOWING) AS ahead
        FROM ${steps}))`;
}

/**
 * Rows of four parts. `observed`: the days under observation, a row a patient. `period`: events of a kind in a period counted from the index day. `step`: see above; `next` is what the next one is of and `next_day` its first day, of the last step none and the last day under observation. `kind`: from the first step of a kind to its last.
 * `kind` as a column says which events are behind a row, of steps only where a patient goes by them for the first time: so that an event is behind few rows, however many steps there are. Cost: sorting the events from the index day on.
 */
export function rows(ctx: Context): Sql {
  const { params, terms } = ctx;
  const days = lengths[params.unit];
  const none = sql`NULL::BIGINT`;
  return sql`
    WITH spans AS MATERIALIZED (${spans(ctx)}),
    own AS MATERIALIZED (${ownEvents(ctx)}),
    steps AS MATERIALIZED (${stepsOf(sql`own`)}),
    parts AS (
      SELECT subject, 'observed' AS part, ${none} AS period, ${none} AS n, NULL::INTEGER AS kind, from_day AS "from", to_day AS "to", ${none} AS events, NULL::INTEGER AS next, NULL::DATE AS next_day, NULL::TIMESTAMP AS begins, NULL::TIMESTAMP AS ends, TRUE AS shown FROM spans
      UNION ALL
      SELECT subject, 'period', floor(since / ${days})::BIGINT AS period, NULL, kind, min(day), max(day), count(*), NULL, NULL, NULL, NULL, TRUE FROM own
      WHERE since BETWEEN ${-params.before * days} AND ${params.after * days - 1} GROUP BY subject, period, kind
      UNION ALL
      SELECT subject, 'kind', NULL, NULL, kind, min("from"), max("to"), sum(events), NULL, NULL, NULL, NULL, TRUE FROM steps GROUP BY subject, kind
      UNION ALL
      SELECT subject, 'step', NULL, n, kind, "from", "to", events, next, next_day, begins, ends, shown FROM (${followed(sql`steps`, params)}))
    SELECT p.subject, part, period, n::BIGINT AS n, CASE WHEN shown THEN kind END AS kind, t.text AS event, "from", "to", events::BIGINT AS events, f.text AS next, next_day, begins, ends
    FROM parts p LEFT JOIN ${terms} t ON t.key = p.kind LEFT JOIN ${terms} f ON f.key = p.next`;
}
