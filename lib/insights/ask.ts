import { everybody } from "../cohorts/everybody";
import { decode, type Columns, type Row } from "../engine/decode";
import { Failed } from "../failure";
import { knownAt } from "../log/known";
import { dayOf, isCurrent, type Study } from "../log/study";
import { observed } from "../projections/observed";
import { id, join, none, sql, type Sql } from "../sql";
import { grouped } from "./grouped";
import type { AnyInsight, CellsContext, PatientsContext } from "./insight";
import { materialise } from "./materialise";

/** `knownAt` is an ISO UTC moment, or null for now. Parameters are checked against the insight's own schema. */
export type Question = { params: unknown; knownAt: string | null };
export type Answer = {
  columns: Columns;
  cells: Row[];
  sql: { patients: string; cells: string };
  milliseconds: number;
  key: string;
};
export type Asking = { signal?: AbortSignal };

/** The question with everything it needs at hand, patient rows included. */
export type Prepared = { cells: CellsContext<never>; patients: PatientsContext<never>; patientsSql: Sql; rows: Sql };

/** Checks the parameters and materialises what the fold reads: observation, members, patient rows. What was materialised once for the same log, moment and parameters is not computed again. */
export async function prepare(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<Prepared> {
  if (study.now === "") throw new Failed({ kind: "empty-study" });
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  const parsed = insight.params.safeParse(question.params ?? {});
  if (!parsed.success)
    throw new Failed({
      kind: "params",
      insight: insight.id,
      detail: parsed.error.issues.map((i) => [i.path.join("."), i.message].filter(Boolean).join(": ")).join("; "),
    });
  const moment = question.knownAt !== null && question.knownAt < study.now ? question.knownAt : study.now;
  const dataEnd = dayOf(study, moment);
  const events = knownAt(moment);
  const observedTable = await materialise(study, observed(events, dataEnd), signal);
  const context = {
    knownAt: moment,
    now: study.now,
    dataStart: study.dataStart,
    dataEnd,
    dialect: study.engine.dialect,
    params: parsed.data,
  };
  const members = everybody(observedTable);
  const patients = { ...context, events, observed: observedTable, members: sql`(${members})` };
  const patientsSql = insight.patients(patients);
  const rowsTable = await materialise(study, patientsSql, signal);
  const breakdown = insight.breakdown(parsed.data);
  const groupedMembers = await materialise(study, grouped(members, breakdown), signal);
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  const rows = sql`(SELECT r.*, m.index_day, ${breakdown.by === "attribute" ? sql`coalesce(r.attribute, '–')` : sql`m."group"`} AS "group" FROM ${rowsTable} r JOIN ${groupedMembers} m USING (subject))`;
  return { patients, patientsSql, rows, cells: { ...context, rows, members: groupedMembers } };
}

/** The columns of an insight's patient rows, aliased r, as they are declared. */
export const rowColumns = ({ rowColumns: columns }: AnyInsight): Sql =>
  join(
    Object.entries(columns).map(
      ([name, type]) => sql`r.${id(name)}${type === "text" ? sql`::VARCHAR` : none} AS ${id(name)}`,
    ),
  );

/** The seam of the app: one insight's cells over a cohort, as known at a moment. Cost: linear in the events the first time, in the patient rows when only the fold changes. */
export async function ask(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<Answer> {
  const started = performance.now();
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const statement = insight.cells(prepared.cells);
  const raw = decode(await study.engine.query(statement, signal ? { signal } : {}), insight.columns);
  const cells = insight.finish ? insight.finish(raw, prepared.cells) : raw;
  const { duration } = performance.measure("rivergraph:ask", { start: started, detail: { insight: insight.id } });
  return {
    columns: insight.columns,
    cells,
    sql: { patients: prepared.patientsSql.text, cells: statement.text },
    milliseconds: duration,
    key: `${study.digest}|${prepared.cells.knownAt}|${insight.id}|${statement.text}`,
  };
}
