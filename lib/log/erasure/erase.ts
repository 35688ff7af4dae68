import type { Engine } from "../../engine/engine";
import { Failed } from "../../failure";
import { ingest, type Ingested, type IngestOptions, type Source } from "../ingest";
import { openStudy, type Study } from "../study";
import { type ErasureList, erasuresOf, type Receipt, type Subject, withErased } from "./list";
import { knownSubjects } from "./subjects";

/** `boot` starts the database that takes the place of the one that knew the erased. */
export type ErasureOptions = Pick<IngestOptions, "open" | "onProgress" | "signal"> & { boot: () => Promise<Engine> };

type Applied = { study: Study; files: Receipt["files"]; rewritten: Ingested["rewritten"] };

/** Files as they are without those on a list, and what was taken out of each. */
async function rewrite(
  { segments }: Study,
  list: ErasureList,
): Promise<Omit<Applied, "study"> & { sources: Source[] }> {
  const done: Omit<Applied, "study"> & { sources: Source[] } = { sources: [], files: [], rewritten: [] };
  for (const { file, blob, mapping, subset, reader, erased: before } of segments) {
    const cut = await reader.without(mapping, erasuresOf(list));
    const erased = cut ? { original: before?.original ?? cut.original, rows: (before?.rows ?? 0) + cut.rows } : before;
    done.sources.push({ name: file, blob: cut?.blob ?? blob, mapping, subset, ...(erased && { erased }) });
    if (!cut) continue;
    done.files.push({ original: cut.original, rewritten: cut.rewritten, rows: cut.rows });
    done.rewritten.push({ from: blob, to: cut.blob });
  }
  return done;
}

/** Erases those on a list: files are written anew without them, and all that was computed is computed again from those, in a fresh database. The study given is good for nothing afterwards, unless this fails: then it is as it was. */
export async function applyErasures(
  study: Study,
  list: ErasureList,
  { boot, ...options }: ErasureOptions,
): Promise<Applied> {
  const { sources, files, rewritten } = await rewrite(study, list);
  if (files.length === 0) return { study: { ...study, erased: list }, files, rewritten };
  const engine = await boot();
  try {
    const empty = { ...(await openStudy(engine, study.rule)), erased: list };
    const { study: next, refused } = await ingest(empty, sources, options);
    for (const { failure } of refused) throw new Failed(failure);
    for (const { reader } of study.segments) reader.close();
    await study.engine.close();
    return { study: next, files, rewritten };
  } catch (thrown) {
    await engine.close();
    throw thrown;
  }
}

/** Erases patients, and says what that took. `asked` is how many were named, where each stands for several registers. */
export async function erase(
  study: Study,
  subjects: readonly Subject[],
  { by, asked = subjects.length, ...options }: ErasureOptions & { by: Receipt["by"]; asked?: number },
): Promise<Applied & { receipt: Receipt }> {
  const found = await knownSubjects(study, subjects);
  const names = new Set(found.map(({ namespace, id }) => JSON.stringify([namespace, id])));
  const others = subjects.filter(({ namespace, id }) => !names.has(JSON.stringify([namespace, id])));
  const list = withErased(study.erased, [...found, ...others.map((one) => ({ ...one, known: null }))]);
  const applied = await applyErasures(study, list, options);
  const { files } = applied;
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const receipt: Receipt = { by, at: study.now, asked, patients: found.length, rows, files };
  const erased = { ...list, receipts: [...list.receipts, receipt] };
  return { ...applied, study: { ...applied.study, erased }, receipt };
}
