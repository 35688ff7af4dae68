import type { Mapping } from "../ingest/mapping/mapping";
import { and, id, join, none, sql, type Sql } from "../sql";
import { longest, terms, type Held, type Slot } from "./dictionaries";
import { identity, names, received, table } from "./schema";
import { integral, numberOf, offsetAt, textOf, timeOf, wholeOf, type Staged, type Zones } from "./typed";

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

const mentioned = (mapping: Mapping): Set<string> => {
  const used = new Set(mapping.id);
  for (const part of [...Object.values(mapping), ...Object.values(mapping.traits)])
    if (typeof part === "object" && "from" in part && Array.isArray(part.from))
      for (const name of part.from) used.add(name);
  return used;
};

/** A hash of texts by name, in no order, absent = null: a file that lacks a column says the same as one where it is empty. */
const named = (texts: readonly (readonly [string, Sql])[]): Sql =>
  texts.reduce(
    (all, [name, text]) => sql`xor(${all}, CASE WHEN ${text} IS NULL THEN 0::UBIGINT ELSE hash(${name}, ${text}) END)`,
    sql`0::UBIGINT`,
  );

/** Traits and what no role needs tell equal events from different ones, too. */
function otherContent(staged: Staged, mapping: Mapping): Sql {
  const used = mentioned(mapping);
  const others = [...staged.keys()].filter((name) => !used.has(name));
  return named([
    ...others.map((name) => [name, sql`${id(name)}::VARCHAR`] as const),
    ...Object.entries(mapping.traits).map(([name, ref]) => [`trait ${name}`, textOf(staged, ref)] as const),
  ]);
}

/** The two halves of a key: hashed text needs both, a whole number stays itself beside its id space. */
type Key = { space: Sql; key: Sql };
const hashed = (...values: Sql[]): Key => ({
  space: sql`(hash(${join(values)}) >> 2)::BIGINT`,
  key: sql`(hash(${join(values.toReversed())}, 1) >> 1)::BIGINT`,
});

function keyOf(staged: Staged, columns: readonly string[], mapping: Mapping): Key & { given: Sql } {
  const idSpace = mapping.idSpace === "" ? sql`0::BIGINT` : sql`(hash(${mapping.idSpace}) >> 34)::BIGINT`;
  const [only, ...more] = columns;
  const type = only === undefined ? undefined : staged.get(only);
  if (only === undefined || columns.some((name) => !staged.has(name)))
    return { given: sql`FALSE`, space: sql`NULL::BIGINT`, key: sql`NULL::BIGINT` };
  if (more.length === 0 && type !== undefined && integral.test(type))
    return { given: sql`${id(only)} IS NOT NULL`, space: idSpace, key: sql`${id(only)}::BIGINT` };
  const texts = columns.map((name) => textOf(staged, { from: [name] }));
  const wide = hashed(sql`${mapping.idSpace}`, ...texts);
  const given = and(texts.map((text) => sql`${text} IS NOT NULL`));
  if (more.length > 0) return { given, ...wide };
  const number = sql`TRY_CAST(${join(texts)} AS BIGINT)`;
  const plain = sql`coalesce(${number}::VARCHAR = ${join(texts)}, FALSE)`;
  return {
    given,
    space: sql`CASE WHEN ${plain} THEN ${idSpace} ELSE ${wide.space} END`,
    key: sql`CASE WHEN ${plain} THEN ${number} ELSE ${wide.key} END`,
  };
}

