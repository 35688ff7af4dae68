import type { Reader } from "../../ingest/read/reader";
import type { Segment } from "../study";

/** Rows of a file that is opened when somebody first looks at it. */
export function openedLater(open: () => Promise<Reader>): Segment["reader"] {
  let opened: Promise<Reader> | null = null;
  const reader = async (): Promise<Reader> => {
    opened ??= open();
    try {
      return await opened;
    } catch (thrown) {
      opened = null;
      throw thrown;
    }
  };
  return {
    rowsAt: async (rows) => (await reader()).rowsAt(rows),
    without: async (mapping, erasures) => (await reader()).without(mapping, erasures),
    close: () =>
      void opened?.then(
        (one) => one.close(),
        () => undefined,
      ),
  };
}
