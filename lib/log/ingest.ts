import { decode } from "../engine/decode";
import { Failed, failureOf, type Failure } from "../failure";
import type { Mapping } from "../ingest/mapping/mapping";
import type { Reader } from "../ingest/read/reader";
import { prepare, type Draft } from "../ingest/prepare";
import { list, sql, type Sql } from "../sql";
import { admission, type Unpacked } from "./admit";
import { cleared } from "./erasure/clear";
import type { Removed } from "./erasure/list";
import { assignRoles, retractionsIn } from "./roles";
import { bytesHeld } from "./memory";
import { resolve } from "./resolve/resolve";
import { emptyIncoming, incoming, packed, packIncoming, table } from "./schema";
import { makeCurrent, snapshot, type Segment, type Study } from "./study";

/** A file to load, with the mapping to use and what was taken out of it before, where those are known already. */
export type Source = { name: string; blob: Blob; mapping?: Mapping; erased?: Removed };
export type Progress = {
  file: string;
  stage: "open" | "read" | "settle";
  rows: number;
  total: number | null;
  files: number;
  filesDone: number;
  secondsLeft: number | null;
};
export type Unmapped = { file: string } & Draft;
export type Ingested = {
  study: Study;
  loaded: Segment[];
  refused: { file: string; failure: Failure }[];
  unmapped: Unmapped[];
  /** Files that were written anew without those who are erased, and what they were before. */
  rewritten: { from: Blob; to: Blob }[];
};

export type IngestOptions = {
  open: (source: Source) => Promise<Reader>;
  /** By file name; a mapping given here is used as it stands. */
  mappings?: Readonly<Record<string, Mapping>>;
  /** Whether a mapping that was only guessed, but lacks nothing, is used without asking. */
  acceptProposals?: boolean;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
};

type Mapped = { source: Source; reader: Reader; preset: string; mapping: Mapping };

const ofSegments = [incoming, packed, table("traits"), table("quarantine"), table("corrections")];
const dictionaries = ["subjects", "terms"] as const;
type Mark = Readonly<Record<(typeof dictionaries)[number], number>>;

const count = async ({ engine }: Study, from: Sql): Promise<number> =>
  decode(await engine.query(sql`SELECT count(*)::BIGINT AS n FROM ${from}`), { n: "integer" })[0]?.n ?? 0;

/** How many words and patients are known: their keys count up from 0. */
const mark = async (study: Study): Promise<Mark> => ({
  subjects: await count(study, table("subjects")),
  terms: await count(study, table("terms")),
});

