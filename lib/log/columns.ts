import type { Engine } from "../engine/engine";
import { Failed } from "../failure";
import { traitsIn } from "../ingest/mapping/upcasts";
import { columnsIn } from "../ingest/mapping/validate";
import { groupsToRead } from "../ingest/subset/may-match";
import { sql, type Sql } from "../sql";
import { scratch, table } from "./schema";
import { streamOf, wholeColumn } from "./stream";
import { textData } from "../ingest/read/text-data";
import type { Segment, Study } from "./study";

/** More different values than a figure, its table or a person can take in. */
const mostValues = 1000;

/** What a column of the files says: `rows` (segment, row, key) where it says anything, `words` (key, text). */
export type FileColumn = { rows: Sql; words: Sql };

type Held = FileColumn & {
  number: number;
  values: Map<string, number>;
  /** What of each segment was read. */
  read: Map<number, string>;
  tooMany: boolean;
  busy: Promise<void>;
};

const held = new WeakMap<Engine, Map<string, Held>>();

const told = /^(Utf8|LargeUtf8|Utf8View|U?int|Float|Bool|Decimal|Date)/i;

/** Columns of the files that no part of their mappings reads and that hold plain values, by name. */
export function fileColumns({ segments }: Study): string[] {
  const names = segments.flatMap(({ mapping, reader }) => {
    const read = new Set(columnsIn(mapping));
    return mapping.reference
      ? []
      : reader.columns.flatMap(({ name, type }) => (told.test(type) && !read.has(name) ? name : []));
  });
  const traits = new Set(segments.flatMap(({ mapping }) => traitsIn(mapping)));
  return [...new Set(names)].filter((name) => !traits.has(name)).toSorted((a, b) => a.localeCompare(b, "en"));
}

function columnOf(engine: Engine, name: string): Held {
  const all = held.get(engine) ?? new Map<string, Held>();
  held.set(engine, all);
  const found = all.get(name);
  if (found) return found;
  const number = all.size;
  const fresh: Held = {
    number,
    rows: table(`column ${number} rows`),
    words: table(`column ${number} words`),
    values: new Map(),
    read: new Map(),
    tooMany: false,
    busy: Promise.resolve(),
  };
  all.set(name, fresh);
  return fresh;
}

async function append(engine: Engine, into: Sql, stream: Uint8Array): Promise<void> {
  const given = scratch("column given");
  await engine.exclusive(async (turn) => {
    try {
      await turn.insert("column given", stream);
      await turn.query(sql`INSERT INTO ${into} FROM ${given}`);
    } finally {
      await turn.query(sql`DROP TABLE IF EXISTS ${given}`);
    }
  });
}

/** Rows that say something, with the keys of what they say. */
function saidStream(segment: number, firstRow: number, codes: Int32Array, keys: readonly number[]): Uint8Array | null {
  const [row, key] = [new Int32Array(codes.length), new Int32Array(codes.length)];
  let count = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? -1;
    if (code < 0) continue;
    row[count] = firstRow + at;
    key[count++] = keys[code] ?? -1;
  }
  const columns = { segment: new Int32Array(count).fill(segment), row, key };
  if (count === 0) return null;
  return streamOf(
    Object.entries(columns).map(([name, values]) => [name, wholeColumn(values.subarray(0, count), count)] as const),
    count,
  );
}

async function readSegment(
  engine: Engine,
  column: Held,
  name: string,
  segment: Segment,
  signal?: AbortSignal,
): Promise<void> {
  const { id, mapping, subset } = segment;
  const reader = await segment.reader.opened();
  await engine.query(sql`DELETE FROM ${column.rows} WHERE segment = ${id}`);
  const pieces = groupsToRead(reader.pieces, mapping, { want: subset, have: [] });
  const keys: number[] = [];
  for await (const { firstRow, codes, words } of reader.worded(
    { from: [name] },
    { pieces, ...(signal && { signal }) },
  )) {
    for (const word of words) {
      const key = column.values.get(word) ?? column.values.size;
      column.values.set(word, key);
      keys.push(key);
    }
    column.tooMany = column.values.size > mostValues;
    if (column.tooMany) return;
    const stream = saidStream(id, firstRow, codes, keys);
    if (stream) await append(engine, column.rows, stream);
  }
}

async function bringUp({ engine, segments }: Study, column: Held, name: string, signal?: AbortSignal): Promise<void> {
  if (column.read.size === 0)
    await engine.query(sql`CREATE OR REPLACE TABLE ${column.rows} (segment INTEGER, row INTEGER, key INTEGER)`);
  const due = segments.filter(
    ({ id, mapping, subset }) => !mapping.reference && column.read.get(id) !== JSON.stringify(subset),
  );
  for (const segment of due) {
    if (column.tooMany) break;
    await readSegment(engine, column, name, segment, signal);
    if (!column.tooMany) column.read.set(segment.id, JSON.stringify(segment.subset));
  }
  if (column.tooMany)
    throw new Failed({
      kind: "query",
      detail: `“${name}” has more than ${mostValues.toLocaleString("en-GB")} different values.`,
    });
  if (due.length === 0) return;
  const texts = [...column.values.keys()];
  await engine.query(sql`CREATE OR REPLACE TABLE ${column.words} (key INTEGER, text VARCHAR)`);
  const keys = wholeColumn(
    Int32Array.from(texts, (_, key) => key),
    texts.length,
  );
  const text = textData(texts.length, (row) => texts[row] ?? null);
  if (texts.length > 0)
    await append(
      engine,
      column.words,
      streamOf(
        [
          ["key", keys],
          ["text", text],
        ],
        texts.length,
      ),
    );
}

/** A column that no role reads, read back from the files once; again only what of them is new. Throws Failed where it has more than 1,000 different values. Cost linear in the rows of the files. */
export async function fileColumn(study: Study, name: string, signal?: AbortSignal): Promise<FileColumn> {
  const column = columnOf(study.engine, name);
  const turn = column.busy.then(() => bringUp(study, column, name, signal));
  column.busy = turn.catch(() => undefined);
  await turn;
  return { rows: column.rows, words: column.words };
}
