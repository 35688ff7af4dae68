import { decode } from "../engine/decode";
import { Failed, type Failure } from "../failure";
import type { Mapping } from "../ingest/mapping/mapping";
import type { Reader } from "../ingest/read/reader";
import { groupsToRead } from "../ingest/subset/may-match";
import type { Selection } from "../ingest/subset/subset";
import { list, sql, type Sql } from "../sql";
import { admission, type Unpacked } from "./admit";
import { incoming, packed, packIncoming, table } from "./schema";
import type { Study } from "./study";

const ofSegments = [incoming, packed, table("traits"), table("quarantine"), table("corrections")];
const dictionaries = ["subjects", "terms"] as const;
type Mark = Readonly<Record<(typeof dictionaries)[number], number>>;

const count = async ({ engine }: Study, from: Sql): Promise<number> =>
  decode(await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${from}`), { n: "integer" })[0]?.n ?? 0;

/** How many words and patients are known: their keys count up from 0. */
export const mark = async (study: Study): Promise<Mark> => ({
  subjects: await count(study, table("subjects")),
  terms: await count(study, table("terms")),
});

/** What waits in `incoming`. */
export const waitingRows = (study: Study): Promise<number> => count(study, incoming);

/** Takes back what segments brought since a mark. */
export async function forget({ engine }: Study, segments: readonly number[], since: Mark): Promise<void> {
  for (const name of ofSegments) await engine.query(sql`DELETE FROM ${name} WHERE segment IN ${list(segments)}`);
  for (const name of dictionaries) await engine.query(sql`DELETE FROM ${table(name)} WHERE key >= ${since[name]}`);
}

/** The next batch is read while one is admitted. */
async function* ahead<T>(batches: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = batches.next();
  try {
    for (let held = await next; !held.done; held = await next) {
      next = batches.next();
      next.catch(() => undefined);
      yield held.value;
    }
  } finally {
    await next.catch(() => undefined);
    await batches.return(undefined);
  }
}

/** Rows that may wait as they came, at about 150 bytes each; of more, all are compressed, so many at a time. */
const [mostUnpacked, atATime] = [12_000_000, 3_000_000];

/** Nothing waits yet of so many rows that are to come. */
export const unpackedOf = (rows: number): Unpacked => ({ rows: 0, most: rows > mostUnpacked ? atATime : mostUnpacked });

/** Compresses what waits where that is much, or where all that was read is. */
export async function pack({ engine }: Study, unpacked: Unpacked, rows = unpacked.rows): Promise<void> {
  if (rows <= unpacked.most) return;
  for (const statement of packIncoming) await engine.query(statement);
  unpacked.rows = 0;
}

const wrongCount = (file: string, detail: string) => new Failed({ kind: "file", file, fault: "row-count", detail });

/** Rows of the row groups that a selection reads. */
export const rowsToRead = ({ pieces }: Reader, mapping: Mapping, selection: Selection): number =>
  mapping.reference
    ? 0
    : groupsToRead(pieces, mapping, selection).reduce((sum, at) => sum + (pieces[at]?.rows ?? 0), 0);

type File = { file: string; reader: Reader; mapping: Mapping };
type Loading = { selection: Selection; signal?: AbortSignal; unpacked: Unpacked; report(rows: number): void };

/** Takes what is selected of a file in. Resolves to how many of its rows were, and how many each upcast read; every row that was read is one of those or was not wanted. */
export async function load(
  study: Study,
  segment: number,
  { file, reader, mapping }: File,
  { selection, signal, unpacked, report }: Loading,
): Promise<{ taken: number; upcasts: number[] }> {
  const upcasts = (mapping.upcasts ?? []).map(() => 0);
  if (mapping.reference) return { taken: reader.rows ?? 0, upcasts };
  let [taken, read] = [0, 0];
  const stop = signal ? { signal } : {};
  const { admit, finish } = admission(study.engine, mapping, segment, unpacked, signal);
  for await (const batch of ahead(reader.encoded(mapping, { selection, ...stop }))) {
    const came = await admit(batch);
    await pack(study, unpacked);
    if (came + batch.leftOut !== batch.rows) throw wrongCount(file, `${came} of ${batch.rows - batch.leftOut} arrived`);
    taken += came;
    read += batch.rows;
    for (const [place, rows] of batch.upcasts.entries()) upcasts[place] = (upcasts[place] ?? 0) + rows;
    report(read);
  }
  await finish();
  const whole = selection.want === null && selection.have.length === 0;
  const stated = whole ? (reader.rows ?? read) : rowsToRead(reader, mapping, selection);
  if (read !== stated) throw wrongCount(file, `${read} of ${stated}`);
  return { taken, upcasts };
}

/** What a database says of a batch, said of its file. */
export const ofFile = (file: string, failure: Failure): Failure =>
  failure.kind === "query" ? { kind: "file", file, fault: "unsupported", detail: failure.detail } : failure;
