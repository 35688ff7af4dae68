import { traitPart } from "../ingest/encode/encoded";
import type { Mapping } from "../ingest/mapping/mapping";
import { slots } from "../ingest/mapping/slots";
import { and, id, join, sql, type Sql } from "../sql";
import { correctsColumns, hashed, keyOf } from "./keys";
import { flagsOf, identity, incoming, names, received, table } from "./schema";
import { numberOf, offsetAt, raw, timeOf, wholeOf, type Staged, type Zones } from "./typed";
import { longest, wordsOf, type Parts } from "./words";

const amounts = ["dose", "perDay", "daysSupply", "value"] as const;
const limits: Record<(typeof amounts)[number], readonly [number | null, number | null]> = {
  dose: [0, null],
  perDay: [0, 1000],
  daysSupply: [0, 36_500],
  value: [null, null],
};
const called: Record<(typeof amounts)[number], string> = {
  dose: "dose",
  perDay: "doses per day",
  daysSupply: "days supplied",
  value: "value",
};

const keyed = [...slots, "lane"] as const;

/** What the staged columns say, under names of our own. */
function readQuery(staged: Staged, mapping: Mapping, parts: Parts, stage: Sql, firstRow: number): Sql {
  const [at, recorded, until] = [
    timeOf(staged, mapping.occurredAt),
    timeOf(staged, mapping.recordedAt),
    timeOf(staged, mapping.until),
  ];
  const numbers = amounts.map((name) => [name, numberOf(staged, mapping[name], called[name], limits[name])] as const);
  const key = keyOf(staged, mapping.id, mapping);
  const corrects = keyOf(staged, correctsColumns(staged, mapping), mapping);
  const columns: Sql[] = [
    sql`(rowid + ${firstRow})::INTEGER AS row`,
    ...keyed.filter((name) => parts.has(name)).map((name) => id(`code ${name}`)),
    sql`${at.at} AS moment, ${at.bare} AS bare, ${at.wall} AS wall, ${at.given} AS timed`,
    sql`${recorded.at} AS recorded_moment, ${recorded.bare} AS recorded_bare, ${recorded.given} AS recorded_given`,
    sql`${until.at} AS until_moment, ${until.bare} AS until_bare, ${until.wall} AS until_wall, (${until.given}) AS until_given`,
    ...numbers.map(([name, { value }]) => sql`${value} AS ${id(name)}`),
    sql`${and(numbers.map(([, { fine }]) => fine))} AS numbers_fine`,
    sql`CASE ${join(
      numbers.map(([, { wrong }]) => wrong),
      " ",
    )} WHEN FALSE THEN NULL::VARCHAR END AS wrong_number`,
    sql`${wholeOf(staged, mapping.offset, sql`BIGINT`)} AS pos`,
    sql`CASE WHEN ${corrects.given} THEN ${corrects.space} END AS corrects_space, CASE WHEN ${corrects.given} THEN ${corrects.key} END AS corrects`,
    sql`CASE WHEN ${key.given} THEN ${key.space} END AS id_space, CASE WHEN ${key.given} THEN ${key.key} END AS id_key`,
    sql`other`,
  ];
  return sql`SELECT ${join(columns, ",\n  ")} FROM ${stage}`;
}

/** What a part adds to a row: its key (zones: their place in the list) and, where a position needs it, the hash of its word. */
function partOf(name: (typeof keyed)[number], parts: Parts, zones: Zones): { columns: Sql[]; join: Sql[] } {
  const hashes = name === "source" || name === "lane" ? [id(`hash ${name}`)] : [];
  if (!parts.has(name))
    return {
      columns: [
        sql`NULL::INTEGER AS ${id(name)}`,
        sql`NULL::INTEGER AS ${id(`code ${name}`)}`,
        ...hashes.map((hash) => sql`NULL::UBIGINT AS ${hash}`),
      ],
      join: [],
    };
  const alias = id(`w ${name}`);
  const key =
    name === "zoneColumn"
      ? sql`CASE ${alias}.text ${join(
          zones.map(({ name: zone }, i) => sql`WHEN ${zone} THEN ${i}`),
          " ",
        )} END`
      : sql`${alias}.key`;
  return {
    columns: [sql`${key}::INTEGER AS ${id(name)}`, ...hashes.map((hash) => sql`${alias}.hash AS ${hash}`)],
    join: [sql`LEFT JOIN ${wordsOf(parts, name)} AS ${alias} ON ${alias}.code = r.${id(`code ${name}`)}`],
  };
}

