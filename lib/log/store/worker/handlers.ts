import { Failed } from "../../../failure";
import type { Folder } from "../disk";
import { encrypted } from "../encrypted";
import { type Generation, latestGeneration } from "../generation";
import { sha256Of } from "../hash";
import { recover } from "../journal";
import { type Lock, newDataKey, readLock, unwrap, wrap, writeLock } from "../keys";
import { opfs } from "../opfs";
import { plain } from "../plain";
import { rewrite } from "../rewrite";
import type { Seal } from "../seal";
import { type Store, storeIn } from "../store";
import type { Handlers } from "../../../worker/protocol";
import type { Opened, StoreCalls } from "./calls";

/** The folder that all is in; it is made when there is something to keep. */
const place = "rivergraph";

const fail = (fault: "stopped" | "passphrase" | "damaged", detail?: string) =>
  new Failed({ kind: "store", fault, ...(detail && { detail }) });

/** What the worker does: one store. */
export function handlers(): Handlers<StoreCalls> {
  let top: Folder | undefined;
  let generation: Generation | undefined;
  let lock: Lock | null = null;
  let store: Store | undefined;

  async function root(): Promise<Folder> {
    if (!top) throw fail("stopped", "it is not open");
    return top.folder(place);
  }

  async function enter(seal: Seal): Promise<Store> {
    generation ??= { number: 1, folder: await (await root()).folder("1"), journal: new Uint8Array() };
    store = await storeIn(generation.folder, seal, await recover(generation.journal, seal));
    return store;
  }

  const opened = async (): Promise<Store> =>
    store ?? (lock ? Promise.reject(fail("stopped", "it is locked")) : enter(plain));

  const told = (): Opened => ({
    locked: false,
    encrypted: lock !== null,
    segments: store?.segments ?? [],
    missing: store?.missing ?? [],
    damaged: store?.damaged ?? 0,
    settings: store?.settings ?? {},
  });

  async function sealOf(passphrase: string): Promise<{ seal: Seal; dataKey: Uint8Array<ArrayBuffer> }> {
    const dataKey = lock && (await unwrap(lock, passphrase));
    if (!dataKey) throw fail("passphrase");
    return { seal: await encrypted(dataKey), dataKey };
  }

  /** Puts a store under another seal in the place of the one that is open. */
  async function move(seal: Seal, nextLock: Lock | null): Promise<Opened> {
    const from = await opened();
    const number = (generation?.number ?? 0) + 1;
    const folder = await root();
    await folder.remove(String(number));
    try {
      await rewrite(from, await folder.folder(String(number)), seal, nextLock);
    } catch (thrown) {
      await folder.remove(String(number)).catch(() => undefined);
      throw thrown;
    }
    from.close();
    store = undefined;
    lock = nextLock;
    generation = (await latestGeneration(folder)) ?? undefined;
    await enter(seal);
    return told();
  }

  return {
    async open(directory) {
      top = opfs(directory);
      if (!(await top.names()).includes(place)) return told();
      generation = (await latestGeneration(await root())) ?? undefined;
      const found = generation ? await readLock(generation.folder) : null;
      if (found === "broken") throw fail("damaged", "the key file cannot be read");
      lock = found;
      if (lock) return { locked: true };
      if (generation) await enter(plain);
      return told();
    },
    async unlock(passphrase) {
      await enter((await sealOf(passphrase)).seal);
      return told();
    },
    async encrypt(passphrase) {
      const dataKey = newDataKey();
      return move(await encrypted(dataKey), await wrap(dataKey, passphrase));
    },
    async decrypt(passphrase) {
      await sealOf(passphrase);
      return move(plain, null);
    },
    async rekey(old, passphrase) {
      const { dataKey } = await sealOf(old);
      const next = await wrap(dataKey, passphrase);
      if (generation) await writeLock(generation.folder, next);
      lock = next;
      return told();
    },
    async add(blob, facts) {
      const current = await opened();
      const kept = await current.add(blob, facts);
      return { kept, segments: current.segments };
    },
    async replace(id, blob, facts) {
      const current = await opened();
      const kept = await current.replace(id, blob, facts);
      return { kept, segments: current.segments };
    },
    async settle(settings) {
      await (await opened()).settle(settings);
      return null;
    },
    read: async (id) => (await opened()).read(id),
    async remove(id) {
      await (await opened()).remove(id);
      return null;
    },
    beginCache: async (key) => (await opened()).cache.begin(key),
    putCache: async (writing, part) => (await opened()).cache.put(writing, part),
    async finishCache(writing, contents) {
      await (await opened()).cache.finish(writing, contents);
      return null;
    },
    cacheContents: async () => (store ? store.cache.contents() : null),
    cachePart: async (name) => (await opened()).cache.part(name),
    async dropCache() {
      await store?.cache.drop();
      return null;
    },
    hash: sha256Of,
  };
}
