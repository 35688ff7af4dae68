import { sql, type Sql } from "../sql";
import { dayNumber } from "./supply";

/** Days: a gap that still continues an era, what an era lasts at least, what two eras overlap by at least to be a combination. */
export type LineRules = { collapse: number; least: number; overlap: number };

/** Of `supplies` those that start in the time of `observed`, cut off where it ends: (subject, item, from_no, to_no, end_no), day numbers, the ends exclusive; a part of a day is a day. */
export const suppliesWithin = (supplies: Sql, observed: Sql): Sql => sql`
  SELECT s.subject, s.item, s.day AS from_no, least(s.day + ceil(s.days), o.end_no)::INTEGER AS to_no, o.end_no
  FROM ${supplies} s JOIN (SELECT subject, ${dayNumber(sql`from_day`)} AS begin_no, ${dayNumber(sql`to_day`)} + 1 AS end_no FROM ${observed}) o ON o.subject = s.subject AND s.day >= o.begin_no AND s.day < o.end_no`;

/** Eras of an item, of rows like those of `suppliesWithin`: (subject, item, from_no, to_no). Supplies are a union, not stacked. One sort. */
export const eras = (within: Sql, { collapse, least }: Omit<LineRules, "overlap">): Sql => sql`
  WITH reaching AS (SELECT *, max(to_no) OVER (PARTITION BY subject, item ORDER BY from_no, to_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM ${within}),
  numbered AS (SELECT *, count(*) FILTER (from_no - reached > ${collapse}) OVER (PARTITION BY subject, item ORDER BY from_no, to_no ROWS UNBOUNDED PRECEDING) AS era FROM reaching)
  SELECT subject, item, min(from_no) AS from_no, max(to_no) AS to_no FROM numbered GROUP BY subject, item, era HAVING max(to_no) - min(from_no) >= ${least}`;

/** An era that a later one takes over from, overlapping by less than a combination does, ends where that one starts; one that lies wholly within another never does. All overlaps are those of the eras as they were. */
const cutShort = (all: Sql, overlap: number): Sql => sql`
  SELECT a.subject, a.item, a.from_no, coalesce(min(b.from_no), a.to_no) AS to_no
  FROM ${all} a LEFT JOIN ${all} b ON b.subject = a.subject AND b.from_no > a.from_no AND b.from_no < a.to_no AND b.to_no > a.to_no AND a.to_no - b.from_no < ${overlap}
  GROUP BY a.subject, a.item, a.from_no, a.to_no`;

/** Stretches of a patient's time between starts and ends of eras, with what is in them: (subject, from_no, to_no, names, items, since), names sorted, `since` the first start of their eras. */
const stretches = (of: Sql, terms: Sql): Sql => sql`
  SELECT b.subject, b.from_no, b.to_no, list(e.name ORDER BY e.name) AS names, list(coalesce(e.item, -1) ORDER BY e.item) AS items, min(e.from_no) AS since
  FROM (SELECT subject, no AS from_no, lead(no) OVER (PARTITION BY subject ORDER BY no) AS to_no FROM (SELECT subject, from_no AS no FROM ${of} UNION SELECT subject, to_no FROM ${of})) b
  JOIN (SELECT c.*, coalesce(t.text, 'medicine not named') AS name FROM ${of} c LEFT JOIN ${terms} t ON t.key = c.item) e ON e.subject = b.subject AND e.from_no <= b.from_no AND e.to_no >= b.to_no
  GROUP BY b.subject, b.from_no, b.to_no`;

/** Treatment lines of `eras`: (subject, line, treatment, combination, items, since, from_no, to_no, days), lines from 1. Of stretches shorter than `least` those beside a combination that holds all of theirs are no line; alike neighbours are one line, whose `days` are those of its stretches. */
export const treatmentLines = (all: Sql, terms: Sql, { least, overlap }: Omit<LineRules, "collapse">): Sql => sql`
  WITH cut AS MATERIALIZED (${cutShort(all, overlap)}),
  stretches AS (${stretches(sql`cut`, terms)}),
  beside AS (SELECT *, CASE WHEN lag(to_no) OVER along = from_no THEN list_has_all(lag(names) OVER along, names) END AS leads, CASE WHEN lead(from_no) OVER along = to_no THEN list_has_all(lead(names) OVER along, names) END AS follows
    FROM stretches WINDOW along AS (PARTITION BY subject ORDER BY from_no)),
  kept AS (SELECT *, array_to_string(names, ' + ') AS treatment FROM beside WHERE to_no - from_no >= ${least} OR NOT (coalesce(leads, FALSE) OR coalesce(follows, FALSE))),
  changing AS (SELECT *, treatment IS DISTINCT FROM lag(treatment) OVER (PARTITION BY subject ORDER BY from_no) AS changes FROM kept),
  numbered AS (SELECT *, count(*) FILTER (changes) OVER (PARTITION BY subject ORDER BY from_no ROWS UNBOUNDED PRECEDING) AS line FROM changing)
  SELECT subject, line, treatment, bool_or(len(names) > 1) AS combination, list_sort(list_distinct(flatten(list(items)))) AS items, min(since) AS since, min(from_no) AS from_no, max(to_no) AS to_no, sum(to_no - from_no) AS days
  FROM numbered GROUP BY subject, line, treatment`;
