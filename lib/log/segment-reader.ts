import type { Reader } from "../ingest/read/reader";

/** How a segment's rows are read back from its file, which may not be open yet. */
export type SegmentReader = Pick<Reader, "columns" | "rowsAt" | "without" | "close"> & { opened(): Promise<Reader> };

export const ofOpen = (reader: Reader): SegmentReader => ({
  columns: reader.columns,
  rowsAt: (rows) => reader.rowsAt(rows),
  without: (mapping, erasures) => reader.without(mapping, erasures),
  close: () => reader.close(),
  opened: async () => reader,
});

/** A file that is opened when somebody first looks into it. */
export function openedLater(columns: Reader["columns"], open: () => Promise<Reader>): SegmentReader {
  let held: Promise<Reader> | null = null;
  const opened = async (): Promise<Reader> => {
    held ??= open();
    try {
      return await held;
    } catch (thrown) {
      held = null;
      throw thrown;
    }
  };
  return {
    columns,
    opened,
    rowsAt: async (rows) => (await opened()).rowsAt(rows),
    without: async (mapping, erasures) => (await opened()).without(mapping, erasures),
    close: () =>
      void held?.then(
        (one) => one.close(),
        () => undefined,
      ),
  };
}
