import { decode, type Row } from "../engine/decode";
import { standing, table } from "../log/schema";
import type { Study } from "../log/study";
import { sql, type Sql } from "../sql";
import { prepare, type Asking, type Prepared, type Question } from "./ask";
import { type EventRow, eventColumns, eventFields } from "./event-row";
import { type AnyInsight, madeRow } from "./insight";
import { materialise } from "./materialise";

export const changeKinds = ["new", "correction", "retraction", "conflict", "restored"] as const;
export type ChangeKind = (typeof changeKinds)[number];
export type Changed = { kind: ChangeKind; patient: string; event: EventRow };
export type Changes = { total: number; kinds: Readonly<Record<ChangeKind, number>>; events: Changed[] };

/** The same question at two moments, ISO UTC; the later one null for now. */
export type Span = Question & { since: string };

const kindOf = sql`CASE WHEN e.corrects IS NOT NULL THEN CASE WHEN e.withdraws THEN 'retraction' ELSE 'correction' END
  WHEN e.standing = ${standing.conflict} THEN 'conflict' ELSE 'new' END`;

/** Of one moment's patient rows those that the other does not have, and of its events those that made them and that the other does not know. */
function ofOne(insight: AnyInsight, own: Prepared, other: Prepared, cell: Row | null): Sql {
  const rows = ({ rows: from, cells }: Prepared) =>
    sql`SELECT r.* FROM ${from} r WHERE ${cell ? insight.members(cell, cells) : sql`TRUE`}`;
  return sql`
    SELECT e.* FROM (
      SELECT e.* FROM ${own.patients.events} e ANTI JOIN ${other.patients.events} o ON o.segment = e.segment AND o.row = e.row) e
    WHERE EXISTS (SELECT 1 FROM (${rows(own)} EXCEPT ${rows(other)}) r WHERE r.subject = e.subject AND ${madeRow(insight, own.patients)})`;
}

/** (segment, row, kind) of what was recorded between two moments and moved patient rows: events that came in, and what ended a version that was known before. */
function moved(insight: AnyInsight, now: Prepared, then: Prepared, cell: Row | null): Sql {
  const [from, to] = [then.known.moment, now.known.moment];
  const between = sql`e.recorded_at > ${from}::TIMESTAMP AND e.recorded_at <= ${to}::TIMESTAMP AND e.standing <> ${standing.duplicate}`;
  const naming = (events: Sql) =>
    sql`(SELECT r.*, ${now.patients.inRoles("retraction")} AS withdraws, c.space AS corrects_space, c.key AS corrects FROM ${events} r LEFT JOIN ${table("corrections")} c ON c.segment = r.segment AND c.row = r.row)`;
  const log = naming(table("received"));
  return sql`
    WITH came AS MATERIALIZED (${ofOne(insight, now, then, cell)}), went AS MATERIALIZED (${ofOne(insight, then, now, cell)})
    SELECT segment, row, CASE WHEN e.recorded_at <= ${from}::TIMESTAMP THEN 'restored' ELSE ${kindOf} END AS kind FROM ${naming(sql`came`)} e
    UNION SELECT e.segment, e.row, ${kindOf} FROM ${log} e JOIN went w ON e.corrects_space = w.space AND e.corrects = w.key WHERE ${between}
    UNION SELECT e.segment, e.row, ${kindOf} FROM ${log} e JOIN went w ON e.space = w.space AND e.key = w.key WHERE ${between}`;
}

/** What was recorded between two moments and made an insight differ, or one cell of it: how many of each kind, and the newest of them. */
export async function changes(
  study: Study,
  insight: AnyInsight,
  { since, ...question }: Span,
  cell: Row | null,
  { limit = 1000, signal }: Asking & { limit?: number } = {},
): Promise<Changes> {
  const { engine } = study;
  const stop = signal ? { signal } : {};
  const now = await prepare(study, insight, question, stop);
  const then = await prepare(study, insight, { ...question, knownAt: since }, stop);
  const digest = `${then.known.digest} ${now.known.digest}`;
  const found = await materialise(engine, digest, moved(insight, now, then, cell), signal ? { signal } : {});
  const counted = decode(
    await engine.query(sql`SELECT kind, count(*)::BIGINT AS n FROM ${found} GROUP BY kind`, stop),
    { kind: "text", n: "integer" },
  );
  const of = (kind: ChangeKind) => counted.find((one) => one.kind === kind)?.n ?? 0;
  const listed = decode(
    await engine.query(
      sql`SELECT f.kind, s.id AS patient, ${eventFields} FROM ${found} f JOIN ${table("received")} e ON e.segment = f.segment AND e.row = f.row JOIN ${table("subjects")} s ON s.key = e.subject
        ORDER BY e.recorded_at DESC, s.namespace, s.id, e.segment, e.row LIMIT ${limit}`,
      stop,
    ),
    { kind: "text", patient: "text", ...eventColumns },
  );
  const kinds = {
    new: of("new"),
    correction: of("correction"),
    retraction: of("retraction"),
    conflict: of("conflict"),
    restored: of("restored"),
  };
  return {
    total: Object.values(kinds).reduce((sum, n) => sum + n, 0),
    kinds,
    events: listed.map(({ kind, patient, ...event }) => ({
      kind: changeKinds.find((one) => one === kind) ?? "new",
      patient: patient ?? "",
      event,
    })),
  };
}
