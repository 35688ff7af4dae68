import { join, sql, type Sql } from "../sql";
import type { Cohort } from "./cohort";
import type { CohortGround } from "./criteria";
import { worked } from "./members";

/** Who a question is about. A patient may enter more than once, and be in several cohorts: `subject` names an entry, `patient` the patient, and where each patient can enter but once they are the same. */
export type Entering = {
  /** (cohort, subject, patient, entry_day, index_day, exit_day), days inclusive. */
  members: Sql;
  /** One row an entry, (subject, index_day, from_day, to_day): the time in the cohort. */
  observed: Sql;
  /** Of events those of members by entry with their `entry_day`, none after the exit; of everybody all, as they are. */
  events(known: Sql): Sql;
};

/** Columns of everybody, from their first event. */
const fromFirst = sql`subject AS patient, index_day AS entry_day, index_day, to_day AS exit_day`;

/** Everybody, from their first event. */
export const everybody = (observed: Sql): Entering => ({
  members: sql`SELECT 'everybody' AS cohort, subject, ${fromFirst} FROM ${observed}`,
  observed,
  events: (known) => known,
});

const once = ({ entry }: Cohort): boolean => (entry.kind === "event" ? entry.which !== "every" : entry.of.every(once));

/** Room for the entries of one patient in one cohort, and for the cohorts. */
const [entries, places] = [65_536, 16];

/** Entries of one cohort under its name; their keys are those of the patients where each enters but once and there is no other cohort. */
const called = (own: Sql, cohort: Cohort, place: number, alone: boolean): Sql => {
  const nth = sql`row_number() OVER (PARTITION BY subject ORDER BY n) - 1`;
  const key = alone ? sql`subject` : sql`(subject::BIGINT * ${entries * places} + ${place * entries} + ${nth})`;
  return sql`SELECT ${cohort.name} AS cohort, ${key} AS subject, subject AS patient, index_day AS entry_day, index_day, to_day AS exit_day FROM ${own}`;
};

/** Everybody once for each cohort, and in `reached` how far each came: 0 never entered, 1 entered, then one for each criterion that held. */
export async function trying(cohorts: readonly Cohort[], ground: CohortGround): Promise<Entering> {
  const all = everybody(ground.observed);
  if (cohorts.length === 0) return { ...all, members: sql`SELECT *, 0 AS reached FROM (${all.members})` };
  const parts: Sql[] = [];
  for (const [place, cohort] of cohorts.entries()) {
    const { candidates } = await worked(ground, cohort);
    const key = cohorts.length === 1 ? sql`subject` : sql`(subject::BIGINT * ${places} + ${place})`;
    parts.push(sql`SELECT ${cohort.name} AS cohort, ${key} AS subject, ${fromFirst}, coalesce(furthest, 0) AS reached FROM ${ground.observed}
      LEFT JOIN (SELECT subject, max(coalesce(lost, ${cohort.criteria.length + 1})) AS furthest FROM ${candidates} GROUP BY subject) USING (subject)`);
  }
  return { ...all, members: sql`SELECT * FROM ${await ground.keep(join(parts, " UNION ALL "), "candidates")}` };
}

/** The cohorts worked out, everybody where there is none. Cost: that of each cohort. */
export async function entering(cohorts: readonly Cohort[], ground: CohortGround): Promise<Entering> {
  const [first] = cohorts;
  if (!first) return everybody(ground.observed);
  const alone = cohorts.length === 1 && once(first);
  const parts: Sql[] = [];
  for (const [place, cohort] of cohorts.entries())
    parts.push(called((await worked(ground, cohort)).members, cohort, place, alone));
  const members = await ground.keep(join(parts, " UNION ALL "), "members of cohorts");
  return {
    members: sql`SELECT * FROM ${members}`,
    observed: sql`(SELECT subject, index_day, entry_day AS from_day, exit_day AS to_day FROM ${members})`,
    events: (known) =>
      sql`(SELECT e.* REPLACE (m.subject AS subject), m.entry_day, m.exit_day FROM ${known} e JOIN ${members} m ON m.patient = e.subject WHERE e.day <= m.exit_day)`,
  };
}
