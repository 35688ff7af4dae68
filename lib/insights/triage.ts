import type { SubjectId } from "../cohorts/cohort";
import { amongIds } from "../cohorts/ids";
import { type Columns, decode, type Row } from "../engine/decode";
import { grouped } from "../group";
import { table } from "../log/schema";
import type { Study } from "../log/study";
import { and, id, join, list, sql, type Sql } from "../sql";
import { type Asking, declared, prepare, type Prepared, type Question } from "./ask";
import { planned } from "./compose";
import { type AnyInsight, behindOf } from "./insight";
import { materialise } from "./materialise";

/** How the last weeks of a patient went, the oldest first: shares of days with supply, or events where no supply is known; null where nothing was known yet. */
export type Course = { kind: "covered" | "events"; values: readonly (number | null)[] };

/** A patient by the register that their id is of. */
export type Named = { namespace: string; id: string };

/** A patient whose turn it is: the rows that say why, and how they have been. */
export type Turn = Named & { subject: number; rows: readonly Row[]; course: Course };

/** Of whom the turns are told: those behind any of some cells, whose ids contain some letters, who are among some or not among others. */
export type Among = {
  cells?: readonly Row[];
  containing?: string;
  only?: readonly SubjectId[] | null;
  except?: readonly SubjectId[];
};

const weeks = 26;

function chosen(insight: AnyInsight, { cells }: Prepared, among: Among): Sql {
  const { cells: picked = [], containing = "", only = null, except = [] } = among;
  const byId = (ids: readonly SubjectId[]) => amongIds(ids, sql`s.namespace`, sql`s.id`);
  return and([
    ...(picked.length > 0
      ? [
          sql`r.subject IN (SELECT r.subject FROM ${cells.rows} r WHERE ${join(
            picked.map((cell) => sql`(${behindOf(insight, cell, null, cells)})`),
            " OR ",
          )})`,
        ]
      : []),
    ...(containing === "" ? [] : [sql`contains(lower(s.id), lower(${containing}))`]),
    ...(only ? [byId(only)] : []),
    ...(except.length > 0 ? [sql`NOT coalesce(${byId(except)}, FALSE)`] : []),
  ]);
}

const from = ({ rows, members }: Prepared): Sql =>
  sql`${rows} r JOIN ${members} m ON m.subject = r.subject JOIN ${table("subjects")} s ON s.key = m.patient`;

async function courses(
  study: Study,
  insight: AnyInsight,
  prepared: Prepared,
  subjects: readonly number[],
  { signal }: Asking,
) {
  if (!insight.triage) return new Map<number | null, never>();
  const plan = insight.triage.course(prepared.patients, list(subjects), weeks);
  const at = signal ? { signal } : {};
  const relation = await planned(plan, (kept) => materialise(study.engine, prepared.known.digest, kept, at));
  const columns = { subject: "integer", week: "integer", kind: "text", value: "number" } as const;
  return grouped(decode(await study.engine.query(relation, at), columns), ({ subject }) => subject);
}

function courseOf(told: readonly { week: number | null; kind: string | null; value: number | null }[]): Course {
  const kind = told[0]?.kind === "events" ? "events" : "covered";
  const by = new Map(told.map(({ week, value }) => [week, value]));
  const first = Math.max(-1, ...told.flatMap(({ week }) => week ?? []));
  const values = Array.from({ length: weeks }, (_, i) => weeks - 1 - i).map((week) =>
    week > first ? null : (by.get(week) ?? 0),
  );
  return { kind, values };
}

/** The patients of an insight in the order of their turns, `limit` of them from `offset` on, and how many there are. Cost: linear in the patient rows, past what `prepare` costs. */
export async function turns(
  study: Study,
  insight: AnyInsight,
  question: Question,
  among: Among,
  { limit, offset = 0, ...asking }: Asking & { limit: number; offset?: number },
): Promise<{ total: number; columns: Columns; patients: Turn[] }> {
  const started = performance.now();
  const prepared = await prepare(study, insight, question, asking);
  const columns = insight.rowColumns(prepared.cells.params);
  const order = insight.triage?.order ?? [];
  const at = asking.signal ? { signal: asking.signal } : {};
  const page = decode(
    await study.engine.query(
      sql`
        SELECT subject, id, namespace, count(*) OVER ()::BIGINT AS total
        FROM (SELECT r.subject::BIGINT AS subject, s.id, s.namespace, ${join(order.map((by, i) => sql`${by} AS ${id(`o${i}`)}`))} FROM ${from(prepared)} WHERE ${chosen(insight, prepared, among)} GROUP BY ALL)
        ORDER BY ${join([...order.map((_, i) => id(`o${i}`)), sql`namespace`, sql`id`, sql`subject`])} LIMIT ${limit} OFFSET ${offset}`,
      at,
    ),
    { subject: "integer", id: "text", namespace: "text", total: "integer" },
  );
  const subjects = page.flatMap(({ subject }) => subject ?? []);
  const [told, drawn] = await Promise.all([
    study.engine.query(
      sql`SELECT ${declared(columns)}, r.subject::BIGINT AS "of subject" FROM ${prepared.rows} r WHERE r.subject IN ${list(subjects)} ORDER BY ALL`,
      at,
    ),
    courses(study, insight, prepared, subjects, asking),
  ]);
  const rows = grouped(decode(told, { ...columns, "of subject": "integer" }), (row) => Number(row["of subject"]));
  performance.measure("rivergraph:turns", { start: started, detail: { insight: insight.id } });
  return {
    total: page[0]?.total ?? 0,
    columns,
    patients: page.map(({ subject, id: own, namespace }) => ({
      subject: subject ?? -1,
      id: own ?? "",
      namespace: namespace ?? "",
      rows: rows.get(subject ?? -1) ?? [],
      course: courseOf(drawn.get(subject) ?? []),
    })),
  };
}

/** The ids of all whose turn it is, in no order. */
export async function allInTurn(
  study: Study,
  insight: AnyInsight,
  question: Question,
  { signal }: Asking = {},
): Promise<Named[]> {
  const at = signal ? { signal } : {};
  const prepared = await prepare(study, insight, question, at);
  const found = await study.engine.query(sql`SELECT DISTINCT s.namespace, s.id FROM ${from(prepared)}`, at);
  return decode(found, { namespace: "text", id: "text" }).map((one) => ({
    namespace: one.namespace ?? "",
    id: one.id ?? "",
  }));
}
