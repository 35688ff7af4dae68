import { everybody } from "../cohorts/everybody";
import { decode, type Columns, type Row } from "../engine/decode";
import { Failed } from "../failure";
import { extremesAt, knownAt } from "../log/known";
import { asKnown, type Known } from "../log/as-known";
import { fileColumn } from "../log/columns";
import { withLocalTime } from "../log/local-time";
import { inRoles } from "../log/roles";
import { isCurrent, type Study } from "../log/study";
import { observed } from "../projections/observed";
import { id, join, none, sql, type Sql } from "../sql";
import { answers, earlierState } from "./answers";
import { attributeOf, attributesOf, isFileColumn, withColumn } from "./attributes";
import { asTrait, grouped, inColumn, together } from "./grouped";
import type { Place } from "../engine/queue";
import { fold } from "./fold";
import type { AnyInsight, CellsContext, Fitted, PatientsContext, Plan } from "./insight";
import { materialise } from "./materialise";

/** `knownAt` is an ISO UTC moment, or null for now. Parameters are checked against the insight's own schema. */
export type Question = { params: unknown; knownAt: string | null };
export type Answer = {
  columns: Columns;
  cells: Row[];
  /** What the insight tells beside its cells, by name. */
  also: Readonly<Record<string, readonly Row[]>>;
  sql: { patients: string; cells: string };
  milliseconds: number;
  /** What the answer rests on, and by what it is known: the same key is the same answer. */
  known: Known;
  key: string;
  /** What the log knew at this moment when the question was asked before, where older events have been added since. */
  before: Known | null;
};
/** `incomplete` where parts of the history are still to be loaded: what was known is then not remembered. */
export type Asking = { signal?: AbortSignal; incomplete?: boolean };

/** The question with everything it needs at hand, patient rows included. */
export type Prepared = {
  cells: CellsContext<never>;
  patients: PatientsContext<never>;
  patientsSql: Sql;
  rows: Sql;
  /** Asides that a fit came to. */
  found: Fitted["also"];
  known: Known;
};

/** Keeps what a plan wants kept, each step once for a state of the log, and returns its last. */
async function planned(study: Study, digest: string, plan: Plan, place: Place): Promise<Sql> {
  let step = plan;
  while ("keep" in step) step = step.next(await materialise(study.engine, digest, step.keep, place));
  return step;
}

/** What is known at the question's moment, and its parameters as the insight's schema has them. Throws Failed. */
async function settled(study: Study, insight: AnyInsight, question: Question) {
  if (study.now === "") throw new Failed({ kind: "empty-study" });
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  const parsed = insight.params.safeParse(question.params ?? {});
  if (!parsed.success)
    throw new Failed({
      kind: "params",
      insight: insight.id,
      detail: parsed.error.issues.map((i) => [i.path.join("."), i.message].filter(Boolean).join(": ")).join("; "),
    });
  return { params: parsed.data, known: await asKnown(study, question.knownAt) };
}

