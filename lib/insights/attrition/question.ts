import { z } from "zod";
import type { Row } from "../../engine/decode";
import { stepWords } from "../../cohorts/words";
import { join, sql } from "../../sql";
import { insight, type Moment } from "../insight";

const params = z.strictObject({});

/** Steps of every cohort asked about; of nobody in particular there is one, everybody. */
function steps({ cohorts }: Pick<Moment, "cohorts">) {
  const of =
    cohorts.length === 0
      ? [{ name: "all", words: ["under observation"] }]
      : cohorts.map((cohort) => ({ name: cohorts.length > 1 ? cohort.name : "all", words: stepWords(cohort) }));
  return of.flatMap(({ name, words }, place) =>
    words.map((criterion, step) => sql`(${place}, ${name}, ${step}, ${criterion})`),
  );
}

/** How a cohort comes to its members: of everybody under observation how many enter, and at each criterion in turn how many are kept and lost. Of a patient who may enter more than once the entry counts that gets furthest. */
export default insight({
  id: "attrition",
  title: "Attrition",
  params,
  columns: { group: "text", step: "integer", criterion: "text", patients: "integer", lost: "integer" },
  key: ["group", "step"],
  rowColumns: () => ({ reached: "integer" }),
  breakdown: () => ({ by: "none" }),
  candidates: true,
  patients: ({ members }) => sql`SELECT subject, reached::BIGINT AS reached FROM ${members}`,
  cells: (ctx) => sql`
    SELECT "group", step::BIGINT AS step, criterion, (count(*) FILTER (reached >= step))::BIGINT AS patients, (count(*) FILTER (reached = step - 1))::BIGINT AS lost
    FROM (VALUES ${join(steps(ctx))}) AS s (place, "group", step, criterion) LEFT JOIN ${ctx.rows} USING ("group") WHERE EXISTS (SELECT 1 FROM ${ctx.rows}) GROUP BY place, "group", step, criterion ORDER BY place, step`,
  members: ({ group, step }) => sql`r."group" = ${group} AND r.reached >= ${Number(step)}`,
  also: {
    lost: {
      columns: { group: "text", step: "integer", criterion: "text", patients: "integer" },
      rows: (ctx) => sql`
        SELECT "group", step::BIGINT AS step, criterion, count(subject)::BIGINT AS patients
        FROM (VALUES ${join(steps(ctx))}) AS s (place, "group", step, criterion) LEFT JOIN ${ctx.rows} r USING ("group") WHERE reached = step - 1 GROUP BY place, "group", step, criterion ORDER BY place, step`,
      members: ({ group, step }) => sql`r."group" = ${String(group)} AND r.reached = ${Number(step) - 1}`,
    },
  },
  discloses: {
    cells: {
      key: ["group", "step", "criterion"],
      counts: { patients: {}, lost: {} },
    },
    summed: ({ cells }) =>
      cells.flatMap((row) => {
        const before = cells.find(
          ({ group, step }) => group === row["group"] && Number(step) === Number(row["step"]) - 1,
        );
        const at = (of: Row, column: string) => ({ table: "cells", row: of, column });
        return before ? { total: at(before, "patients"), parts: [at(row, "patients"), at(row, "lost")] } : [];
      }),
  },
  reads: () => sql`FALSE`,
  events: () => sql`FALSE`,
});
