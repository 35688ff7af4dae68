import type { units, Ref, TimeRef } from "../ingest/mapping/mapping";
import type { Transition } from "../ingest/zones";
import { id, join, none, sql, type Sql } from "../sql";

/** A staged column of the file, by the name that it has there. */
export const raw = (name: string): Sql => id(`raw ${name}`);

/** The file's columns of a staged batch with DuckDB's names for their types. */
export type Staged = ReadonlyMap<string, string>;

const present = (staged: Staged, from: readonly string[]) => from.filter((name) => staged.has(name));

/** A whole number is the same text whatever type a file keeps it in: 1 and 1.0 are one patient. */
const asText = (staged: Staged, name: string): Sql =>
  /^(FLOAT|DOUBLE|DECIMAL)/.test(staged.get(name) ?? "")
    ? sql`CASE WHEN ${raw(name)} = trunc(${raw(name)}) AND abs(${raw(name)}::DOUBLE) < 9007199254740992 THEN ${raw(name)}::BIGINT::VARCHAR ELSE ${raw(name)}::VARCHAR END`
    : sql`${raw(name)}::VARCHAR`;

/** Text of a reference, codes applied; NULL where the batch has none of its columns. Empty text counts as absent. */
export function textOf(staged: Staged, ref: Ref | undefined): Sql {
  if (!ref) return sql`NULL::VARCHAR`;
  if ("constant" in ref) return sql`${ref.constant}`;
  const columns = present(staged, ref.from).map((name) => sql`nullif(trim(${asText(staged, name)}), '')`);
  if (columns.length === 0) return sql`NULL::VARCHAR`;
  const text = columns.length === 1 ? join(columns) : sql`coalesce(${join(columns)})`;
  const codes = Object.entries(ref.codes ?? {});
  if (codes.length === 0) return text;
  return sql`CASE ${text} ${join(
    codes.map(([code, meaning]) => sql`WHEN ${code} THEN ${meaning}`),
    " ",
  )} ELSE ${text} END`;
}

const numeric = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*)$/;

const largest = sql`1.7976931348623157e308::DOUBLE`;

/** A number, whether it is fine or absent, and when it is wrong: why (`name` says whose), as branches of a CASE. What is not finite compares as out of any range. */
export function numberOf(
  staged: Staged,
  ref: Ref | undefined,
  name: string,
  [low, high]: readonly [number | null, number | null],
): { value: Sql; fine: Sql; wrong: Sql } {
  const [only, ...more] = ref && "from" in ref ? present(staged, ref.from) : [];
  if (!ref || ("from" in ref && only === undefined)) return { value: sql`NULL::DOUBLE`, fine: sql`TRUE`, wrong: none };
  const plain = only !== undefined && more.length === 0 && numeric.test(staged.get(only) ?? "");
  const text = textOf(staged, ref);
  const value = plain ? sql`${raw(only)}::DOUBLE` : sql`TRY_CAST(${text} AS DOUBLE)`;
  const within = sql`${value} BETWEEN ${low === null ? sql`-${largest}` : sql`${low}::DOUBLE`} AND ${high === null ? largest : sql`${high}::DOUBLE`}`;
  const fine = plain ? sql`(${value} IS NULL OR ${within})` : sql`(${text} IS NULL OR coalesce(${within}, FALSE))`;
  return {
    value,
    fine,
    wrong: sql`WHEN NOT ${fine} THEN CASE WHEN isfinite(${value}) THEN ${`${name} out of range`} ELSE ${`${name} is not a number`} END`,
  };
}

/** Types whose every value is its own text as a BIGINT. */
export const integral = /^(TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER)$/;

/** A whole number as `type`; NULL where there is none. */
export function wholeOf(staged: Staged, ref: Ref | undefined, type: Sql): Sql {
  const [only, ...more] = ref && "from" in ref ? present(staged, ref.from) : [];
  const plain = only !== undefined && more.length === 0 && numeric.test(staged.get(only) ?? "");
  return sql`TRY_CAST(${plain ? raw(only) : textOf(staged, ref)} AS ${type})`;
}

const micros: Record<(typeof units)[number], Sql> = { s: sql`1000000`, ms: sql`1000`, us: sql`1`, ns: sql`0.001` };

type Moment = { at: Sql; bare: Sql; given: Sql; wall: Sql };

