import { sql, type Sql } from "../sql";
import { dayNumber, dayOfNumber, type Events } from "./supply";

/** Prescriptions: (subject, item, day), day numbers. */
export const prescriptions = ({ events, inRoles }: Events, items: Sql): Sql =>
  sql`SELECT subject, item, ${dayNumber(sql`day`)}::INTEGER AS day FROM ${events} WHERE ${inRoles("order")} AND ${items}`;

/** From the first prescription of a medicine to its first dispensing, a row a patient and medicine that was ever prescribed: (subject, item, prescribed, until, time, started, why), days. Who has no dispensing by the end of follow-up has `time` until then and did not start. There is no time, and `why`,
 * where the medicine was dispensed before, or first prescribed outside follow-up; of who was prescribed nothing in follow-up at all there is one row without a medicine. Linear in the prescriptions and dispensings. */
export const initiation = ({ events, inRoles }: Events, items: Sql, prescribed: Sql, windows: Sql): Sql => sql`
  WITH firsts AS (SELECT subject, item, min(day) AS first_no FROM ${prescribed} GROUP BY ALL),
  fills AS (SELECT subject, item, ${dayNumber(sql`day`)} AS day FROM ${events} WHERE ${inRoles("supply")} AND ${items}),
  filled AS (SELECT p.subject, p.item, any_value(first_no) AS first_no, min(day) FILTER (day >= first_no) AS fill_no, coalesce(bool_or(day < first_no), FALSE) AS before
    FROM firsts p LEFT JOIN fills f ON f.subject = p.subject AND f.item IS NOT DISTINCT FROM p.item GROUP BY p.subject, p.item),
  followed AS (SELECT w.subject, item, first_no, f1, fill_no <= f1 AS started, least(fill_no, f1) AS last_no,
      CASE WHEN w.why = 'never supplied' THEN 'never prescribed' WHEN w.why IS NOT NULL THEN w.why
        WHEN first_no NOT BETWEEN f0 AND f1 THEN 'first prescribed outside follow-up' WHEN before THEN 'dispensed before the first prescription' END AS why
    FROM ${windows} w LEFT JOIN filled f ON f.subject = w.subject)
  SELECT subject, item, ${dayOfNumber(sql`first_no`)} AS prescribed, ${dayOfNumber(sql`last_no`)} AS until, (last_no - first_no)::DOUBLE AS time, coalesce(started, FALSE) AS started, why FROM followed`;
