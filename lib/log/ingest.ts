import { Failed, failureOf, type Failure } from "../failure";
import type { Mapping } from "../ingest/mapping/mapping";
import type { Reader } from "../ingest/read/reader";
import { prepare, type Draft } from "../ingest/prepare";
import type { Subset } from "../ingest/subset/subset";
import { cleared } from "./erasure/clear";
import type { Removed } from "./erasure/list";
import { forget, load, mark, ofFile, pack, rowsToRead, unpackedOf, waitingRows } from "./loading";
import { ofOpen } from "./segment-reader";
import { bytesHeld } from "./memory";
import { emptyIncoming } from "./schema";
import { settled } from "./settle";
import { loadedAs, type Segment, type Study } from "./study";

/** A file to load, with the mapping to use, what was taken out of it before and what of it to load (null for all), where those are known already. `ask`: a person is to say how much of it. */
export type Source = {
  name: string;
  blob: Blob;
  mapping?: Mapping;
  erased?: Removed;
  subset?: Subset | null;
  ask?: boolean;
};
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
/** A file that is open and of which a person is to say how much is loaded. */
export type Offered = { file: string; reader: Reader; mapping: Mapping };
export type Ingested = {
  study: Study;
  loaded: Segment[];
  refused: { file: string; failure: Failure }[];
  unmapped: Unmapped[];
  offered: Offered[];
  /** Files that were written anew without those who are erased, and what they were before. */
  rewritten: { from: Blob; to: Blob }[];
};

export type IngestOptions = {
  open: (source: Source) => Promise<Reader>;
  /** By file name; a mapping given here is used as it stands. */
  mappings?: Readonly<Record<string, Mapping>>;
  /** Whether a mapping that was only guessed, but lacks nothing, is used without asking. */
  acceptProposals?: boolean;
  /** What to load of files for which nothing is decided; all where it is absent. */
  subset?: Subset | null;
  /** Files of more rows wait until a person says how much of them is to be loaded. */
  askAbove?: number;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
};

type Mapped = { source: Source; reader: Reader; preset: string; mapping: Mapping };

/** What is to be loaded of a file: what was decided for it, else for all. */
const subsetOfFile = ({ source, mapping }: Mapped, { subset = null }: IngestOptions): Subset | null =>
  mapping.reference ? null : source.subset === undefined ? subset : source.subset;

/** Whether a person is to be asked how much of a file is to be loaded, which nobody decided yet. */
const isOpen = ({ source, reader, mapping }: Mapped, { askAbove = Infinity }: IngestOptions): boolean =>
  source.subset === undefined && !mapping.reference && (source.ask === true || (reader.rows ?? 0) > askAbove);

/** Loads files into the study's log; a User Timing measure says how long it took. A file that fails leaves nothing behind and the others load; a cancel leaves everything as it was. Cost n log n in the rows of the log. */
export async function ingest(study: Study, sources: readonly Source[], options: IngestOptions): Promise<Ingested> {
  const refused: Ingested["refused"] = [];
  const unmapped: Unmapped[] = [];
  const offered: Offered[] = [];
  const rewritten: Ingested["rewritten"] = [];
  const loaded = study.segments.map(loadedAs);
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
    const found: Mapped[] = [];
    for (const [i, source] of sources.entries()) {
      options.signal?.throwIfAborted();
      report(source.name, "open", i, 0, null);
      try {
        const reader = await options.open(source);
        const prepared = await prepare(reader, source.mapping ?? options.mappings?.[source.name]);
        if (prepared.mapped) found.push({ source, ...prepared });
        else if (options.acceptProposals && prepared.draft.proposal && prepared.draft.missing.length === 0)
          found.push({ source, reader, preset: "guessed", mapping: prepared.draft.proposal });
        else unmapped.push({ file: source.name, ...prepared.draft });
      } catch (thrown) {
        refused.push({ file: source.name, failure: failureOf(thrown) });
      }
    }
    for (const { source, reader, mapping } of found.filter((file) => isOpen(file, options)))
      offered.push({ file: source.name, reader, mapping });
    const mapped = found.flatMap((file) => (isOpen(file, options) ? [] : { file, want: subsetOfFile(file, options) }));
    const total = mapped.reduce(
      (sum, { file: { reader, mapping }, want }) => sum + rowsToRead(reader, mapping, { want, have: [] }),
      0,
    );
    let rowsBefore = 0;
    const unpacked = unpackedOf(total);
    for (const [i, { file: given, want }] of mapped.entries()) {
      options.signal?.throwIfAborted();
      const segment = Math.max(-1, ...loaded.map(({ id }) => id)) + 1;
      fresh.push(segment);
      const known = await mark(study);
      try {
        const file = await cleared(given, study.erased, options.open);
        const [from, to] = [given.source.blob, file.source.blob];
        const { source, reader, preset, mapping } = file;
        const selection = { want, have: [] };
        const { taken, upcasts } = await load(
          study,
          segment,
          { file: source.name, reader, mapping },
          {
            selection,
            unpacked,
            ...(options.signal && { signal: options.signal }),
            report: (read) => report(given.source.name, "read", i, rowsBefore + read, total),
          },
        );
        const rows = reader.rows ?? taken;
        loaded.push({
          id: segment,
          file: source.name,
          blob: source.blob,
          erased: source.erased ?? null,
          format: reader.format,
          bytes: source.blob.size,
          preset,
          mapping,
          reader: ofOpen(reader),
          subset: want,
          upcasts,
          rows,
          leftOut: rows - taken,
        });
        rowsBefore += rowsToRead(reader, mapping, selection);
        if (from !== to) rewritten.push({ from, to });
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure.kind === "cancelled" || failure.kind === "engine") throw thrown;
        await forget(study, [segment], known);
        unpacked.rows = await waitingRows(study);
        refused.push({ file: given.source.name, failure: ofFile(given.source.name, failure) });
      }
    }
    if (loaded.length === study.segments.length) return { study, loaded: [], refused, unmapped, offered, rewritten };
    report("", "settle", sources.length, rowsBefore, rowsBefore);
    await pack(study, unpacked, rowsBefore);
    next = await settled(study, study.rule, loaded, options.signal);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.kind !== "engine") {
      for (const statement of emptyIncoming) await study.engine.query(statement);
      await forget(study, fresh, before);
    }
    throw new Failed(failure);
  }
  const rows = loaded.reduce((sum, segment) => sum + segment.rows - segment.leftOut, 0);
  performance.measure("rivergraph:ingest", { start: started, detail: { rows, bytes: await bytesHeld(study.engine) } });
  const brought = next.segments.filter(({ id }) => fresh.includes(id));
  return { study: next, loaded: brought, refused, unmapped, offered, rewritten };
}
