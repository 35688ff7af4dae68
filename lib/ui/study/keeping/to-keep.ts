import type { Segment } from "@/lib/log/study";
import type { Facts } from "@/lib/log/store/store";

export type ToKeep = { blob: Blob; facts: Facts };

/** What the store is told of files that are loaded. */
export const toKeep = (loaded: readonly Segment[], verified: ReadonlySet<Blob>): ToKeep[] =>
  loaded.map(({ file, blob, preset, mapping, subset, erased, newest, counts }) => ({
    blob,
    facts: {
      name: file,
      rows: counts.rows - counts.erased,
      preset,
      mapping,
      verified: verified.has(blob),
      newest,
      erased,
      subset,
    },
  }));
