import { Failed } from "@/lib/failure";
import { reread } from "@/lib/log/reread";
import type { Kept } from "@/lib/log/store/record";
import type { Segment } from "@/lib/log/study";
import { openFile } from "../machinery";
import { type History, tellVerified } from "./history";

/** After everything was written anew the copies that were read are gone: rows are read from the new ones. */
export async function follow(history: History, only?: ReadonlyMap<Blob, Kept>): Promise<void> {
  const { store, keeping, held: study, era } = history;
  const at = store.get().keeping;
  if (!study || at.kind !== "open") return;
  const segments: Segment[] = [];
  for (const segment of study.segments) {
    const kept = (only ?? at.of).get(segment.blob);
    if (!kept) {
      segments.push(segment);
      continue;
    }
    const blob = await keeping.read(kept);
    if (kept.verified) tellVerified(history, [blob]);
    segments.push(await reread(segment, blob, openFile));
  }
  if (era !== history.era) throw new Failed({ kind: "cancelled" });
  history.held = { ...study, segments };
  store.set({ study: history.held });
}
