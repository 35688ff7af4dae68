import type { Cohort } from "../cohorts/cohort";
import { type Columns, decode, type Row } from "../engine/decode";
import { type Disguise, moved, withDisguise } from "../export/disguise";
import { rowsCsv } from "../export/rows";
import { table } from "../log/schema";
import type { Study } from "../log/study";
import { id, join, sql, type Sql } from "../sql";
import { declared, prepare, type Question } from "./ask";
import { whoIs } from "./behind";
import type { AnyInsight } from "./insight";

/** Rows that are held at once while they are written. */
const atOnce = 20_000;

/** Rows of patients as one CSV file, how many there are, and of how many patients. */
export type RowsOut = { blob: Blob; columns: string[]; rows: number; patients: number };

type Leaving = { disguise: Disguise | null; signal?: AbortSignal };

/** Rows with `subject`, the key of a patient, and these columns beside it, in this order. */
type Source = { columns: Columns; rows: Sql; order: readonly Sql[] };

const held = id("memory", "main", "leaving");
const times = { date: "day", moment: "moment" } as const;

/** Columns as they leave: dates moved by as much as the patient's are. */
const leaves = (columns: Columns, shift: Sql | null): Sql[] =>
  Object.entries(columns).map(([name, type]) => {
    const time = type === "date" || type === "moment" ? times[type] : null;
    const own = sql`r.${id(name)}`;
    return sql`${shift && time ? moved(own, time, shift) : own} AS ${id(name)}`;
  });

/** Who the rows are of: the patient as the file names them, and by what the dates are moved. */
type Who = { names: Columns; select: Sql; joined: Sql; shift: Sql | null; first: Sql };

const exactly: Who = {
  names: { patient: "text", register: "text" },
  select: sql`s.id AS patient, s.namespace AS register`,
  joined: sql`JOIN ${table("subjects")} s ON s.key = r.subject`,
  shift: null,
  first: sql`s.namespace, s.id`,
};
const under = (who: Sql, { shift }: Disguise): Who => ({
  names: { patient: "text" },
  select: sql`d.patient`,
  joined: sql`JOIN ${who} d ON d.subject = r.subject`,
  shift: shift ? sql`d.shift` : null,
  first: sql`d.number`,
});

/** Writes rows, a part at a time, from a table of their own, so that each part is found at once. */
async function written({ engine }: Study, { columns, rows, order }: Source, who: Who, signal?: AbortSignal) {
  const stop = signal ? { signal } : {};
  const all: Columns = { ...who.names, ...columns };
  await engine.query(
    sql`CREATE OR REPLACE TABLE ${held} AS SELECT (row_number() OVER (ORDER BY ${join([who.first, ...order])}) - 1)::BIGINT AS place, r.subject AS "whose", ${join([who.select, ...leaves(columns, who.shift)])} FROM (${rows}) r ${who.joined}`,
    stop,
  );
  try {
    const [counted] = decode(
      await engine.query(
        sql`SELECT count(*)::BIGINT AS rows, count(DISTINCT "whose")::BIGINT AS patients FROM ${held}`,
        stop,
      ),
      { rows: "integer", patients: "integer" },
    );
    const { rows: count, patients } = { rows: counted?.rows ?? 0, patients: counted?.patients ?? 0 };
    const names = Object.keys(all);
    const parts = [rowsCsv(names, []).trimEnd()];
    for (let from = 0; from < count; from += atOnce) {
      const found = await engine.query(
        sql`SELECT ${declared(all)} FROM ${held} r WHERE place >= ${from} AND place < ${from + atOnce} ORDER BY place`,
        stop,
      );
      parts.push("\r\n", withoutHead(rowsCsv(names, decode(found, all))));
    }
    return { blob: new Blob([...parts, "\r\n"], { type: "text/csv" }), columns: names, rows: count, patients };
  } finally {
    await engine.query(sql`DROP TABLE IF EXISTS ${held}`);
  }
}

const withoutHead = (csv: string): string => csv.slice(csv.indexOf("\r\n") + 2);

const out = (study: Study, source: Source, { disguise, signal }: Leaving): Promise<RowsOut> =>
  disguise
    ? withDisguise(study.engine, disguise, (who) => written(study, source, under(who, disguise), signal))
    : written(study, source, exactly, signal);

/** The patient rows behind a cell, `aside` where it is a row of one, as they leave. Cost: linear in them, twenty thousand held at once. */
export async function patientRowsOut(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  { aside = null, ...leaving }: Leaving & { aside?: string | null },
): Promise<RowsOut> {
  const { signal } = leaving;
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const columns = insight.rowColumns(prepared.cells.params);
  const own = Object.keys(columns).map((name) => sql`r.${id(name)}`);
  const rows = sql`SELECT m.patient AS subject, ${join(own)} ${whoIs(insight, prepared, cell, aside)}`;
  return out(study, { columns, rows, order: own }, leaving);
}

const membership = { cohort: "text", entered: "date", index: "date", left: "date" } as const;

/** Who is a member of cohorts, and from when until when: a row for each time that a patient entered. `insight` is any whose questions are about members. Cost: as above. */
export async function membersOut(
  study: Study,
  insight: AnyInsight,
  { cohorts, knownAt }: { cohorts: readonly Cohort[]; knownAt: string | null },
  leaving: Leaving,
): Promise<RowsOut> {
  const { signal } = leaving;
  const question = { params: {}, cohorts, knownAt };
  const { members } = await prepare(study, insight, question, signal ? { signal } : {});
  const rows = sql`SELECT patient AS subject, cohort, entry_day AS entered, index_day AS "index", exit_day AS "left" FROM ${members}`;
  return out(study, { columns: membership, rows, order: [sql`r.cohort`, sql`r.entered`] }, leaving);
}
