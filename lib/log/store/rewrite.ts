import { failureOf } from "../../failure";
import type { Folder } from "./disk";
import { continueJournal } from "./journal";
import { type Lock, writeLock } from "./keys";
import type { Seal } from "./seal";
import { segmentsName, type Store } from "./store";
import { writeContent } from "./write";

/** Writes a whole store anew under another seal, beside the old one. The new one counts from the moment its journal begins, which is the last thing written; until then the old one does. A file that cannot be read any more is listed still and missing. */
export async function rewrite(store: Store, target: Folder, seal: Seal, lock: Lock | null): Promise<void> {
  if (lock) await writeLock(target, lock);
  const folder = await target.folder(segmentsName);
  for (const { id, sha256 } of store.segments) {
    const name = await seal.nameOf(sha256);
    if (await folder.read(name)) continue;
    try {
      await writeContent(folder, seal, name, await store.read(id), sha256);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.kind !== "store" || (failure.fault !== "altered" && failure.fault !== "evicted")) throw thrown;
    }
  }
  const { number, record } = store.snapshot();
  const journal = await continueJournal(target, seal, { size: 0, next: number });
  try {
    await journal.append(record);
  } finally {
    journal.close();
  }
}