/** What the staged columns say, under names of our own. */
function readQuery(staged: Staged, mapping: Mapping, all: readonly Held[], stage: Sql, firstRow: number): Sql {
  const [at, recorded, until] = [
    timeOf(staged, mapping.occurredAt),
    timeOf(staged, mapping.recordedAt),
    timeOf(staged, mapping.until),
  ];
  const numbers = amounts.map((name) => [name, numberOf(staged, mapping[name], called[name], limits[name])] as const);
  const key = keyOf(staged, mapping.id, mapping);
  const corrects = keyOf(
    staged,
    mapping.corrects && "from" in mapping.corrects
      ? mapping.corrects.from
          .filter((name) => staged.has(name))
          .slice(0, 1)
          .flatMap((name) => [...mapping.id.slice(0, -1), name])
      : [],
    mapping,
  );
  const columns: Sql[] = [
    sql`(rowid + ${firstRow})::INTEGER AS row`,
    ...all.flatMap((held) => (held.kind === "column" ? [sql`${held.raw} AS ${id(`raw ${held.slot}`)}`] : [])),
    sql`${at.at} AS moment, ${at.bare} AS bare, ${at.wall} AS wall, ${at.given} AS timed`,
    sql`${recorded.at} AS recorded_moment, ${recorded.bare} AS recorded_bare, ${recorded.given} AS recorded_given`,
    sql`${until.at} AS until_moment, ${until.bare} AS until_bare, ${until.wall} AS until_wall, (${until.given}) AS until_given`,
    ...numbers.map(([name, { value }]) => sql`${value} AS ${id(name)}`),
    sql`CASE ${join(
      numbers.map(([, { wrong }]) => wrong),
      " ",
    )} WHEN FALSE THEN NULL::VARCHAR END AS wrong_number`,
    sql`${wholeOf(staged, mapping.partition, sql`INTEGER`)} AS part, ${wholeOf(staged, mapping.offset, sql`BIGINT`)} AS pos`,
    sql`CASE WHEN ${corrects.given} THEN ${corrects.space} END AS corrects_space, CASE WHEN ${corrects.given} THEN ${corrects.key} END AS corrects`,
    sql`CASE WHEN ${key.given} THEN ${key.space} END AS id_space, CASE WHEN ${key.given} THEN ${key.key} END AS id_key`,
    sql`${otherContent(staged, mapping)} AS other`,
  ];
  return sql`SELECT ${join(columns, ",\n  ")} FROM ${stage}`;
}

const keyed = (slot: Slot, mapping: Mapping): Sql =>
  slot === "subject"
    ? sql`(SELECT key, id AS text FROM ${table("subjects")} WHERE namespace = ${mapping.namespace})`
    : table("terms");

/** What a slot adds to a row: its key (zones: their place in the list) and the hash of its text; joined by what was read. */
function slotOf(held: Held, mapping: Mapping, zones: Zones): { columns: Sql[]; join: Sql[] } {
  const { slot } = held;
  const [key, hash] = [id(slot), id(`hash ${slot}`)];
  if (held.kind === "absent")
    return { columns: [sql`NULL::INTEGER AS ${key}`, sql`NULL::UBIGINT AS ${hash}`], join: [] };
  const found =
    slot === "zoneColumn"
      ? sql`SELECT raw, hash, CASE text ${join(
          zones.map(({ name }, i) => sql`WHEN ${name} THEN ${i}`),
          " ",
        )} END AS key FROM ${held.dictionary}`
      : sql`SELECT raw, hash, k.key FROM ${held.dictionary} d LEFT JOIN ${keyed(slot, mapping)} k ON k.text = d.text ${slot === "type" ? sql`AND length(d.text) <= ${longest}` : none}`;
  const alias = id(`d ${slot}`);
  return {
    columns: [sql`${alias}.key::INTEGER AS ${key}`, sql`${alias}.hash AS ${hash}`],
    join: [
      sql`LEFT JOIN (${found}) AS ${alias} ON ${held.kind === "constant" ? sql`TRUE` : sql`${alias}.raw = r.${id(`raw ${slot}`)}`}`,
    ],
  };
}

