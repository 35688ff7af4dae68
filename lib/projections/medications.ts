import type { Dialect } from "../engine/dialect";
import { join, list, sql, type Sql } from "../sql";
import { gapTo } from "./gaps";

/** Medicines that count as one, by the name of their group; any other medicine is a group of its own, and one that is called like a group belongs to it. */
export type MedicationGroups = Readonly<Record<string, readonly string[]>>;

const unknownItem = -1;
const named = -2;

/** The number of the group that an item belongs to: the item's own key, or one below 0. */
export function medicationOf(item: Sql, terms: Sql, groups: MedicationGroups): Sql {
  const cases = Object.entries(groups).map(
    ([name, items], i) =>
      sql`WHEN ${item} IN (SELECT key FROM ${terms} WHERE text IN ${list([name, ...items])}) THEN ${named - i}`,
  );
  const own = sql`coalesce(${item}, ${unknownItem})`;
  return cases.length === 0 ? own : sql`(CASE ${join(cases, " ")} ELSE ${own} END)`;
}

/** Rows that have a `medication`, with its name as `attribute`; null where the medicine is not known. */
export function withName(rows: Sql, terms: Sql, groups: MedicationGroups): Sql {
  const cases = Object.keys(groups).map((name, i) => sql`WHEN ${named - i} THEN ${name}`);
  const text = cases.length === 0 ? sql`t.text` : sql`CASE medication ${join(cases, " ")} ELSE t.text END`;
  return sql`SELECT r.*, ${text} AS attribute FROM (${rows}) r LEFT JOIN ${terms} t ON t.key = medication`;
}

/** `supplies` (see there) by patient and group: each patient's course of a group has a number of its own as `subject`, along which ordinals, next_day and level run; the patient is the `owner`, the group the `medication`. One sort of the supplies. */
export const suppliesByGroup = (supplies: Sql, terms: Sql, groups: MedicationGroups): Sql => sql`
  SELECT * REPLACE ((row_number() OVER along)::INTEGER AS ordinal, lead(day) OVER along AS next_day,
    coalesce(sum(days) OVER (PARTITION BY subject ORDER BY ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) - day AS level)
  FROM (SELECT * REPLACE (subject::BIGINT * 4294967296 + medication AS subject) FROM (SELECT *, subject AS owner, ${medicationOf(sql`item`, terms, groups)} AS medication FROM ${supplies}))
  WINDOW along AS (PARTITION BY subject ORDER BY ordinal)`;

/** Groups of which a patient's follow-up holds a supply: (subject, owner, medication). */
export const groupsHeld = (supplied: Sql, windows: Sql): Sql => sql`
  SELECT DISTINCT s.subject, owner, medication FROM ${supplied} s JOIN (SELECT subject AS owner, f0, f1 FROM ${windows} WHERE why IS NULL) USING (owner) WHERE day BETWEEN f0 AND f1`;

/** Rows keyed by patient, once for each group held. */
export const forEachGroup = (rows: Sql, held: Sql): Sql =>
  sql`(SELECT r.* REPLACE (h.subject AS subject) FROM ${rows} r JOIN ${held} h ON h.owner = r.subject)`;

/** Measures that are the mean over a window's days of how much is available on each: all or nothing of what is in hand, or the share of the supply that the day follows. */
export const availableByDay = ["CMA7", "CMA9"] as const;
export type AvailableByDay = (typeof availableByDay)[number];

const next = sql`coalesce(next_day, f1)`;

/** What is available of a course from a day on: (subject, since, share). */
const availability = (measure: AvailableByDay, gaps: Sql): Sql =>
  measure === "CMA7"
    ? sql`SELECT subject, day::DOUBLE AS since, 1.0::DOUBLE AS share FROM ${gaps} WHERE ${next} > day
        UNION ALL SELECT subject, day + days + carried, 0 FROM ${gaps} WHERE day + days + carried < ${next}`
    : sql`SELECT subject, day::DOUBLE AS since, (1 - ${gapTo(sql`f1`)} / (${next} - day))::DOUBLE AS share FROM ${gaps} WHERE ${next} > day`;

type Held = { dialect: Dialect; gaps: Sql; windows: Sql; held: Sql };

/** On each day of a patient's window the least or the most that is available of the groups `held`, and the mean over the days: (owner, value). One group gives its measure; before its first supply nothing of a group is available. After AdhereR's CMA_polypharmacy, which
 * lets each group's window start at its own first supply. Linear in the supplies times the groups of their patient. */
export const dayByDay = (
  fold: "min" | "max",
  measure: AvailableByDay,
  { dialect, gaps, windows, held }: Held,
): Sql => sql`
  WITH changes AS (${availability(measure, gaps)}),
  chosen AS (SELECT h.*, o0, o1 FROM (${held}) h JOIN (SELECT subject AS owner, o0, o1 FROM ${windows}) USING (owner)),
  points AS (SELECT DISTINCT owner, greatest(since, o0) AS since FROM changes JOIN chosen USING (subject) WHERE since < o1 UNION SELECT owner, o0 FROM chosen),
  grid AS (SELECT g.subject, owner, o0, o1, since FROM points JOIN chosen g USING (owner)),
  found AS (SELECT owner, o0, o1, g.since, coalesce(share, 0) AS share FROM grid g ASOF LEFT JOIN changes c ON c.subject = g.subject AND c.since <= g.since),
  days AS (SELECT owner, o0, o1, since, ${fold === "min" ? sql`min(share)` : sql`max(share)`} AS share FROM found GROUP BY ALL),
  stretches AS (SELECT owner, o0, o1, share, lead(since, 1, o1) OVER (PARTITION BY owner ORDER BY since) - since AS length FROM days)
  SELECT owner, ${dialect.total(sql`share * length`)} / (o1 - o0) AS value FROM stretches GROUP BY owner, o0, o1`;