/** Every staged row, typed and keyed. The first of `zones` is the mapping's own. */
function rowsQuery(
  staged: Staged,
  mapping: Mapping,
  parts: Parts,
  stage: Sql,
  zones: Zones,
  { firstRow, segment }: Place,
): Sql {
  const ahead = (at: Sql) => offsetAt(zones, id("zoneColumn"), at);
  const shifted = (at: Sql, by: Sql) => sql`make_timestamp(epoch_us(${at}) + (${by}))`;
  const back = (date: Sql, at: Sql) => shifted(sql`${date}::TIMESTAMP`, sql`-(${ahead(at)})`);
  const local = (at: Sql) =>
    zones.every(({ name }) => name === "UTC") ? sql`(${at})::DATE` : sql`${shifted(at, ahead(at))}::DATE`;
  const joined = keyed.map((name) => partOf(name, parts, zones));
  const said = [
    sql`occurred_at`,
    ...amounts.map((name) => id(name)),
    sql`until_day`,
    sql`corrects_space`,
    sql`corrects`,
    sql`other`,
  ];
  const content = hashed(...said);
  const position = hashed(sql`"hash source"`, sql`"hash lane"`, sql`pos`);
  const positioned = sql`"hash lane" IS NOT NULL AND pos IS NOT NULL`;
  const chosen = (half: "space" | "key") =>
    sql`CASE WHEN id_key IS NOT NULL THEN ${id(`id_${half}`)} WHEN ${positioned} THEN ${position[half]} ELSE ${content[half]} END`;
  return sql`
    WITH read AS (${readQuery(staged, mapping, parts, stage, firstRow)}),
    keyed AS (SELECT r.*, ${join(joined.flatMap(({ columns }) => columns))} FROM read r ${join(
      joined.flatMap((part) => part.join),
      "\n      ",
    )}),
    guessed AS (SELECT *, ${back(sql`bare`, sql`bare::TIMESTAMP`)} AS guess, ${back(sql`recorded_bare`, sql`recorded_bare::TIMESTAMP`)} AS recorded_guess FROM keyed),
    timed AS (
      SELECT *, coalesce(moment, ${back(sql`bare`, sql`guess`)}) AS occurred_at, coalesce(recorded_moment, ${back(sql`recorded_bare`, sql`recorded_guess`)}) AS recorded_given_at,
        coalesce(until_bare, (until_wall - INTERVAL 1 microsecond)::DATE, ${local(sql`(until_moment - INTERVAL 1 microsecond)`)}) AS until_day
      FROM guessed),
    clocked AS (SELECT *, coalesce(recorded_given_at, occurred_at) AS recorded_at FROM timed)
    SELECT *, ${segment}::INTEGER AS segment,
      coalesce(bare, wall::DATE, ${local(sql`occurred_at`)}) AS day,
      ${seconds(sql`occurred_at`)} AS occurred_s, ${seconds(sql`recorded_at`)} AS recorded_s,
      ${micros(sql`occurred_at`)} * ${second} + ${micros(sql`recorded_at`)} AS micros,
      ${chosen("space")} AS space, ${chosen("key")} AS key,
      ${flagsOf(sql`CASE WHEN id_key IS NOT NULL THEN ${identity.id} WHEN ${positioned} THEN ${identity.position} ELSE ${identity.content} END`, sql`recorded_given_at IS NULL`)} AS flags,
      (hash(${join(said)}) >> 32)::UINTEGER AS content
    FROM clocked`;
}

