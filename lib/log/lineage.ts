import { decode } from "../engine/decode";
import { sql, type Sql } from "../sql";
import { standing, table } from "./schema";
import type { Study } from "./study";
import { upcastNames } from "./upcasts";

const columns = {
  relation: "text",
  id: "text",
  names: "text",
  type: "text",
  role: "text",
  recordedAt: "moment",
  recordedBy: "text",
  source: "text",
  position: "text",
  segment: "integer",
  row: "integer",
  inForce: "boolean",
} as const;

export const relations = ["this", "version", "duplicate", "names", "named by", "further", "same position"] as const;
export type Relation = (typeof relations)[number];

const text = (column: Sql): Sql => sql`(SELECT text FROM ${table("terms")} WHERE key = ${column})`;

/** Everything that the log received about one event, in order of recording: the row itself, other versions and copies of it, rows of other events at its position, the event that it corrects or retracts,
 * what corrects or retracts it, and so on along that chain; `id` is equal for records of one event, `names` that of the one that a record corrects or retracts; `inForce` tells which are in use now, `upcast` by which one it was read. Cost linear in the log
 * and in the length of the chain. */
export async function lineage(study: Study, segment: number, row: number) {
  const { engine, now } = study;
  const at = sql`${now}::TIMESTAMP`;
  const rows = table("received");
  const found = decode(
    await engine.query(sql`
      WITH RECURSIVE own AS (SELECT segment, row, space, key, source, lane, pos FROM ${rows} WHERE segment = ${segment} AND row = ${row}),
      stated AS MATERIALIZED (SELECT c.segment, c.row, r.space, r.key, c.space AS names_space, c.key AS names_key FROM ${table("corrections")} c JOIN ${rows} r ON r.segment = c.segment AND r.row = c.row),
      joined AS MATERIALIZED (SELECT space, key, names_space AS to_space, names_key AS to_key FROM stated UNION ALL SELECT names_space, names_key, space, key FROM stated),
      chain AS (SELECT space, key FROM own UNION SELECT to_space, to_key FROM chain c JOIN joined j ON j.space = c.space AND j.key = c.key),
      named AS (SELECT names_space AS space, names_key AS key FROM stated JOIN own USING (segment, row)),
      found AS (
        SELECT r.segment, r.row, CASE WHEN r.segment = ${segment} AND r.row = ${row} THEN 'this' WHEN o.key IS NOT NULL THEN CASE WHEN standing = ${standing.duplicate} THEN 'duplicate' ELSE 'version' END
          WHEN EXISTS (SELECT 1 FROM named n WHERE n.space = r.space AND n.key = r.key) THEN 'names'
          WHEN EXISTS (SELECT 1 FROM stated s, own w WHERE s.segment = r.segment AND s.row = r.row AND s.names_space = w.space AND s.names_key = w.key) THEN 'named by' ELSE 'further' END AS relation
        FROM ${rows} r JOIN chain c ON c.space = r.space AND c.key = r.key LEFT JOIN own o ON o.space = r.space AND o.key = r.key WHERE o.key IS NOT NULL OR standing <> ${standing.duplicate}
        UNION ALL SELECT r.segment, r.row, 'same position' FROM ${rows} r JOIN own o ON o.lane = r.lane AND o.pos = r.pos AND o.source IS NOT DISTINCT FROM r.source
          WHERE NOT EXISTS (SELECT 1 FROM chain c WHERE c.space = r.space AND c.key = r.key))
      SELECT relation, r.space || ' ' || r.key AS id, s.names_space || ' ' || s.names_key AS names, ${text(sql`r.type`)} AS type, role, r.recorded_at AS "recordedAt", ${text(sql`r.recorded_by`)} AS "recordedBy", ${text(sql`r.source`)} AS source,
        ${text(sql`r.lane`)} || ' @ ' || r.pos AS position, r.segment, r.row, standing <> ${standing.duplicate} AND (r.known_until IS NULL OR r.known_until > ${at} OR a.row IS NOT NULL) AS "inForce"
      FROM found f JOIN ${rows} r ON r.segment = f.segment AND r.row = f.row LEFT JOIN stated s ON s.segment = f.segment AND s.row = f.row LEFT JOIN ${table("roles")} k ON k.type = r.type
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
