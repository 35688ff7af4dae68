import { studyFile } from "@/lib/log/bundle/study-file";
import type { Study } from "@/lib/log/study";

/** The study as one file to keep or hand on. */
export async function takeOut(
  { segments, erased, rule }: Study,
  verified: ReadonlySet<Blob>,
  hash: (blob: Blob) => Promise<string>,
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
  return studyFile(parts, { erasure: erased, rule });
}
