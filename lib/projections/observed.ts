import { sql, type Sql } from "../sql";

/** Roles that state something about the record or the person, not something that happened to them on that day. */
const standingFacts = sql`('trait', 'observation', 'correction', 'retraction', 'erasure')`;

export const happened: Sql = sql`(role IS NULL OR role NOT IN ${standingFacts})`;

/** One row a patient: (subject, index_day, from_day, to_day), days inclusive. From enrolment, else the source's observation period, else the first event; to the first end, else that period's end, never past data end. Of many `events` of
 * a patient and type one is enough that has their first day and their last end. */
export const observed = (events: Sql, dataEnd: string): Sql => sql`
  SELECT subject, index_day, coalesce(enrolled, period_start, index_day) AS from_day, least(coalesce(ended, period_end), ${dataEnd}::DATE) AS to_day
  FROM (
    SELECT subject,
      min(day) FILTER (${happened}) AS index_day,
      min(day) FILTER (role = 'enrolment') AS enrolled,
      min(day) FILTER (role = 'observation') AS period_start,
      max(until_day) FILTER (role = 'observation') AS period_end,
      min(day) FILTER (role = 'end') AS ended
    FROM ${events} WHERE day <= ${dataEnd}::DATE GROUP BY subject)
  WHERE index_day IS NOT NULL`;
