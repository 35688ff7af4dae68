import { decode, type Columns, type Row } from "../engine/decode";
import { table } from "../log/schema";
import type { Study } from "../log/study";
import { sql } from "../sql";
import { declared, prepare, type Asking, type Question } from "./ask";
import { type EventRow, eventColumns, eventFields } from "./event-row";
import { type AnyInsight, madeRow } from "./insight";

export type Patient = { subject: number; id: string; namespace: string; row: Row };

/** Who is behind a cell: the patients, sorted by the id their source gave them, and how many there are in all. */
export async function behind(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  { limit = 500, signal }: Asking & { limit?: number } = {},
): Promise<{ total: number; columns: Columns; patients: Patient[] }> {
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const columns = insight.rowColumns(prepared.cells.params);
  const rows = sql`FROM ${prepared.rows} r JOIN ${table("subjects")} s ON s.key = r.subject WHERE ${insight.members(cell, prepared.cells)}`;
  const total =
    decode(await study.engine.query(sql`SELECT count(DISTINCT r.subject)::BIGINT AS n ${rows}`), { n: "integer" })[0]
      ?.n ?? 0;
  const listed = decode(
    await study.engine.query(
      sql`SELECT ${declared(columns)}, r.subject::BIGINT AS subject, s.id AS "patient id", s.namespace AS "patient namespace" ${rows} ORDER BY s.namespace, s.id LIMIT ${limit}`,
    ),
    {
      ...columns,
      subject: "integer",
      "patient id": "text",
      "patient namespace": "text",
    },
  );
  return {
    total,
    columns,
    patients: listed.map(({ subject, "patient id": id, "patient namespace": namespace, ...row }) => ({
      subject: Number(subject),
      id: String(id),
      namespace: String(namespace),
      row,
    })),
  };
}

/** The events behind one patient's part of a cell, in order of time. */
export async function eventsBehind(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  subject: number,
  { limit = 2000, signal }: Asking & { limit?: number } = {},
): Promise<EventRow[]> {
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  return decode(
    await study.engine.query(sql`
      SELECT DISTINCT ${eventFields}
      FROM ${prepared.patients.events} e JOIN (FROM ${prepared.rows} r WHERE ${insight.members(cell, prepared.cells)} AND r.subject = ${subject}) r ON r.subject = e.subject
      WHERE ${madeRow(insight, prepared.patients)} ORDER BY occurred_at, "recordedAt", segment, row LIMIT ${limit}`),
    eventColumns,
  );
}
