import { join, list, sql, type Sql } from "../../sql";
import { identity } from "../../ingest/encode/row-columns";
import { spelled, table } from "../schema";
import { clashes, held, mark, order, repeats, statements, versions } from "./relations";
import type { Rule } from "./rule";

const roleColumns = sql`type, subject, occurred_at, recorded_by, source, item, unit, reason, dose, per_day, days_supply, value, until_day, names_space, names_key`;

/** The least of a value among rows of one id at one position of one topic whose roles say the same: they are one record, even where a later export of it has other columns. */
const sameRecord = (value: Sql): Sql =>
  sql`CASE WHEN lane IS NULL OR pos IS NULL THEN ${value} ELSE min(${value}) OVER (PARTITION BY space, key, ordinal, lane, pos, ${roleColumns}) END`;

/** What tells versions of an event apart, orders them and says what they name: what of a row goes on from here. */
const decisive = sql`segment, row, space, key, ordinal, content, type, source, source_name, lane, lane_name, pos, occurred_at, recorded_at, names_space, names_key, clashing`;

/** A version's rank under a rule: it takes the place of one before it whose rank is not lower. */
function rankOf(rule: Rule): Sql {
  if (rule.by === "latest") return sql`0::BIGINT`;
  if (rule.by === "first") return sql`version`;
  const places = rule.sources.map((source, i) => sql`WHEN ${source} THEN ${i}`);
  return sql`CASE source_name ${join(places, " ")} ELSE ${rule.sources.length} END::BIGINT`;
}

const before = (partition: Sql): Sql =>
  sql`OVER (PARTITION BY ${partition} ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
const after = (partition: Sql): Sql =>
  sql`OVER (PARTITION BY ${partition} ORDER BY ${order} ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)`;

const event = sql`space, key, ordinal`;
const position = sql`source, lane, pos`;

/** Rows of one id by their contents; a duplicate keeps the earliest recording. A version holds from its own recorded_at until another takes its place, by the rule; where none does, from and until are the same.
 * What a row of another id at the same position says is a contradiction too: of two such events the one that holds by the rule ends the other. */
export const versionSteps = (all: Sql, rule: Rule, retractions: readonly string[]): Sql[] => [
  sql`CREATE OR REPLACE TABLE ${versions} AS
    WITH places AS (
      SELECT segment, row FROM ${all} WHERE ${mark(sql`space`, sql`key`)} IN (SELECT mark FROM ${repeats})
      UNION SELECT segment, row FROM ${table("corrections")}
      UNION SELECT a.segment, a.row FROM ${all} a JOIN ${clashes} p ON p.lane = a.lane AND p.pos = a.pos AND p.source IS NOT DISTINCT FROM a.source),
    involved AS MATERIALIZED (SELECT a.* FROM ${all} a SEMI JOIN places p ON p.row = a.row AND p.segment = a.segment),
    named AS (
      SELECT a.*, ${spelled}, c.space AS names_space, c.key AS names_key, t.text AS lane_name, s.text AS source_name, p.pos IS NOT NULL AS clashing
      FROM involved a LEFT JOIN ${table("corrections")} c ON c.segment = a.segment AND c.row = a.row
        LEFT JOIN ${clashes} p ON p.lane = a.lane AND p.pos = a.pos AND p.source IS NOT DISTINCT FROM a.source
        LEFT JOIN ${table("terms")} t ON t.key = a.lane LEFT JOIN ${table("terms")} s ON s.key = a.source),
    counted AS (SELECT *, CASE WHEN kind = ${identity.content} THEN row_number() OVER (PARTITION BY space, key, segment ORDER BY row) ELSE 1 END AS ordinal FROM named),
    placed AS (SELECT *, ${sameRecord(sql`content`)} AS placed FROM counted),
    alike AS (SELECT *, min(placed) OVER (PARTITION BY ${event}, content) AS alike FROM placed),
    meant AS (SELECT *, ${sameRecord(sql`alike`)} AS meant FROM alike)
    SELECT ${decisive}, row_number() OVER (PARTITION BY ${event}, meant ORDER BY ${order}) AS copy FROM meant`,
  sql`CREATE OR REPLACE TABLE ${held} AS
    WITH numbered AS (SELECT *, row_number() OVER (PARTITION BY ${event} ORDER BY ${order}) AS version FROM ${versions} WHERE copy = 1),
    ranked AS (SELECT *, ${rankOf(rule)} AS rank FROM numbered),
    taken AS (SELECT *, rank <= coalesce(min(rank) ${before(event)}, rank) AS holds FROM ranked)
    SELECT *, CASE WHEN holds THEN min(CASE WHEN holds THEN recorded_at END) ${after(event)} ELSE recorded_at END AS until,
      version > 1 OR (clashing AND row_number() OVER (PARTITION BY ${position} ORDER BY ${order}) > 1) AS contradicts,
      type IN (SELECT key FROM ${table("terms")} WHERE text IN ${list(retractions)}) AS withdraws
    FROM taken`,
  sql`CREATE OR REPLACE TABLE ${statements} AS
    WITH there AS (
      SELECT *, row_number() OVER (PARTITION BY ${position} ORDER BY ${order}) AS nth FROM ${held} WHERE clashing),
    ranked AS (SELECT * REPLACE (${rule.by === "first" ? sql`nth` : sql`rank`} AS rank) FROM there),
    best AS (SELECT *, rank <= coalesce(min(rank) ${before(position)}, rank) AS wins FROM ranked),
    met AS (SELECT *, last_value(CASE WHEN wins THEN {'space': space, 'key': key, 'segment': segment, 'row': row} END IGNORE NULLS) ${before(position)} AS prior FROM best)
    SELECT segment, row, space, key, names_space, names_key, withdraws, recorded_at AS since, until FROM ${held} WHERE holds AND names_key IS NOT NULL
    UNION ALL
    SELECT segment, row, space, key, prior.space, prior.key, FALSE, recorded_at, until FROM met WHERE wins AND prior IS NOT NULL AND (prior.space <> space OR prior.key <> key)
    UNION ALL
    SELECT prior.segment, prior.row, prior.space, prior.key, space, key, FALSE, recorded_at, NULL FROM met WHERE NOT wins AND (prior.space <> space OR prior.key <> key)`,
];
