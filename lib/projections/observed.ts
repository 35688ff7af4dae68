import { sql, type Sql } from "../sql";
import type { Events } from "./supply";

/** Roles that state something about the record or the person, not something that happened to them on that day. */
const standingFacts = ["trait", "observation", "correction", "retraction", "erasure"] as const;

/** A predicate over events: those that happened. */
export const happened = ({ inRoles }: Pick<Events, "inRoles">): Sql => sql`(NOT (${inRoles(...standingFacts)}))`;

/** One row a patient: (subject, index_day, from_day, to_day), days inclusive. From enrolment, else the source's observation period, else the first event; to the first end, else that period's end, never past data end. Of many `events` of
 * a patient and type one is enough that has their first day and their last end. */
export const observed = ({ events, inRoles }: Events, dataEnd: string): Sql => sql`
  SELECT subject, index_day, coalesce(enrolled, period_start, index_day) AS from_day, least(coalesce(ended, period_end), ${dataEnd}::DATE) AS to_day
  FROM (
    SELECT subject,
      min(day) FILTER (${happened({ inRoles })}) AS index_day,
      min(day) FILTER (${inRoles("enrolment")}) AS enrolled,
      min(day) FILTER (${inRoles("observation")}) AS period_start,
      max(until_day) FILTER (${inRoles("observation")}) AS period_end,
      min(day) FILTER (${inRoles("end")}) AS ended
    FROM ${events} WHERE day <= ${dataEnd}::DATE GROUP BY subject)
  WHERE index_day IS NOT NULL`;
