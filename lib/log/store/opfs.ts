import { Failed } from "../../failure";
import type { Folder, Writer } from "./disk";

const absent = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === "NotFoundError";

/** What a browser says of its storage, as a failure. */
export function storeFailure(thrown: unknown): Failed {
  if (thrown instanceof Failed) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (!(thrown instanceof Error)) return new Failed({ kind: "store", fault: "stopped", detail });
  switch (thrown.name) {
    case "QuotaExceededError":
      return new Failed({ kind: "store", fault: "full" });
    case "SecurityError":
    case "NotAllowedError":
    case "NoModificationAllowedError":
      return new Failed({ kind: "store", fault: "denied", detail });
    case "NotFoundError":
    case "InvalidStateError":
      return new Failed({ kind: "store", fault: "evicted" });
    default:
      return new Failed({ kind: "store", fault: "stopped", detail });
  }
}

function writerOf(handle: FileSystemSyncAccessHandle): Writer {
  return {
    size: () => handle.getSize(),
    write(bytes, at) {
      let written = 0;
      while (written < bytes.length) {
        const more = handle.write(bytes.subarray(written), { at: at + written });
        if (more === 0) throw new Failed({ kind: "store", fault: "full" });
        written += more;
      }
    },
    truncate: (size) => handle.truncate(size),
    flush: () => handle.flush(),
    close: () => handle.close(),
  };
}

/** How often, and after how many milliseconds, a file is tried again that a worker which was just ended still holds. */
const tries = 20;
const pause = 100;

async function opened(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let left = tries; ; left--)
    try {
      return await file.createSyncAccessHandle();
    } catch (thrown) {
      if (left === 0 || !(thrown instanceof DOMException && thrown.name === "NoModificationAllowedError")) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

/** A folder of the origin's private file system; for a dedicated worker, as only those may write so that a flush counts. */
export const opfs = (directory: FileSystemDirectoryHandle): Folder => ({
  async names() {
    const names: string[] = [];
    for await (const name of directory.keys()) names.push(name);
    return names;
  },
  folder: async (name) => opfs(await directory.getDirectoryHandle(name, { create: true })),
  async read(name) {
    try {
      return await (await directory.getFileHandle(name)).getFile();
    } catch (thrown) {
      if (absent(thrown)) return null;
      throw thrown;
    }
  },
  open: async (name) => writerOf(await opened(await directory.getFileHandle(name, { create: true }))),
  async remove(name) {
    try {
      await directory.removeEntry(name, { recursive: true });
    } catch (thrown) {
      if (!absent(thrown)) throw thrown;
    }
  },
});
