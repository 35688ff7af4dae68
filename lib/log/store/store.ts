import { Failed } from "../../failure";
import { keyOf } from "../projection/key";
import { settingsOf } from "../settings";
import { type Cache, cacheIn } from "./cache";
import { joined } from "../../ingest/subset/subset";
import type { Folder } from "./disk";
import { sha256Of } from "./hash";
import { continueJournal, type Recovered } from "./journal";
import type { JournalRecord, Kept, Settings } from "./record";
import type { Seal } from "./seal";
import { writeContent } from "./write";

/** What is said of a file that is to be kept. */
export type Facts = Omit<Kept, "id" | "sha256" | "bytes">;

/** Files that outlive the tab. A file counts as kept once `add` resolved, whatever happens after. Calls go one after the other. */
export type Store = {
  readonly segments: readonly Kept[];
  readonly settings: Settings;
  /** Those of them that are gone from the disk or cut short. */
  readonly missing: readonly Kept[];
  /** Lines of the journal that are not as they were written. */
  readonly damaged: number;
  /** Whatever changes what is kept drops it first. */
  readonly cache: Cache;
  /** The same content under the same mapping is kept once, with all that was loaded of it. Throws Failed of kind store. */
  add(blob: Blob, facts: Facts): Promise<Kept>;
  read(id: number): Promise<Blob>;
  /** Puts a file in the place of another, whose content goes. Throws Failed of kind store. */
  replace(id: number, blob: Blob, facts: Facts): Promise<Kept>;
  /** Settings in the place of those there were. */
  settle(settings: Settings): Promise<void>;
  remove(id: number): Promise<void>;
  /** What a journal that begins anew says first. */
  snapshot(): { number: number; record: JournalRecord };
  close(): void;
};

export const segmentsName = "segments";

const sameSubset = (a: Facts, b: Facts) => JSON.stringify(a.subset) === JSON.stringify(b.subset);
const withMore = (there: Kept, more: Facts): Facts => ({
  ...more,
  subset: joined(there.subset, more.subset),
  newest: [there.newest, more.newest].toSorted((a, b) => (a ?? "").localeCompare(b ?? "", "en")).at(-1) ?? null,
});
const sameMapping = (a: Kept["mapping"], b: Kept["mapping"]) => JSON.stringify(a) === JSON.stringify(b);

/** Files that no line names were never acknowledged, or were removed; where lines are lost they might be what those named. */
async function sweep(folder: Folder, seal: Seal, segments: readonly Kept[], damaged: number): Promise<Kept[]> {
  const held = new Map<string, number>();
  for (const name of await folder.names()) held.set(name, (await folder.read(name))?.size ?? -1);
  const missing: Kept[] = [];
  const named = new Set<string>();
  for (const segment of segments) {
    const name = await seal.nameOf(segment.sha256);
    named.add(name);
    if (held.get(name) !== seal.sizeOf(segment.bytes)) missing.push(segment);
  }
  if (damaged === 0) for (const name of held.keys()) if (!named.has(name)) await folder.remove(name);
  return missing;
}

/** Opens what a journal says is kept. */
export async function storeIn(
  generation: Folder,
  seal: Seal,
  recovered: Recovered & { size: number; next: number },
): Promise<Store> {
  const folder = await generation.folder(segmentsName);
  const emptied = recovered.next === 0 && (await folder.names()).length > 0;
  const damaged = recovered.damaged + Number(emptied);
  const missing = await sweep(folder, seal, recovered.segments, damaged);
  const journal = await continueJournal(generation, seal, recovered);
  let { segments, settings } = recovered;
  const cache = cacheIn(generation, seal, () => keyOf(segments, settingsOf(settings)));
  await cache.contents();
  if (journal.next() === 0) await journal.append({ kind: "snapshot", segments: [], settings: {} });

  const found = (id: number): Kept => {
    const segment = segments.find((one) => one.id === id);
    if (!segment) throw new Failed({ kind: "store", fault: "evicted" });
    return segment;
  };

  const written = async (sha256: string, blob: Blob): Promise<void> => {
    if (segments.filter((one) => one.sha256 === sha256).every((one) => missing.includes(one)))
      await writeContent(folder, seal, await seal.nameOf(sha256), blob, sha256);
  };
  const change = async (record: JournalRecord): Promise<void> => {
    await cache.drop();
    await journal.append(record);
  };
  const unnamed = async (sha256: string): Promise<void> => {
    if (!segments.some((one) => one.sha256 === sha256)) await folder.remove(await seal.nameOf(sha256));
  };

  return {
    get segments() {
      return segments;
    },
    get settings() {
      return settings;
    },
    missing,
    damaged,
    cache,
    async add(blob, facts) {
      const sha256 = await sha256Of(blob);
      const before = facts.erased?.original;
      const alike = segments.filter((one) => one.sha256 === sha256 || (before && one.erased?.original === before));
      const same = alike.find(({ mapping, rows }) => rows === facts.rows && sameMapping(mapping, facts.mapping));
      const loaded = same ? withMore(same, facts) : facts;
      if (same && !missing.includes(same) && (same.verified || !facts.verified) && sameSubset(same, loaded))
        return same;
      await cache.drop();
      await written(sha256, blob);
      const segment = { ...loaded, id: journal.next(), sha256, bytes: blob.size };
      await change(same ? { kind: "replaced", id: same.id, by: segment } : { kind: "added", segment });
      segments = [...segments.filter((one) => one !== same), segment];
      if (same) await unnamed(same.sha256);
      return segment;
    },
    async read(id) {
      const { sha256 } = found(id);
      const name = await seal.nameOf(sha256);
      const file = await folder.read(name);
      if (!file) throw new Failed({ kind: "store", fault: "evicted" });
      return seal.reveal(file, name, sha256);
    },
    async replace(id, blob, facts) {
      const old = found(id);
      const sha256 = await sha256Of(blob);
      await written(sha256, blob);
      const segment = { ...facts, id: journal.next(), sha256, bytes: blob.size };
      await change({ kind: "replaced", id, by: segment });
      segments = [...segments.filter((one) => one !== old), segment];
      await unnamed(old.sha256);
      return segment;
    },
    async settle(next) {
      await change({ kind: "settings", settings: next });
      settings = next;
    },
    async remove(id) {
      const { sha256 } = found(id);
      await change({ kind: "removed", id });
      segments = segments.filter((one) => one.id !== id);
      await unnamed(sha256);
    },
    snapshot: () => ({
      number: journal.next(),
      record: { kind: "snapshot", segments: [...segments], settings },
    }),
    close: () => journal.close(),
  };
}
