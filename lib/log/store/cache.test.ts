import { expect, test } from "vitest";
import { nobody, withErased } from "../erasure/list";
import { keyOf } from "../projection/key";
import { settingsOf } from "../settings";
import { cacheName } from "./cache";
import type { Folder } from "./disk";
import { encrypted } from "./encrypted";
import { newDataKey } from "./keys";
import { recover } from "./journal";
import { plain } from "./plain";
import type { Seal } from "./seal";
import { type Store, storeIn } from "./store";
import { afterPowerCut, disk, facts, textOn } from "./testing";

async function opened(root: Folder, seal: Seal = plain): Promise<Store> {
  const generation = await root.folder("1");
  const journal = new Uint8Array((await (await generation.read("journal"))?.arrayBuffer()) ?? new ArrayBuffer());
  return storeIn(generation, seal, await recover(journal, seal));
}

const file = (n: number) => new Blob([new Uint8Array(1000 + n).fill(n)]);
const keyNow = ({ segments, settings }: Store) => keyOf(segments, settingsOf(settings));
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function cached(store: Store, texts: readonly string[] = ["first part", "second part"]): Promise<string[]> {
  const writing = (await store.cache.begin(keyNow(store))) ?? -1;
  const parts: string[] = [];
  for (const text of texts) parts.push(await store.cache.put(writing, bytesOf(text)));
  await store.cache.finish(writing, parts);
  return parts;
}

async function withCache(root: Folder, seal: Seal = plain): Promise<{ store: Store; parts: string[] }> {
  const store = await opened(root, seal);
  await store.add(file(1), facts("a.parquet"));
  return { store, parts: await cached(store) };
}

test("what was put away is there again after reopening, in clear and sealed", async () => {
  for (const seal of [plain, await encrypted(newDataKey())]) {
    const { root } = disk();
    const { parts } = await withCache(root, seal);
    const { cache } = await opened(root, seal);
    expect(await cache.contents()).toEqual(parts);
    expect(new TextDecoder().decode(await cache.part(parts[1] ?? ""))).toBe("second part");
  }
});

test("it is not written for anything but what is kept, nor twice", async () => {
  const { store } = await withCache(disk().root);
  expect(await store.cache.begin("of another log")).toBe(null);
  expect(await store.cache.begin(keyNow(store))).toBe(null);
});

const changes: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  "a file more": (store) => store.add(file(2), facts("b.parquet")),
  "a file less": (store) => store.remove(store.segments[0]?.id ?? -1),
  "a file in the place of another": (store) => store.replace(store.segments[0]?.id ?? -1, file(3), facts("a.parquet")),
  "an erasure": (store) =>
    store.settle({ erasure: withErased(nobody, [{ namespace: "patient", id: "anna", known: null }]) }),
  "another rule": (store) => store.settle({ rule: { by: "first" } }),
};

test.each(Object.entries(changes))("%s takes it away, and a writing that was under way too", async (_, change) => {
  const { root, place } = disk();
  const { store } = await withCache(root);
  await change(store);
  expect(await store.cache.contents()).toBe(null);
  expect([...(place.folders.get("1")?.folders.keys() ?? [])]).not.toContain(cacheName);
  const writing = (await store.cache.begin(keyNow(store))) ?? -1;
  const before = textOn(place);
  await store.cache.put(writing, bytesOf("told by anna"));
  expect(textOn(place)).not.toBe(before);
  await store.add(file(9), facts("more.parquet"));
  await expect(store.cache.put(writing, bytesOf("told by anna"))).rejects.toMatchObject({
    failure: { kind: "cancelled" },
  });
  await expect(store.cache.finish(writing, [])).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect([...(place.folders.get("1")?.folders.keys() ?? [])]).not.toContain(cacheName);
});

test("cut off at any step of an erasure, it is gone once the erasure counts", async () => {
  const outcomes = new Set<boolean>();
  for (let steps = 0; steps < 20; steps++)
    for (const share of [0, 1]) {
      const before = disk();
      await withCache(before.root);
      const cut = disk(before.place, steps);
      const done = await opened(cut.root)
        .then((store) => store.settle({ erasure: nobody, asked: true }))
        .then(
          () => true,
          () => false,
        );
      const after = disk(afterPowerCut(cut.place, (bytes) => Math.floor(bytes * share)));
      const lies = () => after.place.folders.get("1")?.folders.has(cacheName);
      if (done) expect(lies()).toBe(false);
      const { settings, cache } = await opened(after.root);
      if (settings["asked"]) expect(lies()).toBe(false);
      else expect((await cache.contents()) !== null).toBe(lies());
      outcomes.add(done);
    }
  expect(outcomes.size).toBe(2);
});

test("without its header it never counts, and goes when the store is opened", async () => {
  const { root, place } = disk();
  const store = await opened(root);
  await store.add(file(1), facts("a.parquet"));
  const writing = (await store.cache.begin(keyNow(store))) ?? -1;
  await store.cache.put(writing, bytesOf("half"));
  expect(await (await opened(root)).cache.contents()).toBe(null);
  expect([...(place.folders.get("1")?.folders.keys() ?? [])]).not.toContain(cacheName);
});

test("a bit that was flipped in any file of it is noticed", async () => {
  for (const seal of [plain, await encrypted(newDataKey())]) {
    const { root, place } = disk();
    const { parts } = await withCache(root, seal);
    const cache = place.folders.get("1")?.folders.get(cacheName);
    const files = [...(cache?.files ?? [])];
    expect(files.map(([name]) => name)).toContain("header");
    const read = async (): Promise<number> => {
      const store = await opened(root, seal);
      if ((await store.cache.contents()) === null) return 0;
      for (const part of parts) await store.cache.part(part);
      return parts.length;
    };
    expect(await read()).toBe(2);
    for (const [name, { written }] of files)
      for (let at = 0; at < written.length; at += 5) {
        const flipped = written.map((byte, i) => (i === at ? byte ^ 4 : byte));
        const others = files.filter(([other]) => other !== name);
        place.folders.get("1")?.folders.set(cacheName, {
          files: new Map([...others, [name, { written: flipped, flushed: flipped }]]),
          folders: new Map(),
        });
        expect(await read().catch(() => 0)).toBe(0);
      }
  }
});

test("where there is no room for it, it goes whole and the files stay", async () => {
  const { root, place } = disk(undefined, Infinity, 4000);
  const store = await opened(root);
  await store.add(file(1), facts("a.parquet"));
  const writing = (await store.cache.begin(keyNow(store))) ?? -1;
  await store.cache.put(writing, bytesOf("small"));
  const large = crypto.getRandomValues(new Uint8Array(5000));
  await expect(store.cache.put(writing, large)).rejects.toMatchObject({ failure: { kind: "store", fault: "full" } });
  expect([...(place.folders.get("1")?.folders.keys() ?? [])]).toEqual(["segments"]);
  await expect(store.cache.put(writing, bytesOf("small"))).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  expect((await opened(root)).segments).toHaveLength(1);
});
