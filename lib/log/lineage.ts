import { decode } from "../engine/decode";
import { sql, type Sql } from "../sql";
import { standing, table } from "./schema";
import type { Study } from "./study";
import { upcastNames } from "./upcasts";

const columns = {
  relation: "text",
  type: "text",
  recordedAt: "moment",
  recordedBy: "text",
  source: "text",
  position: "text",
  segment: "integer",
  row: "integer",
  inForce: "boolean",
} as const;

export const relations = ["this", "version", "duplicate", "names", "named by", "same position"] as const;
export type Relation = (typeof relations)[number];

const text = (column: Sql): Sql => sql`(SELECT text FROM ${table("terms")} WHERE key = ${column})`;

/** Everything that the log received about one event, in order of recording: the row itself, other versions and copies of it, rows of other events at its position, the event that it corrects or retracts, and
 * what corrects or retracts it; `inForce` tells which are in use now, `upcast` by which one it was read. Cost linear in the log. */
export async function lineage(study: Study, segment: number, row: number) {
  const { engine, now } = study;
  const at = sql`${now}::TIMESTAMP`;
  const rows = table("received");
  const found = decode(
    await engine.query(sql`
      WITH own AS (SELECT segment, row, space, key, source, lane, pos FROM ${rows} WHERE segment = ${segment} AND row = ${row}),
      named AS (SELECT c.space, c.key FROM ${table("corrections")} c JOIN own o ON o.segment = c.segment AND o.row = c.row),
      naming AS (SELECT c.segment, c.row FROM ${table("corrections")} c JOIN own o ON o.space = c.space AND o.key = c.key),
      found AS (
        SELECT r.segment, r.row, CASE WHEN r.segment = ${segment} AND r.row = ${row} THEN 'this' WHEN standing = ${standing.duplicate} THEN 'duplicate' ELSE 'version' END AS relation
        FROM ${rows} r JOIN own o ON o.space = r.space AND o.key = r.key
        UNION ALL SELECT r.segment, r.row, 'same position' FROM ${rows} r JOIN own o ON o.lane = r.lane AND o.pos = r.pos AND o.source IS NOT DISTINCT FROM r.source WHERE o.space <> r.space OR o.key <> r.key
        UNION ALL SELECT r.segment, r.row, 'names' FROM ${rows} r JOIN named n ON n.space = r.space AND n.key = r.key WHERE standing <> ${standing.duplicate}
        UNION ALL SELECT r.segment, r.row, 'named by' FROM ${rows} r JOIN naming n ON n.segment = r.segment AND n.row = r.row WHERE standing <> ${standing.duplicate})
      SELECT relation, ${text(sql`r.type`)} AS type, r.recorded_at AS "recordedAt", ${text(sql`r.recorded_by`)} AS "recordedBy", ${text(sql`r.source`)} AS source,
        ${text(sql`r.lane`)} || ' @ ' || r.pos AS position, r.segment, r.row, standing <> ${standing.duplicate} AND (r.known_until IS NULL OR r.known_until > ${at} OR a.row IS NOT NULL) AS "inForce"
      FROM found f JOIN ${rows} r ON r.segment = f.segment AND r.row = f.row
        LEFT JOIN (FROM ${table("again")} WHERE known_from <= ${at} AND (known_until IS NULL OR known_until > ${at})) a ON a.segment = r.segment AND a.row = r.row
      ORDER BY "recordedAt", r.segment, r.row, relation LIMIT 200`),
    columns,
  );
  const places = found.map((one) => ({ segment: one.segment ?? -1, row: one.row ?? -1 }));
  const upcasts = await upcastNames(study, places);
  return found.map((one, i) => ({
    ...one,
    relation: relations.find((name) => name === one.relation) ?? "version",
    upcast: upcasts[i] ?? null,
  }));
}
export type Kin = Awaited<ReturnType<typeof lineage>>[number];
