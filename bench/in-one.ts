import type { Plan } from "@/lib/insights/insight";
import { id, join, sql, type Sql } from "@/lib/sql";

/** All steps of a plan in one query, each computed once. */
export function inOne(plan: Plan): Sql {
  const steps: Sql[] = [];
  let step = plan;
  while ("keep" in step) {
    const name = id(`step ${steps.length + 1}`);
    steps.push(sql`${name} AS MATERIALIZED (${step.keep})`);
    step = step.next(name);
  }
  return steps.length === 0 ? step : sql`WITH ${join(steps)} FROM (${step})`;
}
