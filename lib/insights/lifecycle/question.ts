import { z } from "zod";
import type { Row } from "../../engine/decode";
import type { Summed } from "../../export/statement";
import { grouped } from "../../group";
import { join, sql, type Sql } from "../../sql";
import { activeParam, activePeriods, isActivity } from "../activity";
import { breakdownParam, byTrait } from "../breakdown";
import { insight, type CellsContext, type Estimated } from "../insight";
import { unit } from "../periods";

const params = z.strictObject({ unit, types: activeParam, breakdown: breakdownParam });
type Params = z.infer<typeof params>;

const columns = { period: "date", group: "text", state: "text", patients: "integer" } as const;

/** In the order in which they are drawn and printed. */
export const states = ["new", "continuing", "returning", "gone"] as const;

/** Active in the data's first period, before which nothing is known. */
const untold = "not defined";

/** The data's first and last period; the first day of an empty log is taken to be its last. */
const bounds = ({ params: { unit }, dialect, dataStart, dataEnd }: Omit<CellsContext<Params>, "rows" | "members">) => ({
  first: dialect.truncate(unit, sql`${dataStart || dataEnd}::DATE`),
  last: sql`${dataEnd}::DATE`,
});

/** Periods in which a state can be told: all but the data's first, and of those gone only what is over. */
function told(ctx: CellsContext<Params>): Sql {
  const { first, last } = bounds(ctx);
  const { dialect, params } = ctx;
  const named = states.map((state, place) => sql`(${place}, ${state})`);
  return sql`(SELECT place, state, ${dialect.add(params.unit, sql`n`, first)} AS period
    FROM (SELECT unnest(${dialect.integers(sql`1`, dialect.between(params.unit, first, last))}) AS n), (VALUES ${join(named)}) AS s (place, state)
    WHERE state <> 'gone' OR ${dialect.add(params.unit, sql`n + 1`, first)} <= ${last} + 1)`;
}

/** Of those active in a period the share in each state, of those active the period before the share who have gone: these are who continues and who has gone. */
function sharesOf(cells: readonly Row<typeof columns>[]): Estimated[] {
  const periods = grouped(cells, ({ period, group }) => JSON.stringify([period, group]));
  return [...periods.values()].flatMap((own) => {
    const of = (...names: readonly string[]) =>
      own.reduce((sum, { state, patients }) => sum + (names.includes(state ?? "") ? (patients ?? 0) : 0), 0);
    return own.toReversed().map((row) => ({
      cohort: row.group ?? "",
      what: row.state === "gone" ? "of those active the period before" : "of those active",
      at: { period: row.period, state: row.state },
      estimate: {
        kind: "share",
        count: row.patients ?? 0,
        n: row.state === "gone" ? of("continuing", "gone") : of("new", "continuing", "returning"),
      },
      from: { aside: null, row },
    }));
  });
}

/** Who is active in a period is new, continuing or returning in it, and continues or has gone in the next. */
function follow(cells: readonly Row[], first: readonly Row[]): Summed[] {
  const at = (table: string, row: Row) => ({ table, row, column: "patients" });
  const groups = grouped(cells, ({ group }) => String(group));
  return [...groups].flatMap(([group, own]) => {
    const periods = [...grouped(own, ({ period }) => String(period))].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return periods.flatMap(([period, rows], i): Summed[] => {
      const of = (...names: readonly string[]) =>
        rows.filter(({ state }) => names.includes(String(state))).map((row) => at("cells", row));
      const before = i === 0 ? first.find((row) => row["group"] === group) : undefined;
      const earlier = before ? at("first", before) : at("cells", { period: periods[i - 1]?.[0] ?? null, group });
      const gone = of("gone").length > 0 && (before !== undefined || i > 0);
      return [
        { total: at("cells", { period, group }), parts: of("new", "continuing", "returning") },
        ...(gone ? [{ total: earlier, parts: of("continuing", "gone") }] : []),
      ];
    });
  });
}

/** Patients by calendar period: new (active for the first time), continuing (also the period before), returning (not the period before, but earlier) and gone (the period before, not in this one). */
export default insight({
  id: "lifecycle",
  title: "Lifecycle",
  params,
  columns,
  key: ["period", "group", "state"],
  rowColumns: () => ({ period: "date", state: "text", events: "integer" }),
  breakdown: byTrait,
  patients(ctx) {
    const { params, dialect } = ctx;
    const { first, last } = bounds(ctx);
    const next = (n: number) => dialect.add(params.unit, sql`${n}`, sql`period`);
    return {
      keep: activePeriods(ctx),
      next: (kept) => sql`
      WITH active AS MATERIALIZED (
        SELECT *, lag(period) OVER periods AS earlier, lead(period) OVER periods AS later FROM ${kept} WINDOW periods AS (PARTITION BY subject ORDER BY period))
      SELECT subject, period, CASE WHEN period = ${first} THEN ${untold} WHEN earlier IS NULL THEN 'new' WHEN earlier = ${next(-1)} THEN 'continuing' ELSE 'returning' END AS state, events FROM active
      UNION ALL SELECT subject, ${next(1)} AS period, 'gone', events FROM active WHERE later IS DISTINCT FROM ${next(1)} AND ${next(2)} <= ${last} + 1`,
    };
  },
  cells: (ctx) => sql`
    SELECT period, "group", state, count(DISTINCT subject)::BIGINT AS patients
    FROM ${told(ctx)} CROSS JOIN (SELECT DISTINCT "group" FROM ${ctx.members}) LEFT JOIN ${ctx.rows} USING (period, "group", state)
    GROUP BY period, "group", place, state ORDER BY period, "group", place`,
  also: {
    first: {
      columns: { period: "date", group: "text", patients: "integer", why: "text" },
      rows: ({ rows }) => sql`
        SELECT period, "group", count(DISTINCT subject)::BIGINT AS patients, 'the data begins in this period: new and returning cannot be told apart' AS why
        FROM ${rows} WHERE state = ${untold} GROUP BY ALL ORDER BY period, "group"`,
      members: ({ group }) => sql`r."group" = ${String(group)} AND r.state = ${untold}`,
    },
  },
  discloses: {
    cells: {
      key: ["period", "group", "state"],
      names: ["group"],
      counts: { patients: {} },
      parted: [{ by: "group", counts: ["patients"] }],
    },
    also: {
      first: {
        key: ["period", "group", "why"],
        names: ["group"],
        counts: { patients: {} },
        parted: [{ by: "group", counts: ["patients"] }],
      },
    },
    summed: ({ cells, also }) => follow(cells, also["first"] ?? []),
  },
  estimates: { key: { period: "date", state: "text" }, of: ({ cells }) => sharesOf(cells) },
  members: ({ period, group, state }) =>
    sql`r.period = ${period}::DATE AND r."group" = ${group} AND r.state = ${state}`,
  reads: isActivity,
  events: ({ params: { unit }, dialect }) =>
    sql`${dialect.truncate(unit, sql`e.day`)} = CASE WHEN r.state = 'gone' THEN ${dialect.add(unit, sql`-1`, sql`r.period`)} ELSE r.period END`,
});
