import { decode } from "../engine/decode";
import { Failed } from "../failure";
import type { WriteParquet } from "../ingest/read/parquet/write";
import { fileColumn, fileColumns, type FileColumn } from "../log/columns";
import { withLocalTime } from "../log/local-time";
import { spelled, standing, table } from "../log/schema";
import type { Study } from "../log/study";
import { id, join, none, sql, type Sql } from "../sql";
import { type Disguise, disguisedNumber, disguisedPerson, moved, withDisguise } from "./disguise";

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

const times = {
  day: ["day", "until_day"],
  moment: ["occurred_at", "recorded_at", "known_from", "known_until"],
} as const;

/** Letters of an id from which on it is no word that stands in a text by chance. */
const leastId = 4;

/** A text in which the patient's pseudonym stands for their id. */
const unnamed = (text: Sql): Sql =>
  sql`CASE WHEN length(e.patient) >= ${leastId} THEN replace(${text}, e.patient, d.patient) ELSE ${text} END`;

/** What is left of events where patients have pseudonyms: nothing that their source calls them or where it keeps them, and only those words and columns that may leave. */
function dressed(events: Sql, who: Sql, said: readonly string[], { key, shift }: Disguise, without: Without): Sql {
  const later = (column: string, time: "day" | "moment") =>
    shift ? [sql`${moved(sql`e.${id(column)}`, time, sql`d.shift`)} AS ${id(column)}`] : [];
  const inWords = (column: string) => {
    const text = unnamed(sql`e.${id(column)}`);
    return shift ? moved(text, "words", sql`d.shift`) : text;
  };
  const left = said.filter((column) => without.has(column));
  const words = [...said, "reason"].filter((column) => !without.has(column));
  const replaced = [
    sql`d.patient AS patient`,
    sql`d.number AS subject`,
    sql`${without.has("recorded_by") ? sql`NULL::VARCHAR` : disguisedPerson(key, sql`e.recorded_by`)} AS recorded_by`,
    ...(without.has("reason") ? [sql`NULL::VARCHAR AS reason`] : []),
    ...words.map((column) => sql`${inWords(column)} AS ${id(column)}`),
    sql`NULL::VARCHAR AS lane`,
    sql`NULL::BIGINT AS pos`,
    sql`${disguisedNumber(key, [sql`e.space`, sql`e.key`])} AS key`,
    sql`0::BIGINT AS space`,
    sql`0::INTEGER AS segment`,
    sql`${disguisedNumber(key, [sql`e.segment`, sql`e.row`])} AS row`,
    // What a clock shows beside the moment tells the time of year.
    ...(shift ? [sql`NULL::TIMESTAMP AS local_time`, sql`NULL::VARCHAR AS zone`] : []),
    ...times.day.flatMap((column) => later(column, "day")),
    ...times.moment.flatMap((column) => later(column, "moment")),
  ];
  const leaving = left.length > 0 ? sql` EXCLUDE (${join(left.map((column) => id(column)))})` : none;
  return sql`SELECT e.*${leaving} REPLACE (${join(replaced)}) FROM (${events}) e JOIN ${who} d ON d.subject = e.subject ORDER BY d.number, e.known_from, e.key`;
}

type Without = ReadonlySet<string>;

/** How the events leave: as they are, or under pseudonyms and without some columns, by their names in the file. */
export type EventsAs = { disguise?: Disguise | null; without?: Without; signal?: AbortSignal };

/**
 * Every event of the log as one Parquet file, a row for each stretch of time in which a version of it was known, words and roles spelled out: as known at T are the rows with known_from ≤ T and known_until after T or empty. Days are the patients' local days,
 * moments UTC. `left` are columns of the files with too many values to be carried over. Under pseudonyms the file has the same columns, but for those that it is to be without: ids and numbers of events and rows are others, positions in the platform's log are empty, and dates are moved where asked, without the clock of the patient, which would tell the time of year. Cost linear in the log; a hundred thousand rows are held at once.
 */
