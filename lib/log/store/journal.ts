import type { Folder } from "./disk";
import { decodeFrames, encodeFrame } from "./frames";
import { type Contents, decodeRecord, encodeRecord, type JournalRecord, replay } from "./record";
import type { Seal } from "./seal";

/** What is kept, as lines that are only ever added. A line counts once it was flushed. */
export type Journal = {
  /** The number of the next line. */
  next(): number;
  append(record: JournalRecord): Promise<void>;
  close(): void;
};

export const journalName = "journal";

export type Recovered = Contents & { damaged: number };

/** What the sound lines of a journal say, and how many are not sound. */
export async function recover(
  bytes: Uint8Array,
  seal: Seal,
): Promise<Recovered & { size: number; next: number; first: JournalRecord["kind"] | null }> {
  const { frames, size, damaged } = decodeFrames(bytes);
  const read = await Promise.all(
    frames.map(async ({ number, payload }) => {
      const opened = await seal.openRecord(number, payload);
      return opened && decodeRecord(opened);
    }),
  );
  const records = read.filter((one) => one !== null);
  return {
    ...replay(records),
    size,
    next: (frames.at(-1)?.number ?? -1) + 1,
    damaged: damaged + read.length - records.length,
    first: read[0]?.kind ?? null,
  };
}

/** Goes on with a journal after its last whole line; begins one with a snapshot where there is none. */
export async function continueJournal(
  folder: Folder,
  seal: Seal,
  from: { size: number; next: number },
): Promise<Journal> {
  const writer = await folder.open(journalName);
  let { size, next } = from;
  writer.truncate(size);
  return {
    next: () => next,
    async append(record) {
      const line = encodeFrame({ number: next, payload: await seal.sealRecord(next, encodeRecord(record)) });
      try {
        writer.write(line, size);
        writer.flush();
      } catch (thrown) {
        writer.truncate(size);
        throw thrown;
      }
      size += line.length;
      next++;
    },
    close: () => writer.close(),
  };
}
