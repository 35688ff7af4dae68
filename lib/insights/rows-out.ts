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

/** Exports that go on side by side have a table each. */
let tables = 0;
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
  const held = id("memory", "main", `leaving ${++tables}`);
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

/** The patient rows behind a cell, `aside` where it is a row of one, as they leave, `without` some of their columns. Their days are of periods of the calendar as often as of patients, so that none is moved. Cost: linear in them, twenty thousand held at once. */
export async function patientRowsOut(
  study: Study,
  insight: AnyInsight,
  question: Question,
  cell: Row,
  { aside = null, without = new Set(), ...leaving }: Leaving & { aside?: string | null; without?: ReadonlySet<string> },
): Promise<RowsOut> {
  const { signal } = leaving;
  const prepared = await prepare(study, insight, question, signal ? { signal } : {});
  const columns = Object.fromEntries(
    Object.entries(insight.rowColumns(prepared.cells.params)).filter(([name]) => !without.has(name)),
  );
  const own = Object.keys(columns).map((name) => sql`r.${id(name)}`);
  const rows = sql`SELECT ${join([sql`m.patient AS subject`, ...own])} ${whoIs(insight, prepared, cell, aside)}`;
  const disguise = leaving.disguise && { ...leaving.disguise, shift: false };
  return out(study, { columns, rows, order: own }, { ...leaving, disguise });
}

const membership = { cohort: "text", entered: "date", index: "date", left: "date" } as const;

/** Who is a member of cohorts, and from when until when: a row for each time that a patient entered. Where dates are moved, those who are still observed at the end of the data have no day of leaving. `insight` is any whose questions are about members. Cost: as above. */
export async function membersOut(
  study: Study,
  insight: AnyInsight,
  { cohorts, knownAt }: { cohorts: readonly Cohort[]; knownAt: string | null },
  leaving: Leaving,
): Promise<RowsOut> {
  const { signal } = leaving;
  const question = { params: {}, cohorts, knownAt };
  const { members, known } = await prepare(study, insight, question, signal ? { signal } : {});
  // All who are still observed leave on one day: moved, it would tell by how much.
  const left = leaving.disguise?.shift
    ? sql`CASE WHEN exit_day < ${known.dataEnd}::DATE THEN exit_day END`
    : sql`exit_day`;
  const rows = sql`SELECT patient AS subject, cohort, entry_day AS entered, index_day AS "index", ${left} AS "left" FROM ${members}`;
  return out(study, { columns: membership, rows, order: [sql`r.cohort`, sql`r.entered`] }, leaving);
}
