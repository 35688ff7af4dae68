import { decode } from "../engine/decode";
import type { Engine } from "../engine/engine";
import type { Mapping } from "../ingest/mapping/mapping";
import { transitions, validZone, type Transition } from "../ingest/zones";
import { and, id, join, sql, type Sql } from "../sql";
import { identity, names, received, scratch, table } from "./schema";
import { numberOf, offsetAt, textOf, timeOf, type Staged } from "./typed";

const texts = ["type", "subject", "recordedBy", "source", "topic", "item", "unit", "reason"] as const;
const terms = ["type", "recordedBy", "source", "topic", "item", "unit", "reason"] as const;
const amounts = ["dose", "perDay", "daysSupply", "value"] as const;
const most: Record<(typeof amounts)[number], Sql> = {
  dose: sql`>= 0`,
  perDay: sql`BETWEEN 0 AND 1000`,
  daysSupply: sql`BETWEEN 0 AND 36500`,
  value: sql`IS NOT NULL`,
};
const called: Record<(typeof amounts)[number], string> = { dose: "dose", perDay: "doses per day", daysSupply: "days supplied", value: "value" };
const [stage, typed, dated] = [scratch("stage"), scratch("typed"), scratch("dated")];

const mentioned = (mapping: Mapping): Set<string> => {
  const used = new Set(mapping.id);
  for (const part of [...Object.values(mapping), ...Object.values(mapping.traits)])
    if (typeof part === "object" && "from" in part && Array.isArray(part.from)) for (const name of part.from) used.add(name);
  return used;
};

/** What no role needs still tells equal events from different ones: names and texts of the other columns, in no order, absent = null. */
function otherContent(staged: Staged, mapping: Mapping): Sql {
  const used = mentioned(mapping);
  const others = [...staged.keys()].filter((name) => !used.has(name));
  if (others.length === 0) return sql`0::UBIGINT`;
  const hashes = others.map((name) => sql`coalesce(CASE WHEN ${id(name)} IS NOT NULL THEN hash(${name}, ${id(name)}::VARCHAR) END, 0::UBIGINT)`);
  return hashes.reduce((all, one) => sql`xor(${all}, ${one})`);
}

function typedQuery(staged: Staged, mapping: Mapping, firstRow: number): Sql {
  const at = timeOf(staged, mapping.occurredAt);
  const recorded = timeOf(staged, mapping.recordedAt);
  const until = timeOf(staged, mapping.until);
  const numbers = amounts.map((name) => [name, numberOf(staged, mapping[name])] as const);
  const idText = mapping.id.map((name) => (staged.has(name) ? sql`nullif(trim(${id(name)}::VARCHAR), '')` : sql`NULL::VARCHAR`));
  const offset = numberOf(staged, mapping.offset);
  const columns: Sql[] = [
    sql`(rowid + ${firstRow})::INTEGER AS row`,
    ...texts.map((name) => sql`${textOf(staged, mapping[name])} AS ${id(name)}`),
    sql`${textOf(staged, mapping.zoneColumn)} AS zone`,
    sql`${at.at} AS moment, ${at.bare} AS bare, ${at.offsetDay} AS offset_day, ${at.given} AS timed`,
    sql`${recorded.at} AS recorded_moment, ${recorded.bare} AS recorded_bare, ${recorded.given} AS recorded_given`,
    sql`${until.at} AS until_moment, ${until.bare} AS until_bare, ${until.offsetDay} AS until_offset_day, (${until.given}) AS until_given`,
    ...numbers.map(([name, { value }]) => sql`${value} AS ${id(name)}`),
    sql`CASE ${join(numbers.map(([name, { value, wrong }]) => sql`WHEN ${wrong} THEN ${`${called[name]} is not a number`} WHEN ${value} IS NOT NULL AND NOT (${value} ${most[name]}) THEN ${`${called[name]} out of range`}`), " ")} END AS wrong_number`,
    sql`TRY_CAST(${textOf(staged, mapping.partition)} AS INTEGER) AS part`,
    sql`${offset.value}::BIGINT AS pos`,
    sql`${textOf(staged, mapping.corrects)} AS corrects_text`,
    sql`${idText.length === 1 ? join(idText) : sql`NULL::VARCHAR`} AS id_text`,
    sql`${idText.length > 1 ? sql`CASE WHEN ${and(idText.map((t) => sql`${t} IS NOT NULL`))} THEN hash(${join(idText)}) END` : sql`NULL::UBIGINT`} AS id_hash`,
    sql`${idText.length > 1 ? sql`hash(${join(idText)}, 1)` : sql`NULL::UBIGINT`} AS id_hash_low`,
    sql`${otherContent(staged, mapping)} AS other`,
    ...Object.entries(mapping.traits).map(([name, ref]) => sql`${textOf(staged, ref)} AS ${id(`trait ${name}`)}`),
  ];
  return sql`CREATE OR REPLACE TABLE ${typed} AS SELECT ${join(columns, ",\n  ")} FROM ${stage}`;
}

