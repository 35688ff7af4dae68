import { decode } from "../engine/decode";
import { Failed } from "../failure";
import type { WriteParquet } from "../ingest/read/parquet/write";
import { fileColumn, fileColumns, type FileColumn } from "../log/columns";
import { withLocalTime } from "../log/local-time";
import { spelled, standing, table } from "../log/schema";
import type { Study } from "../log/study";
import { id, join, sql, type Sql } from "../sql";

/** What the file is called where a statement looks for it. */
export const eventsFile = "events.parquet";

/** Events that are held at once while they are written. */
const atOnce = 100_000;

export const traitColumn = (name: string): string => `trait ${name}`;
export const fileColumnName = (name: string): string => `column ${name}`;

/** Columns of the log that hold words. */
export const wordColumns = ["type", "item", "source", "recorded_by", "unit", "reason", "lane"] as const;
type WordColumn = (typeof wordColumns)[number];

const word = (name: WordColumn): Sql =>
  sql`(SELECT text FROM ${table("terms")} WHERE key = e.${id(name)}) AS ${id(name)}`;

/** Of the log's rows in these places every stretch of time in which one was in force: known_from to known_until. */
const inForce = (from: number, to: number): Sql => {
  const here = sql`(SELECT * FROM (SELECT rowid AS place, *, ${spelled} FROM ${table("rows")}) WHERE place >= ${from} AND place < ${to} AND standing <> ${standing.duplicate})`;
  return sql`(SELECT *, recorded_at AS known_from FROM ${here}
    UNION ALL BY NAME SELECT r.* REPLACE (a.known_until AS known_until), a.known_from FROM ${here} r JOIN ${table("again")} a ON a.segment = r.segment AND a.row = r.row)`;
};

type Named = { name: string; column: FileColumn };

/** What the files say in columns that no role reads; one with more values than a figure can take in is left out. */
async function others(study: Study, signal?: AbortSignal): Promise<{ columns: Named[]; left: string[] }> {
  const [columns, left]: [Named[], string[]] = [[], []];
  for (const name of fileColumns(study))
    try {
      columns.push({ name, column: await fileColumn(study, name, signal) });
    } catch (thrown) {
      if (!(thrown instanceof Failed && thrown.failure.kind === "query")) throw thrown;
      left.push(name);
    }
  return { columns, left };
}

const traitOf = (name: string): Sql =>
  sql`(SELECT max(value) FROM ${table("traits")} t WHERE t.name = ${name} AND t.segment = e.segment AND t.row = e.row) AS ${id(traitColumn(name))}`;

const saidIn = ({ name, column }: Named): Sql =>
  sql`(SELECT max(text) FROM ${column.rows} c JOIN ${column.words} USING (key) WHERE c.segment = e.segment AND c.row = e.row) AS ${id(fileColumnName(name))}`;

/**
 * Every event of the log as one Parquet file, a row for each stretch of time in which a version of it was known, words and roles spelled out: as known at T are the rows with known_from ≤ T and known_until after T or empty. Days are the patients' local days,
 * moments UTC. `left` are columns of the files with too many values to be carried over. Cost linear in the log; a hundred thousand rows are held at once.
 */
export async function exportedEvents(
  study: Study,
  write: WriteParquet,
  signal?: AbortSignal,
): Promise<{ blob: Blob; left: string[] }> {
  const { engine, traits, dataStart, dataEnd } = study;
  const stop = signal ? { signal } : {};
  const { columns, left } = await others(study, signal);
  const names = [...new Set(traits.map(({ name }) => name))].toSorted();
  const select = async (from: number, to: number): Promise<Sql> => sql`
    SELECT s.id AS patient, s.namespace, e.subject, ${word("type")}, role, occurred_at, recorded_at, recorded_assumed, day, make_timestamp(wall_s * 1000000) AS local_time, zone,
      ${word("recorded_by")}, ${word("source")}, ${word("item")}, dose, per_day, days_supply, until_day, value, ${word("unit")}, ${word("reason")}, ${word("lane")}, pos,
      known_from, known_until, e.segment, e.row, kind, space, e.key${join(
        [...names.map(traitOf), ...columns.map(saidIn)].map((one) => sql`, ${one}`),
        "",
      )}
    FROM ${await withLocalTime(study, inForce(from, to), { from: dataStart || dataEnd, to: dataEnd }, signal)} e
      JOIN ${table("subjects")} s ON s.key = e.subject LEFT JOIN ${table("roles")} r ON r.type = e.type
    ORDER BY place, known_from`;
  const counted = decode(
    await engine.query(sql`SELECT coalesce(max(rowid) + 1, 0)::BIGINT AS places FROM ${table("rows")}`, stop),
    { places: "integer" },
  );
  const places = counted[0]?.places ?? 0;
  async function* streams(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < places; from += atOnce) yield engine.query(await select(from, from + atOnce), stop);
  }
  const empty = await engine.query(await select(0, 0), stop);
  return { blob: await write(streams(), atOnce, empty), left };
}
