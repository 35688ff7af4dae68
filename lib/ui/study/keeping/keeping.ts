import { Failed } from "@/lib/failure";
import { type StudySettings, settingsOf } from "@/lib/log/settings";
import { sha256Of } from "@/lib/log/store/hash";
import type { Kept } from "@/lib/log/store/record";
import { createOpening, type OpeningEvents } from "./opening";
import { createSession } from "./session";
import { shelfIn } from "./shelf";
import type { Keeping } from "./state";
import { createWriting } from "./writing";

/** The store as the page sees it: this tab's or another's, what it holds, and what becomes of files that are given to it. */
export function createKeeping({ change, ...events }: OpeningEvents & { change(keeping: Keeping): void }) {
  const session = createSession(change);
  const writing = createWriting(session, (thrown) => opening.off(thrown));
  const opening = createOpening(session, events, writing.settled);
  const { open, unlock, takeOver } = opening;
  return {
    ...writing,
    open,
    unlock,
    takeOver,
    /** What the store remembers of the study. */
    settings: (): StudySettings => settingsOf(session.settings()),
    /** Where the projection of what is kept lies. */
    shelf: shelfIn(() => session.open()?.client ?? null),
    /** The kept file behind one that is loaded. */
    keptOf: (blob: Blob): Kept | undefined => session.open()?.state.of.get(blob),
    async read(segment: Kept): Promise<Blob> {
      const blob = await session.open()?.client.call("read", segment.id);
      const now = session.open();
      if (!blob || !now) throw new Failed({ kind: "cancelled" });
      session.change({ of: new Map(now.state.of).set(blob, segment) });
      return blob;
    },
    /** SHA-256 of a file in hexadecimal, off the main thread where there is a worker for it. */
    hash: (blob: Blob): Promise<string> => session.client()?.call("hash", blob) ?? sha256Of(blob),
    /** Whether what is stored is this tab's to remove. */
    mine: () => session.state().kind !== "elsewhere",
    /** The person has read what went wrong. */
    noted: () => session.change({ trouble: null }),
    end: session.end,
  };
}