/** Every staged row, typed and keyed, with what is wrong with it. The first of `zones` is the mapping's own. */
function rowsQuery(
  staged: Staged,
  mapping: Mapping,
  all: readonly Held[],
  stage: Sql,
  zones: Zones,
  firstRow: number,
  segment: number,
): Sql {
  const ahead = (at: Sql) => offsetAt(zones, id("zoneColumn"), at);
  const shifted = (at: Sql, by: Sql) => sql`make_timestamp(epoch_us(${at}) + (${by}))`;
  const back = (date: Sql, at: Sql) => shifted(sql`${date}::TIMESTAMP`, sql`-(${ahead(at)})`);
  const local = (at: Sql) =>
    zones.every(({ name }) => name === "UTC") ? sql`(${at})::DATE` : sql`${shifted(at, ahead(at))}::DATE`;
  const joined = all.map((held) => slotOf(held, mapping, zones));
  const said = [
    ...[...terms, "subject"].filter((slot) => slot !== "topic").map((slot) => id(`hash ${slot}`)),
    sql`occurred_at, dose, "perDay", "daysSupply", "value", until_day, corrects_space, corrects, other`,
  ];
  const content = hashed(...said);
  const position = hashed(sql`"hash source"`, sql`"hash topic"`, sql`part`, sql`pos`);
  const positioned = sql`"hash topic" IS NOT NULL AND part IS NOT NULL AND pos IS NOT NULL`;
  const chosen = (half: "space" | "key") =>
    sql`CASE WHEN id_key IS NOT NULL THEN ${id(`id_${half}`)} WHEN ${positioned} THEN ${position[half]} ELSE ${content[half]} END`;
  return sql`
    WITH read AS (${readQuery(staged, mapping, all, stage, firstRow)}),
    keyed AS (SELECT r.*, ${join(joined.flatMap(({ columns }) => columns))} FROM read r ${join(
      joined.flatMap((slot) => slot.join),
      "\n      ",
    )}),
    guessed AS (SELECT *, ${back(sql`bare`, sql`bare::TIMESTAMP`)} AS guess, ${back(sql`recorded_bare`, sql`recorded_bare::TIMESTAMP`)} AS recorded_guess FROM keyed),
    timed AS (
      SELECT *, coalesce(moment, ${back(sql`bare`, sql`guess`)}) AS occurred_at, coalesce(recorded_moment, ${back(sql`recorded_bare`, sql`recorded_guess`)}) AS recorded_given_at,
        coalesce(until_bare, (until_wall - INTERVAL 1 microsecond)::DATE, ${local(sql`(until_moment - INTERVAL 1 microsecond)`)}) AS until_day
      FROM guessed)
    SELECT *, ${segment}::INTEGER AS segment,
      coalesce(bare, wall::DATE, ${local(sql`occurred_at`)}) AS day,
      coalesce(recorded_given_at, occurred_at) AS recorded_at, recorded_given_at IS NULL AS recorded_assumed,
      ${chosen("space")} AS space, ${chosen("key")} AS key,
      CASE WHEN id_key IS NOT NULL THEN ${identity.id} WHEN ${positioned} THEN ${identity.position} ELSE ${identity.content} END AS kind,
      (hash(${join(said)}) >> 32)::UINTEGER AS content,
      CASE WHEN "hash subject" IS NULL THEN 'no patient' WHEN "hash type" IS NULL THEN 'no event type'
        WHEN NOT timed THEN 'no time' WHEN occurred_at IS NULL THEN 'time not understood'
        WHEN occurred_at < TIMESTAMP '1800-01-01' OR occurred_at >= TIMESTAMP '2300-01-01' THEN 'time out of range (1800 to 2300)'
        WHEN recorded_given AND recorded_given_at IS NULL THEN 'recorded time not understood'
        WHEN recorded_given_at < TIMESTAMP '1800-01-01' OR recorded_given_at >= TIMESTAMP '2300-01-01' THEN 'recorded time out of range (1800 to 2300)'
        WHEN until_given AND until_day IS NULL THEN 'end time not understood'
        WHEN subject IS NULL OR "type" IS NULL THEN ${`text longer than ${longest.toLocaleString("en-GB")} characters`}
        ELSE wrong_number END AS wrong
    FROM timed`;
}

/** The statements that take a staged batch in: rows into `incoming`, the rest into `quarantine` with its reason, and `traits` of the rows that came in. */
export function takeIn(
  staged: Staged,
  mapping: Mapping,
  all: readonly Held[],
  stage: Sql,
  zones: Zones,
  batch: { firstRow: number; segment: number },
): { good: Sql; bad: Sql; traits: Sql | null } {
  const rows = rowsQuery(staged, mapping, all, stage, zones, batch.firstRow, batch.segment);
  const quarantine = table("quarantine");
  const traits = Object.entries(mapping.traits).map(
    ([name, ref]) =>
      sql`SELECT ${batch.segment}, (rowid + ${batch.firstRow})::INTEGER AS row, ${name}, ${textOf(staged, ref)} AS value FROM ${stage} WHERE ${textOf(staged, ref)} IS NOT NULL`,
  );
  return {
    good: sql`INSERT INTO ${table("incoming")} (${names(received)})
      SELECT segment, row, space, key, kind, content, "type", subject, occurred_at, recorded_at, recorded_assumed, day, "recordedBy", source, topic,
        part, pos, corrects_space, corrects, item, unit, reason, dose, "perDay", "daysSupply", "value", until_day FROM (${rows}) WHERE wrong IS NULL`,
    bad: sql`INSERT INTO ${quarantine} SELECT segment, row, wrong FROM (${rows}) WHERE wrong IS NOT NULL`,
    traits:
      traits.length === 0
        ? null
        : sql`INSERT INTO ${table("traits")} FROM (${join(traits, " UNION ALL ")}) WHERE row NOT IN (SELECT q.row FROM ${quarantine} q WHERE q.segment = ${batch.segment})`,
  };
}
