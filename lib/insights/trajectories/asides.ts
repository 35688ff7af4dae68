import { sql } from "../../sql";
import { withPartly } from "../excluded";
import type { Row } from "../../engine/decode";
import type { Ratio, Summed } from "../../export/statement";
import { grouped } from "../../group";
import type { Aside, Estimates } from "../insight";

/** Each group in numbers: its share of those who have a course, its mean over all windows, in the first and in the last. */
export const summary: Aside<unknown> = {
  columns: {
    group: "text",
    patients: "integer",
    share: "number",
    mean: "number",
    first: "number",
    last: "number",
  },
  rows: ({ rows, dialect }) => sql`
    SELECT "group", count(*)::BIGINT AS patients, count(*)::DOUBLE / (sum(count(*)) OVER ())::DOUBLE AS share, ${dialect.mean(sql`mean`)} AS mean, ${dialect.mean(sql`first`)} AS first, ${dialect.mean(sql`last`)} AS last
    FROM ${rows} WHERE course IS NOT NULL GROUP BY "group" ORDER BY "group"`,
};

/** The criterion of Caliński and Harabasz by number of groups; null where it is infinite, every patient on the mean of a group, or not defined. */
export const criterion: Aside<unknown> = {
  columns: { k: "integer", calinski_harabasz: "number", chosen: "boolean" },
};

/** How the values of the attribute are spread over the patients of each group. */
export const characteristics: Aside<{ breakdown: string }> = {
  columns: { group: "text", value: "text", patients: "integer", share: "number" },
  rows: ({ rows, params: { breakdown } }) => sql`
    SELECT "group", trait AS value, count(*)::BIGINT AS patients, count(*)::DOUBLE / (sum(count(*)) OVER (PARTITION BY "group"))::DOUBLE AS share
    FROM ${rows} WHERE course IS NOT NULL AND ${breakdown !== "none"} GROUP BY "group", trait ORDER BY "group", trait`,
  members: ({ group, value }) =>
    sql`r.course IS NOT NULL AND r."group" = ${group ?? null} AND r.trait IS NOT DISTINCT FROM ${value ?? null}`,
};

/** What share of each cohort's patients is in each group; the groups are those of both together. */
export const estimates: Estimates<unknown> = {
  key: { group: "text" },
  of({ also: { summary: groups = [], characteristics: rows = [] } }) {
    const cohorts = grouped(rows, ({ value }) => String(value));
    return groups.flatMap(({ group = null }) =>
      [...cohorts].map(([cohort, own]) => ({
        cohort,
        what: "of patients with a course",
        at: { group },
        estimate: {
          kind: "share",
          count: Number(own.find((row) => row["group"] === group)?.["patients"] ?? 0),
          n: own.reduce((sum, { patients }) => sum + Number(patients), 0),
        },
        from: { aside: "characteristics", row: { group, value: cohort } },
      })),
    );
  },
};

/** Patients without a course, by the reason. */
export const excluded: Aside<unknown> = {
  columns: { why: "text", patients: "integer" },
  rows: ({ rows, params }) =>
    sql`SELECT why, count(DISTINCT subject)::BIGINT AS patients FROM ${withPartly(rows, params)} WHERE why IS NOT NULL GROUP BY why ORDER BY patients DESC, why`,
};

const patientsIn = (table: string, row: Row) => ({ table, row, column: "patients" });

/** All groups together are those who have a course, whom shares tell; in every window a group has the same patients. */
export const groupsIn = (cells: readonly Row[], groups: readonly Row[]): Summed[] => [
  { total: patientsIn("summary", {}), parts: groups.map((row) => patientsIn("summary", row)), known: true },
  ...cells.map((cell) => ({
    total: patientsIn("summary", { group: cell["group"] ?? null }),
    parts: [patientsIn("cells", cell)],
  })),
];

/** A group's share is of those who have a course. */
export const sharesIn = (groups: readonly Row[]): Ratio[] =>
  groups.map((row) => ({
    of: { table: "summary", row, column: "share" },
    part: patientsIn("summary", row),
    whole: patientsIn("summary", {}),
  }));
