import { studyFile } from "@/lib/log/bundle/study-file";
import type { Study } from "@/lib/log/study";
import { shelved } from "./shelved";
import type { State } from "./state";

/** The study as one file to keep or hand on. */
export async function takeOut(
  { segments, erased, rule }: Study,
  hash: (blob: Blob) => Promise<string>,
  { verified, ...saved }: Pick<State, "verified" | "cohorts" | "boards" | "reports">,
): Promise<Blob> {
  const parts = [];
  for (const { file, blob, preset, mapping, subset, counts, erased: removed } of segments)
    parts.push({
      name: file,
      blob,
      sha256: await hash(blob),
      rows: counts.rows - counts.erased,
      preset,
      mapping,
      verified: verified.has(blob),
      erased: removed,
      subset,
    });
  return studyFile(parts, {
    erasure: erased,
    rule,
    ...shelved(saved),
  });
}
