import { centred, deviation } from "../deviation";
import { excludedByReason } from "../excluded";
import type { Columns, Row } from "../../engine/decode";
import { id, join, sql, type Sql } from "../../sql";
import type { Aside, CellsContext, Estimates } from "../insight";
import type { Params } from "./question";
import { lastBar, perInterval } from "./rows";

const measures = ["taking", "dosing", "timing"] as const;

type Given = CellsContext<Params>;
const people = sql`count(DISTINCT subject)::BIGINT AS patients`;
const totals = (names: readonly string[]): Sql =>
  join(names.map((name) => sql`sum(${id(name)})::BIGINT AS ${id(name)}`));
const wholes = (names: readonly string[]): Columns => Object.fromEntries(names.map((name) => [name, "integer"]));

/** Rows of one part, folded by group and what else names them. */
const folded = (part: string, by: Columns, sums: readonly string[]): Aside<Params> => {
  const names = join(["group", ...Object.keys(by)].map((name) => id(name)));
  return {
    columns: { group: "text", ...by, patients: "integer", ...wholes(sums) },
    rows: ({ rows }) =>
      sql`SELECT ${names}, ${people}, ${totals(sums)} FROM ${rows} WHERE part = ${part} GROUP BY ${names} ORDER BY ${names}`,
  };
};

const measure = ({ rows, dialect }: Given, name: (typeof measures)[number], place: number): Sql => {
  const value = id(name);
  return sql`SELECT "group", ${place} AS place, ${name} AS measure, count(${value})::BIGINT AS patients, ${dialect.mean(value)} AS mean, ${deviation(dialect, value)} AS sd, ${dialect.quantile(value, 0.25)} AS q1, ${dialect.quantile(value, 0.5)} AS median,
    ${dialect.quantile(value, 0.75)} AS q3
    FROM ${centred(dialect, sql`(SELECT "group", ${value} FROM ${rows} WHERE part = 'all' AND ${value} IS NOT NULL)`, sql`"group"`, value)} GROUP BY "group"`;
};

/** What an answer on doses holds beside the hours of the week. */
export const also = {
  measures: {
    columns: {
      group: "text",
      measure: "text",
      patients: "integer",
      mean: "number",
      sd: "number",
      q1: "number",
      median: "number",
      q3: "number",
    },
    rows: (ctx: Given) =>
      sql`SELECT "group", measure, patients, mean, sd, q1, median, q3 FROM (${join(
        measures.map((name, i) => measure(ctx, name, i)),
        " UNION ALL ",
      )}) ORDER BY "group", place`,
    members: ({ group, measure: name }: Row) =>
      sql`r.part = 'all' AND r."group" = ${group ?? null} AND (${join(
        measures.map((one) => sql`(${name ?? null} = ${one} AND r.${id(one)} IS NOT NULL)`),
        " OR ",
      )})`,
  },
  doses: {
    columns: {
      group: "text",
      patients: "integer",
      ...wholes(["due", "taken", "extra", "missed", "contradicted", "outside", "timed", "in_time"]),
    },
    rows: ({ rows }: Given) =>
      sql`SELECT "group", count(DISTINCT subject) FILTER (due > 0)::BIGINT AS patients, ${totals(["due", "taken", "extra", "missed", "contradicted", "outside", "timed", "in_time"])}
        FROM ${rows} WHERE part = 'all' GROUP BY "group" ORDER BY "group"`,
  },
  weekdays: folded("weekday", { weekday: "integer" }, ["due", "taken"]),
  runs: folded("run", { length: "integer" }, ["runs"]),
  timing: {
    columns: { group: "text", from: "number", to: "number", patients: "integer", doses: "integer" },
    rows: ({ rows }: Given) =>
      sql`SELECT "group", bar / ${perInterval}::DOUBLE AS "from", CASE WHEN bar < ${lastBar} THEN (bar + 1) / ${perInterval}::DOUBLE END AS "to", ${people}, sum(timed)::BIGINT AS doses
        FROM ${rows} WHERE part = 'bar' GROUP BY "group", bar ORDER BY "group", bar`,
  },
  sources: folded("pair", { source: "text", against: "text" }, ["together", "only", "other", "neither"]),
  reports: folded("said", { source: "text" }, ["intakes", "missed"]),
  clocks: folded("clock", { source: "text" }, ["intakes"]),
  excluded: excludedByReason,
} satisfies Record<string, Aside<Params>>;

/** Of each of taking, dosing and timing the mean over patients. */
export const estimates: Estimates<Params> = {
  key: { measure: "text" },
  of: ({ also: { measures: rows = [] } }) =>
    rows.map((row) => ({
      cohort: String(row["group"]),
      what: "mean of patients",
      at: { measure: row["measure"] ?? null },
      estimate: {
        kind: "mean",
        mean: Number(row["mean"]),
        sd: typeof row["sd"] === "number" ? row["sd"] : null,
        n: Number(row["patients"]),
      },
      from: { aside: "measures", row },
    })),
};
