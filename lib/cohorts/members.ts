import { and, join, sql, type Sql } from "../sql";
import type { Cohort, Entry, Exit, Period } from "./cohort";
import { holds, meant, type CohortGround, type Trial } from "./criteria";

/** A cohort worked out: everybody who entered, with the number of the first criterion that did not hold (`lost`, null for members), and those who stayed. Both (n, subject, index_day, from_day, to_day), n counting entries from 0 by patient and day; `members` are observed until they leave the cohort. */
export type Worked = { candidates: Sql; members: Sql };

const numbered = (rows: Sql): Sql =>
  sql`SELECT (row_number() OVER (ORDER BY subject, index_day) - 1)::BIGINT AS n, subject, index_day, from_day, to_day FROM (${rows})`;

async function byEvent(ground: CohortGround, { event, which, n }: Extract<Entry, { kind: "event" }>): Promise<Sql> {
  const events = sql`FROM ${ground.known} e JOIN ${ground.observed} o ON o.subject = e.subject WHERE ${await meant(ground, event)} AND e.day BETWEEN o.from_day AND o.to_day`;
  const days = {
    first: sql`SELECT e.subject, min(e.day) AS index_day ${events} GROUP BY e.subject`,
    last: sql`SELECT e.subject, max(e.day) AS index_day ${events} GROUP BY e.subject`,
    every: sql`SELECT DISTINCT e.subject, e.day AS index_day ${events}`,
    nth: sql`SELECT e.subject, e.day AS index_day ${events} QUALIFY row_number() OVER (PARTITION BY e.subject ORDER BY e.day) = ${n}`,
  }[which];
  return sql`SELECT d.subject, d.index_day, o.from_day, o.to_day FROM (${days}) d JOIN ${ground.observed} o ON o.subject = d.subject`;
}

/** Entries whose day lies in a period. */
function inPeriod(entered: Sql, { from, until }: Period): Sql {
  const limits = [
    ...(from === undefined ? [] : [sql`index_day >= ${from}::DATE`]),
    ...(until === undefined ? [] : [sql`index_day <= ${until}::DATE`]),
  ];
  return limits.length === 0 ? entered : sql`SELECT * FROM (${entered}) WHERE ${and(limits)}`;
}

/** Entries of the first cohort that a patient is in; of an intersection or a difference, those of the first cohort. */
async function byCohorts(ground: CohortGround, { kind, of }: Exclude<Entry, { kind: "event" }>): Promise<Sql> {
  const members: Sql[] = [];
  for (const one of of) members.push((await worked(ground, one)).members);
  const [first = sql`NULL`, ...others] = members;
  const columns = sql`subject, index_day, from_day, to_day`;
  if (kind === "union") {
    const all = members.map((own, place) => sql`SELECT ${columns}, ${place} AS place FROM ${own}`);
    return sql`SELECT ${columns} FROM (${join(all, " UNION ALL ")}) QUALIFY place = min(place) OVER (PARTITION BY subject)`;
  }
  const having = others.map(
    (own) => sql`subject ${kind === "difference" ? sql`NOT IN` : sql`IN`} (SELECT subject FROM ${own})`,
  );
  return sql`SELECT ${columns} FROM ${first} WHERE ${and(having)}`;
}

/** Members with the day on which each leaves: the end of observation, or sooner what ends membership. */
async function leaving(ground: CohortGround, members: Sql, { event, days, gap }: Exit): Promise<Sql> {
  const ends: Sql[] = [sql`to_day`];
  const joins: Sql[] = [];
  if (days !== undefined) ends.push(sql`index_day + ${days}`);
  if (event) {
    joins.push(sql`LEFT JOIN (SELECT m.n, min(e.day) AS left_day FROM ${ground.known} e JOIN ${members} m ON m.subject = e.subject
      WHERE ${await meant(ground, event)} AND e.day > m.index_day GROUP BY m.n) USING (n)`);
    ends.push(sql`coalesce(left_day, to_day)`);
  }
  if (gap) {
    joins.push(sql`LEFT JOIN (${await firstGap(ground, members, gap)}) USING (n)`);
    ends.push(sql`coalesce(covered_day, to_day)`);
  }
  return sql`SELECT n, subject, index_day, from_day, least(${join(ends)}) AS to_day FROM ${members} ${join(joins, " ")}`;
}

/** The last day covered before the first stretch of more than so many days that nothing covers (n, covered_day). */
async function firstGap(ground: CohortGround, members: Sql, { event, days }: NonNullable<Exit["gap"]>): Promise<Sql> {
  return sql`SELECT n, min(covered) AS covered_day FROM (
      SELECT n, to_day, max(until) OVER (PARTITION BY n ORDER BY day, until ROWS UNBOUNDED PRECEDING) AS covered, lead(day) OVER (PARTITION BY n ORDER BY day, until) AS next_day
      FROM (
        SELECT m.n, m.to_day, e.day, greatest(e.day, coalesce(e.until_day, e.day + (ceil(greatest(e.days_supply, 1)) - 1)::INTEGER, e.day)) AS until
        FROM ${ground.known} e JOIN ${members} m ON m.subject = e.subject WHERE ${await meant(ground, event)} AND e.day BETWEEN m.index_day AND m.to_day
        UNION ALL SELECT n, to_day, index_day AS day, index_day AS until FROM ${members}))
    WHERE coalesce(next_day - 1, to_day) - covered > ${days} GROUP BY n`;
}

/** Works a cohort out. Criteria are tried in their order on everybody who entered. Cost: linear in the events for each criterion and part of the exit; what was worked out before is not computed again. */
export async function worked(ground: CohortGround, cohort: Cohort): Promise<Worked> {
  const { entry, criteria, exit, name } = cohort;
  const entered = entry.kind === "event" ? await byEvent(ground, entry) : await byCohorts(ground, entry);
  const candidates = await ground.keep(numbered(inPeriod(entered, entry)), "entered");
  const trial: Trial = { ground, candidates, cohort: name, anchors: new Map() };
  const held: Sql[] = [];
  for (const criterion of criteria) held.push(await holds(trial, criterion));
  const failing = held.map((one, i) => sql`WHEN NOT ${one} THEN ${i + 1}`);
  const lost = failing.length === 0 ? sql`NULL::INTEGER` : sql`CASE ${join(failing, " ")} END`;
  const tried = await ground.keep(sql`SELECT c.*, ${lost} AS lost FROM ${candidates} c`, "tried");
  const stayed = sql`(SELECT n, subject, index_day, from_day, to_day FROM ${tried} WHERE lost IS NULL)`;
  const members = await ground.keep(await leaving(ground, stayed, exit), "stayed");
  return { candidates: tried, members };
}
