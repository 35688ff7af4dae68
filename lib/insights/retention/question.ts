import { none, sql, type Sql } from "../../sql";
import { byTrait } from "../breakdown";
import { insight, type CellsContext } from "../insight";
import { byPeriod, overall } from "./overall";
import { daysOf, isElapsed, isRolling, limitOf, params, type Params } from "./params";
import { activeAfter, madeActive, readsActivity } from "./starts";

type Context = Omit<CellsContext<Params>, "terms">;

/** Whether period n after a start, a calendar period, is over for all who started then. */
function isOver({ params, dialect, dataEnd }: Context, start: Sql, n: Sql): Sql {
  const end = isElapsed(params)
    ? sql`${dialect.add(params.unit, sql`1`, start)} + (${n} + 1)::INTEGER * ${daysOf(params)}`
    : dialect.add(params.unit, sql`${n} + 1`, start);
  return sql`${end} <= ${dataEnd}::DATE + 1`;
}

/** The last period after a start that can be over. */
function lastPeriod({ params, dialect, dataEnd }: Context): Sql {
  const all = isElapsed(params)
    ? sql`(${dialect.days(sql`start`, sql`${dataEnd}::DATE`)} // ${daysOf(params)})`
    : dialect.between(params.unit, sql`start`, sql`${dataEnd}::DATE`);
  const limit = limitOf(params);
  return limit === null ? all : sql`least(${all}, ${limit})`;
}

/** Whether a row's period makes its patient active in period n. */
const counts = (params: Params, n: Sql): Sql => (isRolling(params) ? sql`r.period >= ${n}` : sql`r.period = ${n}`);

const isBroken = ({ breakdown }: Params): boolean => breakdown !== "none";

/** Of those who start in a calendar period, who was active n periods later. Only periods that the data covers to their end for all of them; nobody is 0. */
export default insight({
  id: "retention",
  title: "Retention by start",
  params,
  columns: { start: "date", period: "integer", size: "integer", retained: "integer", group: "text" },
  key: ["start", "period", "group"],
  without: (asked) => (isBroken(asked) ? [] : ["group"]),
  rowColumns: () => ({ start: "date", period: "integer", events: "integer" }),
  breakdown: byTrait,
  patients: activeAfter,
  cells: (ctx) => sql`
    WITH starts AS (SELECT start, "group", count(DISTINCT subject)::BIGINT AS size FROM ${ctx.rows} GROUP BY ALL),
    grid AS (SELECT *, unnest(${ctx.dialect.integers(sql`0`, lastPeriod(ctx))}) AS period FROM starts)
    SELECT g.start, g.period::BIGINT AS period, g.size, count(DISTINCT r.subject)::BIGINT AS retained${isBroken(ctx.params) ? sql`, g."group"` : none}
    FROM grid g LEFT JOIN ${ctx.rows} r ON r.start = g.start AND r."group" = g."group" AND ${counts(ctx.params, sql`g.period`)}
    WHERE ${isOver(ctx, sql`g.start`, sql`g.period`)} GROUP BY g.start, g.period, g.size, g."group" ORDER BY g.start, g.period, g."group"`,
  members: ({ start, period, group }, { params: asked }) =>
    sql`r.start = ${start}::DATE AND ${counts(asked, sql`${period}`)}${isBroken(asked) ? sql` AND r."group" = ${group}` : none}`,
  also: {
    overall: {
      columns: { group: "text", period: "integer", size: "integer", retained: "integer", share: "number" },
      finish: (cells) => overall(cells),
      members: ({ group, period }, ctx) =>
        sql`r."group" = ${String(group)} AND ${counts(ctx.params, sql`${Number(period)}`)} AND ${isOver(ctx, sql`r.start`, sql`${Number(period)}`)}`,
    },
  },
  discloses: {
    cells: {
      key: ["start", "period", "group"],
      names: ["group"],
      counts: { size: {}, retained: { of: "size" } },
      parted: [{ by: "group", counts: ["size", "retained"] }],
    },
    also: {
      overall: {
        key: ["group", "period"],
        names: ["group"],
        counts: { size: {}, retained: { of: "size" } },
        shares: { share: { of: "size", count: "retained" } },
        parted: [{ by: "group", counts: ["size", "retained"] }],
      },
    },
    summed: ({ cells, also }) => byPeriod(cells, also["overall"] ?? []),
  },
  estimates: {
    key: { period: "integer" },
    of: ({ also }, { params: { kind } }) =>
      kind === "recurring"
        ? []
        : (also["overall"] ?? []).map((row) => ({
            cohort: String(row["group"]),
            what: "still active",
            at: { period: row["period"] ?? null },
            estimate: { kind: "share", count: Number(row["retained"]), n: Number(row["size"]) },
            from: { aside: "overall", row },
          })),
  },
  reads: readsActivity,
  events: madeActive,
});