/** Takes back what segments brought since a mark. */
async function forget({ engine }: Study, segments: readonly number[], since: Mark): Promise<void> {
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

/** Rows that may wait as they came, at about 150 bytes each; more are compressed. */
const mostUnpacked = 12_000_000;

async function pack({ engine }: Study, unpacked: Unpacked): Promise<void> {
  for (const statement of packIncoming) await engine.query(statement);
  unpacked.rows = 0;
}

async function load(
  study: Study,
  segment: number,
  { source, reader, mapping }: Mapped,
  options: IngestOptions,
  unpacked: Unpacked,
  report: (rows: number) => void,
): Promise<number> {
  if (mapping.reference) return reader.rows ?? 0;
  let rows = 0;
  const { admit, finish } = admission(study.engine, mapping, segment, unpacked, options.signal);
  for await (const batch of ahead(reader.encoded(mapping, options.signal ? { signal: options.signal } : {}))) {
    const taken = await admit(batch);
    if (unpacked.rows > mostUnpacked) await pack(study, unpacked);
    if (taken !== batch.rows)
      throw new Failed({
        kind: "file",
        file: source.name,
        fault: "row-count",
        detail: `${taken} of ${batch.rows} arrived`,
      });
    rows += taken;
    report(rows);
  }
  await finish();
  if (reader.rows !== null && reader.rows !== rows)
    throw new Failed({ kind: "file", file: source.name, fault: "row-count", detail: `${rows} of ${reader.rows}` });
  return rows;
}

/** What a database says of a batch, said of its file. */
const ofFile = (file: string, failure: Failure): Failure =>
  failure.kind === "query" ? { kind: "file", file, fault: "unsupported", detail: failure.detail } : failure;

/** Loads files into the study's log; a User Timing measure says how long it took. A file that fails leaves nothing behind and the others load; a cancel leaves everything as it was. Cost n log n in the rows of the log. */
export async function ingest(study: Study, sources: readonly Source[], options: IngestOptions): Promise<Ingested> {
  const refused: Ingested["refused"] = [];
  const unmapped: Unmapped[] = [];
  const rewritten: Ingested["rewritten"] = [];
  const loaded: (Omit<Segment, "counts"> & { rows: number })[] = study.segments.map(({ counts, ...segment }) => ({
    ...segment,
    rows: counts.rows - counts.erased,
  }));
  const fresh: number[] = [];
  const started = performance.now();
  const before = await mark(study);
  let next: Study;
  const report = (file: string, stage: Progress["stage"], filesDone: number, rows: number, total: number | null) => {
    const seconds = (performance.now() - started) / 1000;
    const secondsLeft = total !== null && rows > 0 && stage === "read" ? (seconds / rows) * (total - rows) : null;
    options.onProgress?.({ file, stage, rows, total, files: sources.length, filesDone, secondsLeft });
  };
  try {
    const mapped: Mapped[] = [];
    for (const [i, source] of sources.entries()) {
      options.signal?.throwIfAborted();
      report(source.name, "open", i, 0, null);
      try {
        const reader = await options.open(source);
        const prepared = await prepare(reader, source.mapping ?? options.mappings?.[source.name]);
        if (prepared.mapped) mapped.push({ source, ...prepared });
        else if (options.acceptProposals && prepared.draft.proposal && prepared.draft.missing.length === 0)
          mapped.push({ source, reader, preset: "guessed", mapping: prepared.draft.proposal });
        else unmapped.push({ file: source.name, ...prepared.draft });
      } catch (thrown) {
        refused.push({ file: source.name, failure: failureOf(thrown) });
      }
    }
    const total = mapped.every(({ reader }) => reader.rows !== null)
      ? mapped.reduce((sum, { reader }) => sum + (reader.rows ?? 0), 0)
      : null;
    let rowsBefore = 0;
    const unpacked: Unpacked = { rows: 0 };
    for (const [i, given] of mapped.entries()) {
      options.signal?.throwIfAborted();
      const segment = Math.max(-1, ...loaded.map(({ id }) => id)) + 1;
      fresh.push(segment);
      const known = await mark(study);
      try {
        const file = await cleared(given, study.erased, options.open);
        const [from, to] = [given.source.blob, file.source.blob];
        const rows = await load(study, segment, file, options, unpacked, (done) =>
          report(given.source.name, "read", i, rowsBefore + done, total),
        );
        const { source, reader, preset, mapping } = file;
        loaded.push({
          id: segment,
          file: source.name,
          blob: source.blob,
          erased: source.erased ?? null,
          format: reader.format,
          bytes: source.blob.size,
          preset,
          mapping,
          reader,
          rows,
        });
        rowsBefore += rows;
        if (from !== to) rewritten.push({ from, to });
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.kind === "cancelled" || failure.kind === "engine") throw thrown;
        await forget(study, [segment], known);
        unpacked.rows = await count(study, incoming);
        refused.push({ file: given.source.name, failure: ofFile(given.source.name, failure) });
      }
    }
    if (loaded.length === study.segments.length) return { study, loaded: [], refused, unmapped, rewritten };
    report("", "settle", sources.length, rowsBefore, rowsBefore);
    if (rowsBefore > mostUnpacked) await pack(study, unpacked);
    next = await resolve(
      study.engine,
      { rule: study.rule, retractions: retractionsIn(loaded.map(({ mapping }) => mapping)) },
      async (turn) => {
        await assignRoles(
          turn,
          loaded.map(({ mapping }) => mapping),
        );
        return { ...(await snapshot(turn, loaded, study.rule)), erased: study.erased, engine: study.engine };
      },
      options.signal,
    );
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== "engine") {
      for (const statement of emptyIncoming) await study.engine.query(statement);
      await forget(study, fresh, before);
    }
    throw new Failed(failure);
  }
  makeCurrent(next);
  const rows = loaded.reduce((sum, segment) => sum + segment.rows, 0);
  performance.measure("rivergraph:ingest", { start: started, detail: { rows, bytes: await bytesHeld(study.engine) } });
  return { study: next, loaded: next.segments.filter(({ id }) => fresh.includes(id)), refused, unmapped, rewritten };
}
