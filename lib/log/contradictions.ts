import { decode } from "../engine/decode";
import { sql, type Sql } from "../sql";
import { momentOf } from "./moment";
import { standing, table } from "./schema";
import type { Study } from "./study";

const columns = {
  event: "text",
  position: "text",
  contradicts: "boolean",
  patient: "text",
  type: "text",
  occurredAt: "moment",
  recordedAt: "moment",
  recordedBy: "text",
  source: "text",
  item: "text",
  dose: "number",
  perDay: "number",
  daysSupply: "number",
  value: "number",
  unit: "text",
  reason: "text",
  until: "date",
  inForce: "boolean",
  segment: "integer",
  row: "integer",
} as const;

const text = (column: Sql): Sql => sql`(SELECT text FROM ${table("terms")} WHERE key = ${column})`;
const position = sql`r.lane || ' ' || r.pos || ' ' || coalesce(r.source, -1)`;

/** One of the versions of an event that contradict each other, with who recorded it and when, where its row lies, and whether it is the one in use at the moment. */
async function versions({ engine }: Study, moment: string, where: Sql) {
  const at = sql`${moment}::TIMESTAMP`;
  return decode(
    await engine.query(sql`
      SELECT r.space || ' ' || r.key AS event, ${position} AS position, standing = ${standing.conflict} AS contradicts, s.id AS patient, ${text(sql`r.type`)} AS type,
        r.occurred_at AS "occurredAt", r.recorded_at AS "recordedAt", ${text(sql`r.recorded_by`)} AS "recordedBy", ${text(sql`r.source`)} AS source, ${text(sql`r.item`)} AS item,
        r.dose, r.per_day AS "perDay", r.days_supply AS "daysSupply", r.value, ${text(sql`r.unit`)} AS unit, ${text(sql`r.reason`)} AS reason, r.until_day AS until,
        (r.known_until IS NULL OR r.known_until > ${at} OR a.row IS NOT NULL) AS "inForce", r.segment, r.row
      FROM ${table("received")} r JOIN ${table("subjects")} s ON s.key = r.subject
        LEFT JOIN (FROM ${table("again")} WHERE known_from <= ${at} AND (known_until IS NULL OR known_until > ${at})) a ON a.segment = r.segment AND a.row = r.row
      WHERE standing <> ${standing.duplicate} AND r.recorded_at <= ${at} AND ${where} ORDER BY "recordedAt", r.segment, r.row`),
    columns,
  );
}
export type Version = Awaited<ReturnType<typeof versions>>[number];

/** Contradictions that the log held at a moment (ISO UTC, or null for now): how many rows contradict an earlier one, by its id or its position in a topic, and the latest of them, each with all the versions in order
 * of recording. Cost linear in the log. */
export async function contradictions(
  study: Study,
  at: string | null,
  limit: number,
): Promise<{ total: number; cases: Version[][] }> {
  const moment = momentOf(at ?? study.now, study.zone) ?? study.now;
  const later = sql`(FROM ${table("received")} WHERE standing = ${standing.conflict} AND recorded_at <= ${moment}::TIMESTAMP)`;
  const [counted] = decode(await study.engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${later}`), { n: "integer" });
  const last = sql`(SELECT * FROM ${later} ORDER BY recorded_at DESC, segment, row LIMIT ${limit})`;
  const found = await versions(
    study,
    moment,
    sql`(EXISTS (FROM ${last} l WHERE l.space = r.space AND l.key = r.key) OR EXISTS (FROM ${last} l WHERE l.lane = r.lane AND l.pos = r.pos AND l.source IS NOT DISTINCT FROM r.source))`,
  );
  const cases = new Map<string, Version[]>();
  for (const one of found.filter(({ contradicts }) => contradicts).toReversed()) {
    const all = found.filter(
      ({ event, position: place }) => event === one.event || (place !== null && place === one.position),
    );
    const name = JSON.stringify(all.map(({ segment, row }) => [segment, row]));
    if (all.length > 1) cases.set(name, all);
  }
  return { total: counted?.n ?? 0, cases: [...cases.values()] };
}

export type Named = {
  kind: "pending" | "cycle";
  patient: string;
  type: string;
  recordedAt: string;
  segment: number;
  row: number;
};

/** Corrections and retractions that did nothing at a moment (ISO UTC, or null for now): of an event that nobody had seen yet, or closing a cycle; how many there were, and the latest of them. */
export async function withoutEffect(
  study: Study,
  at: string | null,
  limit: number,
): Promise<{ total: number; latest: Named[] }> {
  const moment = momentOf(at ?? study.now, study.zone) ?? study.now;
  const by = (row: Sql) => sql`${row}.recorded_at <= ${moment}::TIMESTAMP`;
  const rows = decode(
    await study.engine.query(sql`
      SELECT count(*) OVER ()::BIGINT AS total, CASE WHEN y.row IS NOT NULL THEN 'cycle' ELSE 'pending' END AS kind, s.id AS patient, ${text(sql`r.type`)} AS type, r.recorded_at AS "recordedAt", r.segment, r.row
      FROM ${table("received")} r JOIN ${table("subjects")} s ON s.key = r.subject JOIN ${table("corrections")} c ON c.segment = r.segment AND c.row = r.row
        LEFT JOIN ${table("cycles")} y ON y.segment = r.segment AND y.row = r.row
      WHERE standing <> ${standing.duplicate} AND (y.row IS NOT NULL OR NOT EXISTS (FROM ${table("received")} t WHERE t.space = c.space AND t.key = c.key AND ${by(sql`t`)}))
        AND ${by(sql`r`)}
      ORDER BY "recordedAt" DESC, r.segment, r.row LIMIT ${limit}`),
    {
      total: "integer",
      kind: "text",
      patient: "text",
      type: "text",
      recordedAt: "moment",
      segment: "integer",
      row: "integer",
    },
  );
  const latest = rows.map(({ kind, patient, type, recordedAt, segment, row }) => ({
    kind: kind === "cycle" ? ("cycle" as const) : ("pending" as const),
    patient: patient ?? "",
    type: type ?? "",
    recordedAt: recordedAt ?? "",
    segment: segment ?? -1,
    row: row ?? -1,
  }));
  return { total: rows[0]?.total ?? 0, latest };
}
