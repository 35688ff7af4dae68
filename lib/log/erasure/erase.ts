import type { Engine } from "../../engine/engine";
import { Failed } from "../../failure";
import { ingest, type IngestOptions, type Source } from "../ingest";
import { openStudy, type Study } from "../study";
import { erasuresOf, type Receipt, type Subject, withErased } from "./list";
import { knownSubjects } from "./subjects";

export type EraseOptions = Pick<IngestOptions, "open" | "onProgress" | "signal"> & {
  /** Starts the database that takes the place of the one that knew the erased. */
  boot: () => Promise<Engine>;
  by: Receipt["by"];
  /** How many were named, where each stands for several registers. */
  asked?: number;
};

/** Files as they are after an erasure, and what was taken out of each. */
async function rewrite({ segments, erased }: Study): Promise<{ sources: Source[]; files: Receipt["files"] }> {
  const [sources, files]: [Source[], Receipt["files"]] = [[], []];
  for (const { file, blob, mapping, reader, erased: before } of segments) {
    const rewritten = await reader.without(mapping, erasuresOf(erased));
    if (rewritten) files.push({ original: rewritten.original, rewritten: rewritten.rewritten, rows: rewritten.rows });
    const removed = rewritten
      ? { original: before?.original ?? rewritten.original, rows: (before?.rows ?? 0) + rewritten.rows }
      : before;
    sources.push({ name: file, blob: rewritten?.blob ?? blob, mapping, ...(removed && { erased: removed }) });
  }
  return { sources, files };
}

/** Erases patients: their files are written anew without them, and all that was computed is computed again from those, in a fresh database. The study given is good for nothing afterwards, unless this fails: then it is as it was. */
export async function erase(
  study: Study,
  subjects: readonly Subject[],
  { boot, by, asked = subjects.length, ...options }: EraseOptions,
): Promise<{ study: Study; receipt: Receipt }> {
  const found = await knownSubjects(study, subjects);
  const names = new Set(found.map(({ namespace, id }) => JSON.stringify([namespace, id])));
  const others = subjects.filter(({ namespace, id }) => !names.has(JSON.stringify([namespace, id])));
  const erased = withErased(study.erased, [...found, ...others.map((one) => ({ ...one, known: null }))]);
  const { sources, files } = await rewrite({ ...study, erased });
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const receipt: Receipt = { by, at: study.now, asked, patients: found.length, rows, files };
  const list = { ...erased, receipts: [...erased.receipts, receipt] };
  if (rows === 0) return { study: { ...study, erased: list }, receipt };
  const engine = await boot();
  try {
    const empty = { ...(await openStudy(engine, study.rule)), erased: list };
    const { study: next, refused } = await ingest(empty, sources, options);
    for (const { failure } of refused) throw new Failed(failure);
    for (const { reader } of study.segments) reader.close();
    await study.engine.close();
    return { study: next, receipt };
  } catch (thrown) {
    await engine.close();
    throw thrown;
  }
}
