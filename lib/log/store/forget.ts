/** Where a site may leave something in a browser, and the names of what lies there. */
export type Left = {
  place: "private files" | "local storage" | "session storage" | "databases" | "caches";
  names: string[];
};

const tries = 30;
const pause = 100;

/** A file may be held for a moment by a worker that was just ended. */
async function removed(directory: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (let left = tries; ; left--)
    try {
      return await directory.removeEntry(name, { recursive: true });
    } catch (thrown) {
      if (left === 0 || !(thrown instanceof DOMException && thrown.name === "NoModificationAllowedError")) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
}

async function walk(directory: FileSystemDirectoryHandle, path = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const [name, entry] of directory.entries()) {
    found.push(`${path}${name}`);
    if (entry instanceof FileSystemDirectoryHandle) found.push(...(await walk(entry, `${path}${name}/`)));
  }
  return found;
}

const privateFiles = () => navigator.storage.getDirectory().catch(() => null);
const databases = async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []);

/** Removes everything that this site has stored, the choice of colours in its cookie excepted. Workers that hold files must have ended. */
export async function wipe(): Promise<void> {
  const root = await privateFiles();
  for (const name of root ? await walk(root) : []) if (root && !name.includes("/")) await removed(root, name);
  localStorage.clear();
  sessionStorage.clear();
  for (const name of await databases()) indexedDB.deleteDatabase(name);
  for (const name of await caches.keys()) await caches.delete(name);
}

/** Looks through every place again. */
export async function leftovers(): Promise<Left[]> {
  const root = await privateFiles();
  return [
    { place: "private files", names: root ? await walk(root) : [] },
    { place: "local storage", names: Object.keys(localStorage) },
    { place: "session storage", names: Object.keys(sessionStorage) },
    { place: "databases", names: await databases() },
    { place: "caches", names: await caches.keys() },
  ];
}
