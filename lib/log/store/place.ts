import { Failed } from "../../failure";
import { storeFailure } from "./opfs";

/** The origin's private file system, where the store lies. Throws Failed of kind store where the browser offers none. */
export async function privateRoot(): Promise<FileSystemDirectoryHandle> {
  if (!("storage" in navigator) || !("getDirectory" in navigator.storage) || !("locks" in navigator))
    throw new Failed({ kind: "store", fault: "unsupported" });
  try {
    return await navigator.storage.getDirectory();
  } catch (thrown) {
    throw storeFailure(thrown);
  }
}

/** Whether the browser promises to keep what is stored, and the bytes that are used and that there may be. */
export type Room = { lasting: boolean; used: number; quota: number };

export async function roomLeft(): Promise<Room> {
  const [lasting, { usage = 0, quota = 0 }] = await Promise.all([
    navigator.storage.persisted(),
    navigator.storage.estimate(),
  ]);
  return { lasting, used: usage, quota };
}

/** Asks the browser to keep what is stored; it may say no. */
export const askToLast = (): Promise<boolean> => navigator.storage.persist().catch(() => false);
