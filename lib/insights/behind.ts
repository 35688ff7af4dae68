import type { SubjectId } from "../cohorts/cohort";
import { decode, type Columns, type Row } from "../engine/decode";
import { table } from "../log/schema";
import type { Study } from "../log/study";
import { id, join, sql, type Sql } from "../sql";
import { declared, prepare, type Asking, type Prepared, type Question } from "./ask";
import { type EventRow, eventColumns, eventFields } from "./event-row";
import { type AnyInsight, behindOf, madeRow } from "./insight";

export type Patient = { subject: number; id: string; namespace: string; row: Row };

/** `aside` where the cell is a row of one. */
type Looking = Asking & { limit?: number; aside?: string | null };

/** Patient rows, aliased r, behind a cell, with the patients, aliased s. */
export const whoIs = (insight: AnyInsight, { rows, members, cells }: Prepared, cell: Row, aside: string | null): Sql =>
  sql`FROM ${rows} r JOIN ${members} m ON m.subject = r.subject JOIN ${table("subjects")} s ON s.key = m.patient WHERE ${behindOf(insight, cell, aside, cells)}`;

/** How many count in a cell, and how many different patients those are where a cohort lets them enter more than once. */
export async function countBehind(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  { signal, aside = null }: Looking = {},
): Promise<{ total: number; different: number }> {
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const [counted] = decode(
    await study.engine.query(
      sql`SELECT count(DISTINCT r.subject)::BIGINT AS total, count(DISTINCT m.patient)::BIGINT AS different ${whoIs(insight, prepared, cell, aside)}`,
    ),
    { total: "integer", different: "integer" },
  );
  return { total: counted?.total ?? 0, different: counted?.different ?? 0 };
}

/** Who is behind a cell: the patients, sorted by whose turn it is, where the insight says so, by the id their source gave them and then by what their rows say, and how many there are. */
export async function behind(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  { limit = 500, ...looking }: Looking = {},
): Promise<{ total: number; different: number; columns: Columns; patients: Patient[] }> {
  const { signal, aside = null } = looking;
  const counted = await countBehind(study, insight, question, cell, looking);
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const columns = insight.rowColumns(prepared.cells.params);
  const rows = whoIs(insight, prepared, cell, aside);
  const inOrder = join(Object.keys(columns).map((name) => sql`r.${id(name)}`));
  const listed = decode(
    await study.engine.query(
      sql`SELECT ${declared(columns)}, r.subject::BIGINT AS subject, s.id AS "patient id", s.namespace AS "patient namespace" ${rows} ORDER BY ${join([...(insight.triage?.order ?? []), sql`s.namespace`, sql`s.id`, sql`r.subject`, inOrder])} LIMIT ${limit}`,
    ),
    {
      ...columns,
      subject: "integer",
      "patient id": "text",
      "patient namespace": "text",
    },
  );
  return {
    ...counted,
    columns,
    patients: listed.map(({ subject, "patient id": id, "patient namespace": namespace, ...row }) => ({
      subject: Number(subject),
      id: String(id),
      namespace: String(namespace),
      row,
    })),
  };
}

/** The ids of all who are behind a cell, each once, in the order of the ids. */
export async function idsBehind(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  { signal, aside = null }: Looking = {},
): Promise<SubjectId[]> {
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const found = decode(
    await study.engine.query(
      sql`SELECT DISTINCT s.namespace, s.id ${whoIs(insight, prepared, cell, aside)} ORDER BY s.namespace, s.id`,
    ),
    { namespace: "text", id: "text" },
  );
  return found.map(({ namespace, id }) => ({ namespace: String(namespace), id: String(id) }));
}

/** Of whom a question is about, the patients: those whom its selections hold. */
const asked = async (study: Study, question: Question, signal?: AbortSignal): Promise<Sql> => {
  const first = question.selections?.find(({ insight }) => !insight.candidates) ?? question.selections?.[0];
  if (!first) throw new Error("nothing is selected");
  const own = { ...question, params: first.params };
  const { members } = await prepare(study, first.insight, own, signal ? { signal } : {});
  return members;
};

/** How many patients the selections of a question hold. */
export async function countSelected(study: Study, question: Question, signal?: AbortSignal): Promise<number> {
  const members = await asked(study, question, signal);
  const counted = await study.engine.query(sql`SELECT count(DISTINCT patient)::BIGINT AS n FROM ${members}`);
  return decode(counted, { n: "integer" })[0]?.n ?? 0;
}

/** The ids of the patients whom the selections of a question hold, in the order of the ids. */
export async function idsSelected(study: Study, question: Question): Promise<SubjectId[]> {
  const members = await asked(study, question);
  const found = await study.engine.query(
    sql`SELECT namespace, id FROM ${table("subjects")} WHERE key IN (SELECT patient FROM ${members}) ORDER BY namespace, id`,
  );
  return decode(found, { namespace: "text", id: "text" }).map(({ namespace, id }) => ({
    namespace: String(namespace),
    id: String(id),
  }));
}

/** The events behind one patient's part of a cell, in order of time. */
export async function eventsBehind(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  subject: number,
  { limit = 2000, signal, aside = null }: Looking = {},
): Promise<EventRow[]> {
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  return decode(
    await study.engine.query(sql`
      SELECT DISTINCT ${eventFields}
      FROM ${prepared.patients.events} e JOIN (FROM ${prepared.rows} r WHERE ${behindOf(insight, cell, aside, prepared.cells)} AND r.subject = ${subject}) r ON r.subject = e.subject
      WHERE ${madeRow(insight, prepared.patients)} ORDER BY occurred_at, "recordedAt", segment, row LIMIT ${limit}`),
    eventColumns,
  );
}