const wide = (high: Sql, low: Sql): Sql => sql`((((${high}) >> 2)::HUGEINT * 18446744073709551616) + (${low})::HUGEINT)`;

/** The key of an id: a whole number stays itself beside its id space, other text becomes 126 bits. */
const idKey = (text: Sql, space: string): Sql => sql`CASE WHEN TRY_CAST(${text} AS BIGINT)::VARCHAR = ${text}
    THEN ${space === "" ? sql`0::HUGEINT` : sql`(hash(${space}) >> 34)::HUGEINT * 18446744073709551616`} + TRY_CAST(${text} AS BIGINT)::HUGEINT
    ELSE ${wide(sql`hash(${space}, ${text})`, sql`hash(${text}, ${space})`)} END`;

function datedQuery(mapping: Mapping, zones: ReadonlyMap<string, readonly Transition[]>, segment: number): Sql {
  const zone = zones.size === 1 ? sql`${mapping.zone}` : sql`CASE WHEN zone IN (${join([...zones.keys()])}) THEN zone ELSE ${mapping.zone} END`;
  const seconds = (at: Sql) => (zones.size === 1 && zones.has("UTC") ? sql`0` : offsetAt(zones, zone, at));
  const midnight = (date: Sql) => sql`(${date}::TIMESTAMP - to_seconds(${seconds(sql`(${date}::TIMESTAMP - to_seconds(${seconds(sql`${date}::TIMESTAMP`)}))`)}))`;
  const local = (at: Sql) => sql`(${at} + to_seconds(${seconds(at)}))::DATE`;
  const hashed = sql`type, subject, occurred_at, "recordedBy", source, item, unit, reason, dose, "perDay", "daysSupply", "value", until_day, corrects_text, other${
    Object.keys(mapping.traits).length ? join([sql``, ...Object.keys(mapping.traits).map((t) => id(`trait ${t}`))]) : sql``
  }`;
  const positioned = sql`topic IS NOT NULL AND part IS NOT NULL AND pos IS NOT NULL`;
  return sql`CREATE OR REPLACE TABLE ${dated} AS
    WITH timed AS (
      SELECT *, coalesce(moment, ${midnight(sql`bare`)}) AS occurred_at, coalesce(recorded_moment, ${midnight(sql`recorded_bare`)}) AS recorded_given_at,
        coalesce(until_bare, until_offset_day, ${local(sql`until_moment`)}) AS until_day
      FROM ${typed})
    SELECT *,
      coalesce(bare, offset_day, ${local(sql`occurred_at`)}) AS day,
      coalesce(recorded_given_at, occurred_at) AS recorded_at, recorded_given_at IS NULL AS recorded_assumed,
      CASE WHEN id_text IS NOT NULL THEN ${idKey(sql`id_text`, mapping.idSpace)}
        WHEN id_hash IS NOT NULL THEN ${wide(sql`id_hash`, sql`id_hash_low`)}
        WHEN ${positioned} THEN ${wide(sql`hash(source, topic, part, pos)`, sql`hash(pos, part, topic, source)`)}
        ELSE ${wide(sql`hash(${hashed})`, sql`hash(1, ${hashed})`)} END AS key,
      CASE WHEN id_text IS NOT NULL OR id_hash IS NOT NULL THEN ${identity.id} WHEN ${positioned} THEN ${identity.position} ELSE ${identity.content} END AS kind,
      (hash(${hashed}) >> 32)::UINTEGER AS content,
      CASE WHEN corrects_text IS NOT NULL THEN ${idKey(sql`corrects_text`, mapping.idSpace)} END AS corrects,
      ${segment} AS segment,
      CASE WHEN subject IS NULL THEN 'no patient' WHEN type IS NULL THEN 'no event type'
        WHEN NOT timed THEN 'no time' WHEN occurred_at IS NULL THEN 'time not understood'
        WHEN occurred_at < TIMESTAMP '1800-01-01' OR occurred_at >= TIMESTAMP '2300-01-01' THEN 'time out of range (1800 to 2300)'
        WHEN recorded_given AND recorded_given_at IS NULL THEN 'recorded time not understood'
        WHEN until_given AND until_day IS NULL THEN 'end time not understood'
        WHEN length(subject) > 1000 OR length(type) > 1000 THEN 'text longer than 1,000 characters'
        ELSE wrong_number END AS wrong
    FROM timed`;
}

