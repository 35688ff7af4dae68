import { decode } from "../../engine/decode";
import { join, sql } from "../../sql";
import { table } from "../schema";
import type { Study } from "../study";
import type { Subject } from "./list";

const among = (asked: readonly Subject[]) =>
  sql`(VALUES ${join(asked.map(({ namespace, id }) => sql`(${namespace}, ${id})`))}) v (namespace, id)
      JOIN ${table("subjects")} s ON s.namespace = v.namespace AND s.id = v.id`;

/** Those of some patients that the log has rows of, each with the UTC day on which the first was recorded; null where none was admitted. */
export async function knownSubjects(
  { engine }: Study,
  asked: readonly Subject[],
): Promise<(Subject & { known: string | null })[]> {
  if (asked.length === 0) return [];
  const rows = decode(
    await engine.query(sql`SELECT s.namespace, s.id, min(recorded_at)::DATE AS known
      FROM ${among(asked)} LEFT JOIN ${table("received")} r ON r.subject = s.key GROUP BY ALL ORDER BY ALL`),
    { namespace: "text", id: "text", known: "date" },
  );
  return rows.map(({ namespace, id, known }) => ({ namespace: namespace ?? "", id: id ?? "", known }));
}

/** What the log has of some patients: how many of them, their rows, duplicates among them, and the files those lie in. */
export async function extentOf(
  { engine }: Study,
  asked: readonly Subject[],
): Promise<{ patients: number; rows: number; files: number }> {
  if (asked.length === 0) return { patients: 0, rows: 0, files: 0 };
  const [found] = decode(
    await engine.query(sql`SELECT count(DISTINCT s.key)::BIGINT AS patients, count(r.row)::BIGINT AS rows, count(DISTINCT r.segment)::BIGINT AS files
      FROM ${among(asked)} LEFT JOIN ${table("rows")} r ON r.subject = s.key`),
    { patients: "integer", rows: "integer", files: "integer" },
  );
  return { patients: found?.patients ?? 0, rows: found?.rows ?? 0, files: found?.files ?? 0 };
}

/** Patients that the log itself says to erase. */
export async function askedByLog({ engine }: Study): Promise<Subject[]> {
  const rows = decode(
    await engine.query(sql`SELECT DISTINCT s.namespace, s.id FROM ${table("rows")} r JOIN ${table("roles")} o ON o.type = r.type AND o.role = 'erasure'
      JOIN ${table("subjects")} s ON s.key = r.subject ORDER BY ALL`),
    { namespace: "text", id: "text" },
  );
  return rows.map(({ namespace, id }) => ({ namespace: namespace ?? "", id: id ?? "" }));
}

/** Patients by their ids alone, in every register that the study's files name. */
export const inEveryRegister = ({ segments }: Study, ids: readonly string[]): Subject[] => {
  const registers = new Set(segments.flatMap(({ mapping }) => (mapping.reference ? [] : mapping.namespace)));
  return [...registers].flatMap((namespace) => ids.map((id) => ({ namespace, id })));
};
