import { Failed } from "@/lib/failure";
import type { Shelf } from "@/lib/log/projection/save";
import type { Client } from "@/lib/log/store/worker/client";

/** Where the store keeps the projection of what it keeps; `of` is its worker while this tab has it open. */
export function shelfIn(of: () => Client | null) {
  const client = (): Client => {
    const open = of();
    if (!open) throw new Failed({ kind: "cancelled" });
    return open;
  };
  return {
    begin: async (key) => client().call("beginCache", key),
    put: async (writing, part) => client().call("putCache", writing, Uint8Array.from(part)),
    finish: async (writing, contents) => void (await client().call("finishCache", writing, contents)),
    /** What lies there for exactly what is kept; null where nothing does. */
    contents: async () => client().call("cacheContents"),
    part: async (name: string) => client().call("cachePart", name),
    drop: async () => void (await client().call("dropCache")),
  } satisfies Shelf & Record<string, unknown>;
}
