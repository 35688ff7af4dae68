import type { Cohort } from "../cohorts/cohort";
import { decode } from "../engine/decode";
import { table } from "../log/schema";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { type Asking, prepare } from "./ask";
import { insights } from "./registry";

/** A patient by the key of the log and by what names them. */
export type Listed = { key: number; namespace: string; id: string };

/** Some of the patients of cohorts, everybody where none is named, as known at a moment (ISO UTC, null for now), in order of their ids, with how many there are. Throws Failed. */
export async function patientsOf(
  study: Study,
  cohorts: readonly Cohort[],
  knownAt: string | null,
  { from, most }: { from: number; most: number },
  asking: Asking = {},
): Promise<{ total: number; patients: Listed[] }> {
  const activity = insights.get("events-over-time");
  if (!activity) throw new Error("no activity");
  const { members } = await prepare(study, activity, { params: {}, knownAt, cohorts }, asking);
  const found = await study.engine.query(
    sql`SELECT s.key, s.namespace, s.id, count(*) OVER ()::BIGINT AS total FROM ${table("subjects")} s
      WHERE s.key IN (SELECT patient FROM ${members}) ORDER BY s.namespace, s.id LIMIT ${most} OFFSET ${from}`,
    { ...(asking.signal && { signal: asking.signal }) },
  );
  const rows = decode(found, { key: "integer", namespace: "text", id: "text", total: "integer" });
  return {
    total: rows[0]?.total ?? 0,
    patients: rows.map(({ key, namespace, id }) => ({ key: key ?? -1, namespace: namespace ?? "", id: id ?? "" })),
  };
}