export async function exportedEvents(
  study: Study,
  write: WriteParquet,
  { disguise = null, without = new Set(), signal }: EventsAs = {},
): Promise<{ blob: Blob; left: string[]; rows: number }> {
  if (disguise)
    return withDisguise(study.engine, disguise, (who) =>
      writtenEvents(study, write, signal, (events, said) => dressed(events, who, said, disguise, without)),
    );
  return writtenEvents(study, write, signal, (events) => events);
}

type Dress = (events: Sql, said: readonly string[]) => Sql;

async function writtenEvents(study: Study, write: WriteParquet, signal: AbortSignal | undefined, dress: Dress) {
  const { engine, traits, dataStart, dataEnd } = study;
  const stop = signal ? { signal } : {};
  const { columns, left } = await others(study, signal);
  const names = [...new Set(traits.map(({ name }) => name))].toSorted();
  const said = [...names.map(traitColumn), ...columns.map(({ name }) => fileColumnName(name))];
  const select = async (from: number, to: number): Promise<Sql> =>
    dress(
      sql`
    SELECT s.id AS patient, s.namespace, e.subject, ${word("type")}, role, occurred_at, recorded_at, recorded_assumed, day, make_timestamp(wall_s * 1000000) AS local_time, zone,
      ${word("recorded_by")}, ${word("source")}, ${word("item")}, dose, per_day, days_supply, until_day, value, ${word("unit")}, ${word("reason")}, ${word("lane")}, pos,
      known_from, known_until, e.segment, e.row, kind, space, e.key${join(
        [...names.map(traitOf), ...columns.map(saidIn)].map((one) => sql`, ${one}`),
        "",
      )}
    FROM ${await withLocalTime(study, inForce(from, to), { from: dataStart || dataEnd, to: dataEnd }, signal)} e
      JOIN ${table("subjects")} s ON s.key = e.subject LEFT JOIN ${table("roles")} r ON r.type = e.type
    ORDER BY place, known_from`,
      said,
    );
  const counted = decode(
    await engine.query(sql`SELECT coalesce(max(rowid) + 1, 0)::BIGINT AS places FROM ${table("rows")}`, stop),
    { places: "integer" },
  );
  const places = counted[0]?.places ?? 0;
  async function* streams(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < places; from += atOnce) yield engine.query(await select(from, from + atOnce), stop);
  }
  const empty = await engine.query(await select(0, 0), stop);
  const held = decode(await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${inForce(0, places)}`, stop), {
    n: "integer",
  });
  return { blob: await write(streams(), atOnce, empty), left, rows: held[0]?.n ?? 0 };
}

/** Different values of a column, and how many patients to each, up to which it tells nobody apart by itself. */
const few = { values: 20, share: 1 / 4 };

/** A column of the events that can be left out, by its name in the file; `telling` where single patients may be known by it: it has many values, or nobody knows what it holds. */
export type OptionalColumn = { column: string; label: string; telling: boolean };

/** Columns that events may leave without, where patients have pseudonyms. */
export async function optionalColumns(study: Study, signal?: AbortSignal): Promise<OptionalColumn[]> {
  const { engine } = study;
  const stop = signal ? { signal } : {};
  const traits = decode(
    await engine.query(
      sql`SELECT name, count(DISTINCT value)::BIGINT AS n FROM ${table("traits")} GROUP BY name ORDER BY name`,
      stop,
    ),
    { name: "text", n: "integer" },
  );
  const [reasons] = decode(
    await engine.query(sql`SELECT count(DISTINCT reason)::BIGINT AS n FROM ${table("rows")}`, stop),
    { n: "integer" },
  );
  const tells = (values: number) => values > few.values || values > few.share * study.patients;
  return [
    { column: "recorded_by", label: "who stated it, under pseudonyms", telling: false },
    { column: "reason", label: "reasons, in the words of the source", telling: tells(reasons?.n ?? 0) },
    ...traits.map(({ name, n }) => ({
      column: traitColumn(name ?? ""),
      label: name ?? "",
      telling: tells(n ?? 0),
    })),
    ...fileColumns(study).map((name) => ({ column: fileColumnName(name), label: name, telling: true })),
  ];
}