function momentOf(name: string, type: string, unit: TimeRef["unit"]): Moment {
  const column = raw(name);
  const nothing = { bare: sql`NULL::DATE`, wall: sql`NULL::TIMESTAMP`, given: sql`${column} IS NOT NULL` };
  if (type === "DATE")
    return { ...nothing, at: sql`NULL::TIMESTAMP`, bare: sql`CASE WHEN isfinite(${column}) THEN ${column} END` };
  if (type.startsWith("TIMESTAMP")) {
    const plain = type === "TIMESTAMP" ? column : sql`make_timestamp(epoch_us(${column}))`;
    return { ...nothing, at: sql`CASE WHEN isfinite(${column}) THEN ${plain} END` };
  }
  if (integral.test(type)) {
    const scaled =
      unit === "ns" ? sql`(${column}::BIGINT // 1000)` : sql`(${column}::BIGINT * ${micros[unit ?? "ms"]})`;
    return {
      ...nothing,
      at: sql`CASE WHEN abs(${column}::DOUBLE * ${micros[unit ?? "ms"]}) < 9e17 THEN make_timestamp(${scaled}) END`,
    };
  }
  if (numeric.test(type))
    return {
      ...nothing,
      at: sql`CASE WHEN abs(${column}::DOUBLE * ${micros[unit ?? "ms"]}) < 9e17 THEN make_timestamp((${column} * ${micros[unit ?? "ms"]})::BIGINT) END`,
    };
  const text = sql`regexp_replace(trim(${column}::VARCHAR), '^(.{10}[T ][0-9]{2}:[0-9]{2})([ Z+-].*)?$', ${"\\1:00\\2"})`;
  const number = sql`TRY_CAST(${text} AS DOUBLE)`;
  const counted = unit
    ? sql`WHEN abs(${number} * ${micros[unit]}) < 9e17 THEN make_timestamp((${number}::HUGEINT * ${micros[unit]})::BIGINT)`
    : none;
  return {
    at: sql`CASE ${counted} WHEN length(${text}) > 10 THEN make_timestamp(epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ))) END`,
    bare: sql`CASE WHEN length(${text}) = 10 AND ${text} LIKE '____-__-__' THEN TRY_CAST(${text} AS DATE) END`,
    wall: sql`CASE WHEN regexp_matches(${text}, '[+-][0-9]{2}(:?[0-9]{2})?$') AND length(${text}) > 16 THEN TRY_CAST(${text} AS TIMESTAMP) END`,
    given: sql`nullif(${text}, '') IS NOT NULL`,
  };
}

const absent: Moment = {
  at: sql`NULL::TIMESTAMP`,
  bare: sql`NULL::DATE`,
  given: sql`FALSE`,
  wall: sql`NULL::TIMESTAMP`,
};

/** A moment in UTC, the bare date, what the clock showed where the text has an offset of its own, and whether anything was given. */
export function timeOf(staged: Staged, ref: TimeRef | undefined): Moment {
  const moments = present(staged, ref?.from ?? []).map((name) => momentOf(name, staged.get(name) ?? "", ref?.unit));
  const [first, ...others] = moments;
  if (!first) return absent;
  if (others.length === 0) return first;
  const earlierMissing = (i: number) =>
    join([sql`TRUE`, ...moments.slice(0, i).map((m) => sql`NOT (${m.given})`)], " AND ");
  const chosen = (field: "at" | "bare" | "wall") =>
    sql`CASE ${join(
      moments.map((m, i) => sql`WHEN ${earlierMissing(i)} AND ${m.given} THEN ${m[field]}`),
      " ",
    )} END`;
  return {
    at: chosen("at"),
    bare: chosen("bare"),
    wall: chosen("wall"),
    given: join(
      moments.map((m) => m.given),
      " OR ",
    ),
  };
}

/** Zones by their place in the list, each with its offsets over the span that is asked about. */
export type Zones = readonly { name: string; transitions: readonly Transition[] }[];

/** Microseconds that a zone (its place in the list, the first where it has none) is ahead of UTC at a UTC moment. */
export function offsetAt(zones: Zones, zone: Sql, at: Sql): Sql {
  const offsets = zones.map(({ transitions: [first, ...rest] }) => {
    if (!first) return sql`0::BIGINT`;
    const ahead = ({ offsetSeconds }: Transition) => sql`${offsetSeconds * 1_000_000}::BIGINT`;
    const branches = rest.toReversed().map((t) => sql`WHEN ${at} >= make_timestamp(${t.from}) THEN ${ahead(t)}`);
    return branches.length ? sql`CASE ${join(branches, " ")} ELSE ${ahead(first)} END` : ahead(first);
  });
  const [own, ...others] = offsets;
  if (!own) return sql`0::BIGINT`;
  return others.length
    ? sql`CASE ${zone} ${join(
        others.map((offset, i) => sql`WHEN ${i + 1} THEN ${offset}`),
        " ",
      )} ELSE ${own} END`
    : own;
}

/** The first and the last moment (microseconds) that some references of a staged batch name, between 1800 and 2300. */
export function spanOf(staged: Staged, stage: Sql, refs: readonly (TimeRef | undefined)[]): Sql {
  const columns = refs
    .map((ref) => timeOf(staged, ref))
    .map(({ at, bare }) => sql`SELECT coalesce(${at}, ${bare}::TIMESTAMP) AS t FROM ${stage}`);
  return sql`SELECT epoch_us(min(t))::BIGINT AS low, epoch_us(max(t))::BIGINT AS high FROM (${join(columns, " UNION ALL ")}) WHERE t BETWEEN TIMESTAMP '1800-01-01' AND TIMESTAMP '2300-01-01'`;
}
