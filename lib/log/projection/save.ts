import { decode } from "../../engine/decode";
import type { Engine } from "../../engine/engine";
import { id, join, sql } from "../../sql";
import type { LogSettings } from "../settings";
import type { Kept } from "../store/record";
import { table } from "../schema";
import type { Study } from "../study";
import { type Contents, factsOf, type Layout } from "./contents";
import { keyOf } from "./key";
import { layoutOf } from "./layout";

/** Where a projection is put away. A writing that something overtook is refused. */
export type Shelf = {
  /** The number of a new writing; null where the key does not stand for what is kept, or it is there already. */
  begin(key: string): Promise<number | null>;
  /** Resolves to the name of a part. */
  put(writing: number, part: Uint8Array): Promise<string>;
  finish(writing: number, contents: Contents): Promise<void>;
};

/** Rows of a part: the database compresses so many at a time. */
const partRows = 122_880;

type SaveOptions = { signal: AbortSignal; rowsAtATime?: number };

const sizeOf = async (engine: Engine, name: string): Promise<{ rows: number; end: number }> => {
  const [found] = decode(
    await engine.query(
      sql`SELECT count(*)::BIGINT AS rows, coalesce(max(rowid) + 1, 0)::BIGINT AS "end" FROM ${table(name)}`,
    ),
    { rows: "integer", end: "integer" },
  );
  return { rows: found?.rows ?? 0, end: found?.end ?? 0 };
};

async function saved(
  engine: Engine,
  { name, columns }: Layout[number],
  put: (part: Uint8Array) => Promise<string>,
  { signal, rowsAtATime = partRows }: SaveOptions,
): Promise<Contents["tables"][number]> {
  const { rows, end } = await sizeOf(engine, name);
  const parts: string[] = [];
  for (let from = 0; from < end; from += rowsAtATime) {
    signal.throwIfAborted();
    const some = sql`SELECT ${join(columns.map((column) => id(column.name)))} FROM ${table(name)} WHERE rowid >= ${from} AND rowid < ${from + rowsAtATime}`;
    parts.push(await put(await engine.query(some, { signal, background: true })));
  }
  return { name, columns: [...columns], rows, parts };
}

/** Puts the tables of a study away, a part at a time so that questions go between; resolves to whether it did. Nothing may change the log meanwhile without aborting the signal. */
export async function save(
  study: Study,
  keptOf: (blob: Blob) => Kept | undefined,
  settings: LogSettings,
  shelf: Shelf,
  options: SaveOptions,
): Promise<boolean> {
  const files = study.segments.flatMap((segment) => {
    const kept = keptOf(segment.blob);
    return kept ? { segment, kept } : [];
  });
  if (files.length < study.segments.length) return false;
  const writing = await shelf.begin(
    keyOf(
      files.map(({ kept }) => kept),
      settings,
    ),
  );
  if (writing === null) return false;
  const tables: Contents["tables"] = [];
  for (const one of await layoutOf(study.engine))
    tables.push(await saved(study.engine, one, (part) => shelf.put(writing, part), options));
  options.signal.throwIfAborted();
  const segments = files.map(({ segment: { id, format, reader, upcasts, newest, counts }, kept }) => ({
    id,
    kept: kept.id,
    format,
    columns: [...reader.columns],
    upcasts: [...upcasts],
    newest,
    counts,
  }));
  await shelf.finish(writing, { tables, segments, facts: factsOf(study) });
  return true;
}
