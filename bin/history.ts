import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { nodeEngine } from "@/lib/engine/node/engine";
import type { Engine } from "@/lib/engine/engine";
import { Failed } from "@/lib/failure";
import { open } from "@/lib/ingest/read/open";
import type { Reader } from "@/lib/ingest/read/reader";
import { erase } from "@/lib/log/erasure/erase";
import { askedByLog } from "@/lib/log/erasure/subjects";
import { ingest, type Source } from "@/lib/log/ingest";
import { checkManifests, expecting } from "@/lib/log/manifest";
import { sha256Of } from "@/lib/log/store/hash";
import { openStudy, type Study } from "@/lib/log/study";
import type { Which } from "./given";
import { leftOut } from "./notes";
import { partNotes } from "./part";
import { upcastNotes } from "./upcasts";

async function sourceOf(path: string): Promise<Source> {
  try {
    return { name: basename(path), blob: await openAsBlob(path) };
  } catch {
    throw new Error(`“${path}” cannot be opened.`);
  }
}

/** Erases those whom the log itself says to erase; what that took is a note. */
async function erasedByLog(study: Study, open: (source: Source) => Promise<Reader>): Promise<[Study, string[]]> {
  const subjects = await askedByLog(study);
  if (subjects.length === 0) return [study, []];
  const { study: left, receipt } = await erase(study, subjects, { by: "log", boot: () => nodeEngine(), open });
  const patients = `${receipt.patients} ${receipt.patients === 1 ? "patient was" : "patients were"}`;
  return [
    left,
    [`${patients} erased, as the log says: ${receipt.rows} rows were left out. The files are as they were.`],
  ];
}

const guessed = ({ segments }: Study): string[] =>
  segments
    .filter(({ preset }) => preset === "guessed")
    .map(({ file, preset }) => `The columns of “${file}” are those of no known export; its mapping was ${preset}.`);

async function loaded(engine: Engine, { files, mapping, part, rule }: Which): Promise<[Study, string[]]> {
  const sources = await Promise.all(files.map(sourceOf));
  const { sources: checked, refused: differing } = await checkManifests(sources, sha256Of);
  for (const { failure } of differing) throw new Failed(failure);
  const stated = new Map(checked.map((source) => [source.blob, source.stated]));
  const openSource = async (source: Source) =>
    expecting(await open(source.blob, source.name), {
      file: source.name,
      stated: stated.get(source.blob) ?? null,
    });
  const { study, refused, unmapped } = await ingest(await openStudy(engine, rule), checked, {
    open: openSource,
    acceptProposals: true,
    subset: part,
    ...(mapping ? { mappings: Object.fromEntries(checked.map((source) => [source.name, mapping])) } : {}),
  });
  for (const { failure } of refused) throw new Failed(failure);
  for (const { file, missing } of unmapped)
    throw new Failed({ kind: "mapping", file, detail: `no column was recognised as ${missing.join(" or ")}` });
  return erasedByLog(study, openSource);
}

/** A history in an engine of its own, what is to be told of how it was loaded, and its end. */
export type History = { study: Study; notes: string[]; close(): Promise<void> };

/** Loads a history on the native engine, which also ends where the process is told to. */
export async function history(which: Which): Promise<History> {
  let engine = await nodeEngine();
  const signals = ["SIGINT", "SIGTERM"] as const;
  const end = () => void engine.close().finally(() => process.exit(130));
  for (const signal of signals) process.once(signal, end);
  const close = async () => {
    for (const signal of signals) process.off(signal, end);
    await engine.close();
  };
  try {
    const [study, erased] = await loaded(engine, which);
    engine = study.engine;
    const notes = [...erased, ...(await partNotes(study)), ...(await leftOut(study))];
    if (study.events === 0 && notes.length > 0) throw new Error(notes.join(" "));
    return { study, notes: [...notes, ...upcastNotes(study), ...guessed(study)], close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