const second = 1_000_000;
const micros = (at: Sql): Sql => sql`((epoch_us(${at}) % ${second} + ${second}) % ${second})`;
const seconds = (at: Sql): Sql => sql`(epoch_us(${at}) - ${micros(at)}) // ${second}`;

const [earliest, end] = [sql`TIMESTAMP '1800-01-01'`, sql`TIMESTAMP '2300-01-01'`];

/** What a row must have to be admitted. */
const fine = and([
  sql`subject IS NOT NULL AND "type" IS NOT NULL`,
  sql`coalesce(occurred_at >= ${earliest} AND occurred_at < ${end}, FALSE)`,
  sql`NOT recorded_given OR coalesce(recorded_given_at >= ${earliest} AND recorded_given_at < ${end}, FALSE)`,
  sql`NOT until_given OR until_day IS NOT NULL`,
  sql`numbers_fine`,
]);

/** What is wrong with one that has not. */
const wrong = sql`CASE WHEN "code subject" IS NULL THEN 'no patient' WHEN "code type" IS NULL THEN 'no event type'
  WHEN NOT timed THEN 'no time' WHEN occurred_at IS NULL THEN 'time not understood'
  WHEN occurred_at < ${earliest} OR occurred_at >= ${end} THEN 'time out of range (1800 to 2300)'
  WHEN recorded_given AND recorded_given_at IS NULL THEN 'recorded time not understood'
  WHEN recorded_given_at < ${earliest} OR recorded_given_at >= ${end} THEN 'recorded time out of range (1800 to 2300)'
  WHEN until_given AND until_day IS NULL THEN 'end time not understood'
  WHEN subject IS NULL OR "type" IS NULL THEN ${`text longer than ${longest.toLocaleString("en-GB")} characters`}
  ELSE wrong_number END`;

const read: Partial<Record<keyof typeof received, string>> = {
  recorded_by: "recordedBy",
  per_day: "perDay",
  days_supply: "daysSupply",
};
const isColumn = (name: string): name is keyof typeof received => Object.hasOwn(received, name);

/** Where a batch lies: its segment, and the number of its first row there. */
type Place = { firstRow: number; segment: number };

/** The statements that take a staged batch in: rows into `incoming`, the rest into `quarantine` with its reason; and of the rows that came in, their `traits` and what they correct. */
export function takeIn(
  staged: Staged,
  mapping: Mapping,
  parts: Parts,
  stage: Sql,
  zones: Zones,
  place: Place,
): { good: Sql; bad: Sql; traits: Sql; corrections: Sql } {
  const rows = rowsQuery(staged, mapping, parts, stage, zones, place);
  const naming = correctsColumns(staged, mapping).map((name) => sql`${raw(name)} IS NOT NULL`);
  const correcting = rowsQuery(staged, mapping, parts, sql`${stage} WHERE ${and(naming)}`, zones, place);
  const quarantine = table("quarantine");
  const traits = Object.keys(mapping.traits).map(
    (name) =>
      sql`SELECT ${place.segment}, (s.rowid + ${place.firstRow})::INTEGER AS row, ${name}, w.text AS value FROM ${stage} s JOIN ${wordsOf(parts, traitPart(name))} w ON w.code = ${id("s", `code ${traitPart(name)}`)}`,
  );
  const columns = Object.keys(received).map((name) => id((isColumn(name) && read[name]) || name));
  return {
    good: sql`INSERT INTO ${incoming} (${names(received)}) SELECT ${join(columns)} FROM (${rows}) WHERE ${fine}`,
    bad: sql`INSERT INTO ${quarantine} SELECT segment, row, ${wrong} FROM (${rows}) WHERE NOT (${fine})`,
    traits: sql`INSERT INTO ${table("traits")} FROM (${join(traits, " UNION ALL ")}) WHERE row NOT IN (SELECT q.row FROM ${quarantine} q WHERE q.segment = ${place.segment})`,
    corrections: sql`INSERT INTO ${table("corrections")} SELECT segment, row, corrects_space, corrects FROM (${correcting}) WHERE corrects IS NOT NULL AND ${fine}`,
  };
}
