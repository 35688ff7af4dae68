import { Failed } from "../../../failure";
import { latestGeneration } from "../generation";
import { sha256Of } from "../hash";
import { recover } from "../journal";
import { opfs } from "../opfs";
import { plain } from "../plain";
import { type Store, storeIn } from "../store";
import type { Handlers, Opened } from "./calls";

const told = ({ segments, missing, damaged }: Store): Opened => ({ segments, missing, damaged });

/** What the worker does: one store. */
export function handlers(): Handlers {
  let store: Store | undefined;

  function opened(): Store {
    if (!store) throw new Failed({ kind: "store", fault: "stopped", detail: "it is not open" });
    return store;
  }

  return {
    async open(directory) {
      const root = opfs(directory);
      const { folder, journal } = (await latestGeneration(root)) ?? {
        folder: await root.folder("1"),
        journal: new Uint8Array(),
      };
      store = await storeIn(folder, plain, await recover(journal, plain));
      return told(store);
    },
    async add(blob, facts) {
      const kept = await opened().add(blob, facts);
      return { kept, segments: opened().segments };
    },
    read: (id) => opened().read(id),
    async remove(id) {
      await opened().remove(id);
      return null;
    },
    hash: sha256Of,
  };
}
