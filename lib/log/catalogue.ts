import { decode } from "../engine/decode";
import type { Cell } from "../ingest/read/reader";
import { grouped } from "../group";
import { sql, type Sql } from "../sql";
import { inRoles } from "./roles";
import { standing, table } from "./schema";
import type { Study } from "./study";

/** The vocabulary of a log: what forms offer and the data page lists. */
export type Catalogue = {
  types: { name: string; role: string | null; events: number }[];
  /** What is prescribed, dispensed or taken. */
  items: string[];
  sources: string[];
  traits: string[];
};

const kept = sql`standing <> ${standing.duplicate}`;

/** Event types with their role and count, most frequent first; items, sources and trait names in alphabetical order; of what was recorded by a moment (ISO UTC), or all. */
export async function catalogue({ engine, roles, traits }: Study, moment: string | null = null): Promise<Catalogue> {
  const known = moment === null ? kept : sql`${kept} AND recorded_at <= ${moment}::TIMESTAMP`;
  const types = decode(
    await engine.query(sql`SELECT text AS name, role, events FROM (
        SELECT type, count(*)::BIGINT AS events FROM ${table("received")} WHERE ${known} GROUP BY type)
      JOIN ${table("terms")} ON key = type LEFT JOIN ${table("roles")} USING (type) ORDER BY events DESC, name`),
    { name: "text", role: "text", events: "integer" },
  );
  const used = async (column: Sql, where: Sql = sql`TRUE`) =>
    decode(
      await engine.query(
        sql`SELECT text AS name FROM ${table("terms")} WHERE key IN (SELECT DISTINCT ${column} FROM ${table("received")} WHERE ${known} AND ${where}) ORDER BY text`,
      ),
      { name: "text" },
    ).flatMap(({ name }) => name ?? []);
  return {
    types: types.map(({ name, role, events }) => ({ name: name ?? "", role, events: events ?? 0 })),
    items: await used(sql`item`, inRoles(roles)("order", "supply", "intake", "missed")),
    sources: await used(sql`source`),
    traits: [...new Set(traits.map(({ name }) => name))],
  };
}

/** More different values of a trait than a list offers. */
const mostValues = 500;

/** What is stated under each trait that has few values, in alphabetical order. */
export async function traitValues({ engine }: Study): Promise<Readonly<Record<string, readonly string[]>>> {
  const rows = decode(
    await engine.query(sql`SELECT name, value FROM (SELECT DISTINCT name, value FROM ${table("traits")} WHERE value IS NOT NULL)
      QUALIFY count(*) OVER (PARTITION BY name) <= ${mostValues} ORDER BY name, value`),
    { name: "text", value: "text" },
  );
  return Object.fromEntries(
    [...grouped(rows, ({ name }) => name ?? "")].map(([name, own]) => [name, own.flatMap(({ value }) => value ?? [])]),
  );
}

/** Events by the UTC week that they were recorded in, oldest first: the river strip. */
export async function recordedByWeek({ engine }: Study): Promise<{ week: string; events: number }[]> {
  const rows = decode(
    await engine.query(
      sql`SELECT date_trunc('week', recorded_at)::DATE AS week, count(*)::BIGINT AS events FROM ${table("received")} WHERE ${kept} GROUP BY ALL ORDER BY week`,
    ),
    { week: "date", events: "integer" },
  );
  return rows.map(({ week, events }) => ({ week: week ?? "", events: events ?? 0 }));
}

export type Quarantined = { segment: number; file: string; row: number; reason: string };

/** Rows that were not admitted, with their reason and where they lie; `limit` of them, and how many there are for each reason. */
export async function quarantine(
  { engine, segments }: Study,
  limit: number,
): Promise<{ rows: Quarantined[]; reasons: { reason: string; rows: number }[] }> {
  const reasons = decode(
    await engine.query(
      sql`SELECT reason, count(*)::BIGINT AS rows FROM ${table("quarantine")} GROUP BY reason ORDER BY rows DESC, reason`,
    ),
    { reason: "text", rows: "integer" },
  );
  const rows = decode(
    await engine.query(
      sql`SELECT segment, row, reason FROM ${table("quarantine")} ORDER BY segment, row LIMIT ${limit}`,
    ),
    { segment: "integer", row: "integer", reason: "text" },
  );
  const fileOf = new Map(segments.map(({ id, file }) => [id, file]));
  return {
    rows: rows.map(({ segment, row, reason }) => ({
      segment: segment ?? -1,
      file: fileOf.get(segment ?? -1) ?? "",
      row: row ?? -1,
      reason: reason ?? "",
    })),
    reasons: reasons.map(({ reason, rows }) => ({ reason: reason ?? "", rows: rows ?? 0 })),
  };
}

/** One row whole, as it was exported, read back from its file. */
export async function wholeRow({ segments }: Study, segment: number, row: number): Promise<Record<string, Cell>> {
  const [whole] = (await segments.find(({ id }) => id === segment)?.reader.rowsAt([row])) ?? [];
  return whole ?? {};
}