/** Checks the parameters and materialises what the fold reads: observation, members, patient rows. What was materialised once for the same log, moment and parameters is not computed again. */
export async function prepare(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<Prepared> {
  const stop = signal ? { signal, urgent: true } : { urgent: true };
  const { engine } = study;
  const { params, known } = await settled(study, insight, question);
  const { moment, digest, dataStart, dataEnd } = known;
  const latest = question.knownAt === null;
  const all = knownAt(moment, latest);
  const observedTable = await materialise(engine, digest, observed(extremesAt(moment, latest, dataEnd), dataEnd), stop);
  const context = { knownAt: moment, dataStart, dataEnd, dialect: engine.dialect, params };
  const members = everybody(observedTable);
  const breakdown = insight.breakdown(params, attributesOf(study));
  const column =
    (breakdown.by === "trait" || breakdown.by === "attribute") && isFileColumn(study, breakdown.name)
      ? await fileColumn(study, breakdown.name, signal)
      : null;
  const byAttribute = breakdown.by === "attribute";
  const told = insight.localTime
    ? await withLocalTime(study, all, { from: dataStart || dataEnd, to: dataEnd }, signal)
    : all;
  const withAttribute = (from: Sql) => (byAttribute && column ? withColumn(from, column) : from);
  const attribute = byAttribute ? attributeOf(breakdown.name, column) : null;
  const patients = {
    ...context,
    events: withAttribute(told),
    plain: withAttribute(all),
    inRoles: inRoles(study.roles),
    observed: observedTable,
    members: sql`(${members})`,
    attribute,
  };
  const patientsSql = await planned(study, digest, insight.patients(patients), stop);
  const rowsTable = await materialise(engine, digest, patientsSql, stop);
  const stated = breakdown.by !== "trait" ? null : column ? inColumn(column) : asTrait(study, breakdown.name);
  const groups = stated ? grouped(members, stated, all) : together(members);
  const groupedMembers = await materialise(engine, digest, groups, stop);
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  const ofRow = byAttribute || breakdown.by === "row";
  const joined = sql`(SELECT r.*, m.index_day, ${ofRow ? sql`coalesce(r.attribute, '–')` : sql`m."group"`} AS "group" FROM ${rowsTable} r JOIN ${groupedMembers} m USING (subject))`;
  const fitted = await insight.fit?.({
    ...context,
    rows: sql`(SELECT * FROM ${rowsTable} WHERE subject IN (SELECT subject FROM (${members})))`,
    fold: (statement, columns) => fold(engine, digest, statement, columns, stop),
    keep: (relation) => materialise(engine, digest, relation, stop),
  });
  const rows = fitted ? sql`(${fitted.rows(joined)})` : joined;
  const cells = { ...context, rows, members: groupedMembers };
  return { patients, patientsSql, rows, found: fitted?.also ?? {}, known, cells };
}

/** Columns of rows aliased r, as they are declared. */
export const declared = (columns: Columns): Sql =>
  join(
    Object.entries(columns).map(
      ([name, type]) => sql`r.${id(name)}${type === "text" ? sql`::VARCHAR` : none} AS ${id(name)}`,
    ),
  );

/** What the patient rows rest on, event by event: a relation with subject and the columns that the insight declares for it; null where it declares none. */
export async function lines(study: Study, insight: AnyInsight, question: Question, { signal }: Asking = {}) {
  if (!insight.lines) return null;
  const { patients, known } = await prepare(study, insight, question, signal ? { signal } : {});
  const rows = await planned(study, known.digest, insight.lines.rows(patients), signal ? { signal } : {});
  return { columns: insight.lines.columns, rows: sql`(${rows})` };
}

/** The seam of the app: one insight's cells over a cohort, as known at a moment. Cost: linear in the events the first time, in the patient rows when only the fold changes, nothing where the same was known at the moment when it was asked before. */
export async function ask(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal, incomplete = false }: Asking = {},
): Promise<Answer> {
  const started = performance.now();
  const { engine } = study;
  const { params, known } = await settled(study, insight, question);
  const asked = JSON.stringify([insight.id, params, question.knownAt]);
  const key = `${known.digest} ${known.moment} ${asked}`;
  const before = question.knownAt === null || incomplete ? null : earlierState(engine, asked, known);
  const answer = answers(engine).get(key) ?? (await answered(study, insight, question, key, signal));
  if (!isCurrent(study)) throw new Failed({ kind: "cancelled" });
  performance.measure("rivergraph:ask", { start: started, detail: { insight: insight.id } });
  return { ...answer, known, before };
}

async function answered(study: Study, insight: AnyInsight, question: Question, key: string, signal?: AbortSignal) {
  const started = performance.now();
  const stop = signal ? { signal, urgent: true } : { urgent: true };
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const statement = insight.cells(prepared.cells);
  const asides = Object.entries(insight.also ?? {}).map(([name, aside]) => ({
    name,
    aside,
    own: aside.rows ? study.engine.query(aside.rows(prepared.cells), stop) : null,
  }));
  // Asked at once, so that nothing else of the page comes between them.
  const [told, ...beside] = await Promise.all([study.engine.query(statement, stop), ...asides.map(({ own }) => own)]);
  const raw = decode(told, insight.columns);
  const cells = insight.finish ? insight.finish(raw, prepared.cells) : raw;
  const also: Record<string, readonly Row[]> = {};
  asides.forEach(({ name, aside }, i) => {
    const stream = beside[i];
    const own = stream ? decode(stream, aside.columns) : (prepared.found[name] ?? cells);
    also[name] = aside.finish ? aside.finish(own, prepared.cells) : own;
  });
  const answer = {
    columns: insight.columns,
    cells,
    also,
    sql: { patients: prepared.patientsSql.text, cells: statement.text },
    milliseconds: performance.now() - started,
    key,
  };
  answers(study.engine).set(key, answer);
  return answer;
}
