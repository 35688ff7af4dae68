import { Temporal } from "temporal-polyfill";
import { units, type Ref, type TimeRef } from "../ingest/mapping/mapping";
import type { Transition } from "../ingest/zones";
import { id, join, sql, type Sql } from "../sql";

/** Columns of a staged batch with DuckDB's names for their types. */
export type Staged = ReadonlyMap<string, string>;

const present = (staged: Staged, from: readonly string[]) => from.filter((name) => staged.has(name));

/** Text of a reference, codes applied; NULL where the batch has none of its columns. Empty text counts as absent. */
export function textOf(staged: Staged, ref: Ref | undefined): Sql {
  if (!ref) return sql`NULL::VARCHAR`;
  if ("constant" in ref) return sql`${ref.constant}`;
  const columns = present(staged, ref.from).map((name) => sql`nullif(trim(${id(name)}::VARCHAR), '')`);
  if (columns.length === 0) return sql`NULL::VARCHAR`;
  const text = columns.length === 1 ? join(columns) : sql`coalesce(${join(columns)})`;
  const codes = Object.entries(ref.codes ?? {});
  if (codes.length === 0) return text;
  return sql`CASE ${text} ${join(codes.map(([code, meaning]) => sql`WHEN ${code} THEN ${meaning}`), " ")} ELSE ${text} END`;
}

const numeric = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*)$/;

/** A finite number and whether one was given that is none. */
export function numberOf(staged: Staged, ref: Ref | undefined): { value: Sql; wrong: Sql } {
  const [only, ...more] = ref && "from" in ref ? present(staged, ref.from) : [];
  const type = only && staged.get(only);
  if (only && more.length === 0 && type && numeric.test(type)) {
    const value = sql`${id(only)}::DOUBLE`;
    return { value: sql`CASE WHEN isfinite(${value}) THEN ${value} END`, wrong: sql`(${id(only)} IS NOT NULL AND NOT isfinite(${value}))` };
  }
  const text = textOf(staged, ref);
  const value = sql`TRY_CAST(${text} AS DOUBLE)`;
  return { value: sql`CASE WHEN isfinite(${value}) THEN ${value} END`, wrong: sql`(${text} IS NOT NULL AND NOT coalesce(isfinite(${value}), FALSE))` };
}

const micros: Record<(typeof units)[number], Sql> = { s: sql`1000000`, ms: sql`1000`, us: sql`1`, ns: sql`0.001` };

type Moment = { at: Sql; bare: Sql; given: Sql; offsetDay: Sql };

function momentOf(name: string, type: string, unit: TimeRef["unit"]): Moment {
  const column = id(name);
  const nothing = { bare: sql`NULL::DATE`, offsetDay: sql`NULL::DATE`, given: sql`${column} IS NOT NULL` };
  if (type === "DATE") return { ...nothing, at: sql`NULL::TIMESTAMP`, bare: sql`CASE WHEN isfinite(${column}) THEN ${column} END` };
  if (type.startsWith("TIMESTAMP")) {
    const plain = type === "TIMESTAMP" ? column : sql`make_timestamp(epoch_us(${column}))`;
    return { ...nothing, at: sql`CASE WHEN isfinite(${column}) THEN ${plain} END` };
  }
  if (numeric.test(type))
    return { ...nothing, at: sql`CASE WHEN abs(${column}::DOUBLE * ${micros[unit ?? "ms"]}) < 9e17 THEN make_timestamp((${column} * ${micros[unit ?? "ms"]})::BIGINT) END` };
  const text = sql`trim(${column}::VARCHAR)`;
  return {
    at: sql`CASE WHEN length(${text}) > 10 THEN TRY_CAST(${text} AS TIMESTAMP) END`,
    bare: sql`CASE WHEN length(${text}) = 10 THEN TRY_CAST(${text} AS DATE) END`,
    offsetDay: sql`CASE WHEN regexp_matches(${text}, '[+-][0-9]{2}(:?[0-9]{2})?$') AND length(${text}) > 16 THEN TRY_CAST(left(${text}, 10) AS DATE) END`,
    given: sql`nullif(${text}, '') IS NOT NULL`,
  };
}

const absent: Moment = { at: sql`NULL::TIMESTAMP`, bare: sql`NULL::DATE`, given: sql`FALSE`, offsetDay: sql`NULL::DATE` };

/** A moment in UTC, the bare date or the day of its own offset where it has one, and whether anything was given. */
export function timeOf(staged: Staged, ref: TimeRef | undefined): Moment {
  const moments = present(staged, ref?.from ?? []).map((name) => momentOf(name, staged.get(name) ?? "", ref?.unit));
  const [first, ...others] = moments;
  if (!first) return absent;
  if (others.length === 0) return first;
  const earlierMissing = (i: number) => join([sql`TRUE`, ...moments.slice(0, i).map((m) => sql`NOT (${m.given})`)], " AND ");
  const chosen = (field: "at" | "bare" | "offsetDay") =>
    sql`CASE ${join(moments.map((m, i) => sql`WHEN ${earlierMissing(i)} AND ${m.given} THEN ${m[field]}`), " ")} END`;
  return { at: chosen("at"), bare: chosen("bare"), offsetDay: chosen("offsetDay"), given: join(moments.map((m) => m.given), " OR ") };
}

/** Seconds that a zone is ahead of UTC at a UTC moment, for the transitions given. */
export function offsetAt(zones: ReadonlyMap<string, readonly Transition[]>, zone: Sql, at: Sql): Sql {
  const ofZone = (transitions: readonly Transition[]) => {
    const [first, ...rest] = transitions;
    if (!first) return sql`0`;
    const branches = rest.toReversed().map((t) => sql`WHEN ${at} >= make_timestamp(${t.from}) THEN ${t.offsetSeconds}`);
    return branches.length ? sql`CASE ${join(branches, " ")} ELSE ${first.offsetSeconds} END` : sql`${first.offsetSeconds}`;
  };
  const branches = [...zones].map(([name, transitions]) => sql`WHEN ${name} THEN ${ofZone(transitions)}`);
  return branches.length ? sql`CASE ${zone} ${join(branches, " ")} ELSE 0 END` : sql`0`;
}

export const microsOf = (iso: string): bigint => Temporal.Instant.from(iso).epochNanoseconds / 1000n;
