import type { Engine } from "../../engine/engine";
import { Failed } from "../../failure";
import { prepare } from "../../ingest/prepare";
import type { IngestOptions, Progress } from "../ingest";
import type { LogSettings } from "../settings";
import type { Kept } from "../store/record";
import { makeCurrent, openStudy, type Segment, type Study } from "../study";
import { type Contents, contentsSchema, type Layout } from "./contents";
import { layoutOf } from "./layout";
import { openedLater } from "../segment-reader";

export type Shelved = {
  /** A part by its name, whole and as it was written. */
  part(name: string): Promise<Uint8Array>;
  /** The files that are kept. */
  files: readonly { kept: Kept; blob: Blob }[];
  settings: LogSettings;
};

const unusable = (detail: string) => new Failed({ kind: "store", fault: "altered", detail });

/** The next part is read while one is put in. */
async function* inOrder(names: readonly string[], read: Shelved["part"]): AsyncGenerator<Uint8Array> {
  const begin = (name: string | undefined) => {
    const reading = name === undefined ? null : read(name);
    reading?.catch(() => undefined);
    return reading;
  };
  let next = begin(names[0]);
  for (const [i] of names.entries()) {
    const part = await next;
    next = begin(names[i + 1]);
    if (part) yield part;
  }
}

const same = (one: Layout[number], other: Layout[number] | undefined): boolean =>
  JSON.stringify(one.columns) === JSON.stringify(other?.columns);

async function fill(
  engine: Engine,
  { name, rows, parts }: Contents["tables"][number],
  read: Shelved["part"],
  report: (rows: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  let held = 0;
  for await (const part of inOrder(parts, read)) {
    signal?.throwIfAborted();
    const before = held;
    held = await engine.insert(name, part, { append: "log" });
    report(held - before);
  }
  if (held !== rows) throw unusable(`${held} of ${rows} rows of ${name}`);
}

function segmentsOf({ segments }: Contents, files: Shelved["files"], open: IngestOptions["open"]): Segment[] {
  const byId = new Map(files.map((file) => [file.kept.id, file]));
  return segments.map(({ id, kept: number, format, columns, upcasts, newest, counts }) => {
    const file = byId.get(number);
    if (!file) throw unusable(`no file ${number}`);
    const { kept, blob } = file;
    const { name, bytes, preset, mapping, erased, subset } = kept;
    const reader = openedLater(columns, async () => {
      const prepared = await prepare(await open({ name, blob }), mapping);
      if (!prepared.mapped) throw new Failed({ kind: "mapping", file: name, detail: "its mapping no longer fits" });
      return prepared.reader;
    });
    return { id, file: name, format, bytes, preset, mapping, reader, blob, erased, subset, upcasts, newest, counts };
  });
}

/** A study from tables that were put away, in a fresh engine: the same as from its files, in a fraction of the time. Throws where anything is not as it was written; the engine is then good for nothing. */
export async function restore(
  engine: Engine,
  given: unknown,
  { part, files, settings }: Shelved,
  { open, onProgress, signal }: Pick<IngestOptions, "open" | "onProgress" | "signal">,
): Promise<Study> {
  const started = performance.now();
  const contents = contentsSchema.parse(given);
  const empty = await openStudy(engine, settings.rule);
  const layout = await layoutOf(engine);
  const { tables, facts } = contents;
  if (
    tables.length !== layout.length ||
    !layout.every((one) =>
      same(
        one,
        tables.find(({ name }) => name === one.name),
      ),
    )
  )
    throw unusable("its tables are of another version");
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  const report = (rows: number) => {
    done += rows;
    const seconds = (performance.now() - started) / 1000;
    const progress: Progress = {
      file: "",
      stage: "read",
      rows: done,
      total,
      files: files.length,
      filesDone: 0,
      secondsLeft: done > 0 ? (seconds / done) * (total - done) : null,
    };
    onProgress?.(progress);
  };
  for (const one of tables) await fill(engine, one, part, report, signal);
  const study = { ...empty, ...facts, erased: settings.erasure, segments: segmentsOf(contents, files, open) };
  makeCurrent(study);
  performance.measure("rivergraph:reopen", { start: started, detail: { rows: total } });
  return study;
}
