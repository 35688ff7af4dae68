import { newestDays } from "@/lib/log/newest";
import type { Segment, Study } from "@/lib/log/study";
import type { Facts } from "@/lib/log/store/store";

export type ToKeep = { blob: Blob; facts: Facts };

/** What the store is told of files that are loaded. */
export async function toKeep(study: Study, loaded: readonly Segment[], verified: ReadonlySet<Blob>): Promise<ToKeep[]> {
  const days = await newestDays(study);
  return loaded.map(({ id, file, blob, preset, mapping, subset, erased, counts }) => ({
    blob,
    facts: {
      name: file,
      rows: counts.rows - counts.erased,
      preset,
      mapping,
      verified: verified.has(blob),
      newest: days.get(id) ?? null,
      erased,
      subset,
    },
  }));
}