/** Zones that the batch names, each with its transitions over the batch's span. */
async function zonesOf(engine: Engine, mapping: Mapping): Promise<Map<string, readonly Transition[]>> {
  const span = decode(
    await engine.query(sql`SELECT epoch_us(min(coalesce(moment, bare::TIMESTAMP)))::BIGINT AS low,
      epoch_us(max(greatest(coalesce(moment, bare::TIMESTAMP), coalesce(until_moment, moment, bare::TIMESTAMP))))::BIGINT AS high FROM ${typed}
      WHERE coalesce(moment, bare::TIMESTAMP) BETWEEN TIMESTAMP '1800-01-01' AND TIMESTAMP '2300-01-01'`),
    { low: "integer", high: "integer" },
  )[0];
  const named = decode(await engine.query(sql`SELECT DISTINCT zone AS name FROM ${typed} WHERE zone IS NOT NULL LIMIT 1000`), { name: "text" });
  const day = 86_400_000_000;
  const all = new Set([mapping.zone, ...named.flatMap(({ name }) => (name !== null && validZone(name) ? [name] : []))]);
  return new Map([...all].map((name) => [name, transitions(name, (span?.low ?? 0) - 2 * day, (span?.high ?? 0) + 2 * day)]));
}

const key = (column: Sql, alias: string): Sql => sql`LEFT JOIN ${table("terms")} AS ${id(alias)} ON ${id(alias)}.text = d.${column}`;

const good = sql`d.wrong IS NULL`;

function dictionaries(mapping: Mapping): Sql[] {
  const used = join(terms.map((name) => sql`SELECT DISTINCT ${id(name)} AS text FROM ${dated} d WHERE ${good}`), " UNION ");
  return [
    sql`INSERT INTO ${table("terms")} SELECT (SELECT count(*) FROM ${table("terms")}) + row_number() OVER (ORDER BY text) - 1, text
      FROM (${used}) WHERE text IS NOT NULL AND text NOT IN (SELECT text FROM ${table("terms")})`,
    sql`INSERT INTO ${table("subjects")} SELECT (SELECT count(*) FROM ${table("subjects")}) + row_number() OVER (ORDER BY subject) - 1, ${mapping.namespace}, subject
      FROM (SELECT DISTINCT subject FROM ${dated} d WHERE ${good}) WHERE subject NOT IN (SELECT id FROM ${table("subjects")} WHERE namespace = ${mapping.namespace})`,
    ...Object.entries(mapping.roles).map(
      ([type, role]) => sql`INSERT INTO ${table("roles")} SELECT key, ${role} FROM ${table("terms")} t WHERE text = ${type}
        AND NOT EXISTS (FROM ${table("roles")} r WHERE r.type = t.key)`,
    ),
  ];
}

const admitted = (mapping: Mapping): Sql => sql`INSERT INTO ${table("incoming")} (${names(received)})
  SELECT segment, row, d.key, kind, content, "t type".key, s.key, occurred_at, recorded_at, recorded_assumed, day, "t recordedBy".key, "t source".key, "t topic".key,
    part, pos, corrects, "t item".key, "t unit".key, "t reason".key, dose, "perDay", "daysSupply", "value", until_day
  FROM ${dated} d JOIN ${table("subjects")} s ON s.id = d.subject AND s.namespace = ${mapping.namespace}
  ${join(terms.map((name) => key(id(name), `t ${name}`)), "\n  ")}
  WHERE ${good}`;

const traitsOf = (mapping: Mapping): Sql[] =>
  Object.keys(mapping.traits).map((name) => sql`INSERT INTO ${table("traits")} SELECT segment, row, ${name}, ${id(`trait ${name}`)} FROM ${dated} d
    WHERE ${good} AND ${id(`trait ${name}`)} IS NOT NULL`);

/** Types, validates and keys one batch into `incoming`, and quarantines what cannot be admitted, with its reason. */
export async function admit(engine: Engine, mapping: Mapping, segment: number, batch: { stream: Uint8Array; firstRow: number }, signal?: AbortSignal): Promise<number> {
  const stop = signal ? { signal } : {};
  const rows = await engine.insert("stage", batch.stream, stop);
  try {
    const described = decode(await engine.query(sql`SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE table_name = 'stage' ORDER BY column_index`), { name: "text", type: "text" });
    const staged: Staged = new Map(described.map(({ name, type }) => [name ?? "", type ?? ""]));
    await engine.query(typedQuery(staged, mapping, batch.firstRow), stop);
    await engine.query(datedQuery(mapping, await zonesOf(engine, mapping), segment), stop);
    const steps = [
      ...dictionaries(mapping),
      admitted(mapping),
      ...traitsOf(mapping),
      sql`INSERT INTO ${table("quarantine")} SELECT segment, row, wrong FROM ${dated} d WHERE NOT (${good})`,
    ];
    for (const step of steps) await engine.query(step, stop);
  } finally {
    for (const name of [stage, typed, dated]) await engine.query(sql`DROP TABLE IF EXISTS ${name}`);
  }
  return rows;
}
