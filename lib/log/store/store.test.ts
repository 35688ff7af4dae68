import fc from "fast-check";
import { expect, test } from "vitest";
import { keyOf } from "../projection/key";
import { settingsOf } from "../settings";
import { cacheName } from "./cache";
import type { Folder } from "./disk";
import { latestGeneration } from "./generation";
import { recover } from "./journal";
import { plain } from "./plain";
import { type Store, storeIn } from "./store";
import { afterPowerCut, CutOff, disk, facts } from "./testing";
import { runs } from "../../testing/runs";

async function opened(root: Folder) {
  const { folder, journal } = (await latestGeneration(root)) ?? {
    folder: await root.folder("1"),
    journal: new Uint8Array(),
  };
  return storeIn(folder, plain, await recover(journal, plain));
}

const content = (n: number) => new Blob([new Uint8Array(1000 + n).fill(n)]);

/** Puts what is kept away as a cache would be: a part for each file, and their names as its contents. */
async function cached({ cache, segments, settings }: Store): Promise<void> {
  const writing = await cache.begin(keyOf(segments, settingsOf(settings)));
  if (writing === null) return;
  const parts: string[] = [];
  for (const { name } of segments) parts.push(await cache.put(writing, new TextEncoder().encode(name)));
  await cache.finish(writing, parts);
}

/** What a cache says, which is nothing or exactly what is kept. */
async function expectNothingStale({ cache, segments }: Store, generation: Folder): Promise<void> {
  const contents = await cache.contents();
  if (contents === null) return expect(await generation.names()).not.toContain(cacheName);
  const names: string[] = [];
  for (const part of Array.isArray(contents) ? contents : [])
    names.push(new TextDecoder().decode(await cache.part(String(part))));
  expect(names).toEqual(segments.map(({ name }) => name));
}

type Act = { kind: "add"; n: number } | { kind: "remove"; n: number } | { kind: "cache"; n: number };
const act = fc.oneof(
  fc.record({ kind: fc.constant("cache" as const), n: fc.constant(-1) }),
  fc.record({ kind: fc.constant("add" as const), n: fc.nat(9) }),
  fc.record({ kind: fc.constant("remove" as const), n: fc.nat(9) }),
);

const nameOf = (n: number) => `${n}.parquet`;

/** Does as told until the power is cut; tells which files were acknowledged, and the one that was under way. */
async function perform(root: Folder, acts: readonly Act[]) {
  const acknowledged = new Set<string>();
  let pending: string | null = null;
  try {
    const store = await opened(root);
    for (const { kind, n } of acts) {
      const name = nameOf(n);
      const held = store.segments.find((one) => one.name === name);
      pending = name;
      if (kind === "cache") await cached(store);
      else if (kind === "add") {
        await store.add(content(n), facts(name));
        acknowledged.add(name);
      } else if (held) {
        await store.remove(held.id);
        acknowledged.delete(name);
      }
      pending = null;
    }
  } catch (thrown) {
    if (!(thrown instanceof CutOff)) throw thrown;
  }
  return { acknowledged, pending };
}

test("cut off at any step, the store opens with all that was acknowledged, whole, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 1, maxLength: 8 }),
      fc.nat(70),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (acts, steps, share) => {
        const cut = disk(undefined, steps);
        const { acknowledged, pending } = await perform(cut.root, acts);
        const after = disk(afterPowerCut(cut.place, (bytes) => Math.floor(bytes * share)));
        const store = await opened(after.root);
        expect([store.damaged, store.missing]).toEqual([0, store.missing.filter(({ name }) => name === pending)]);
        const names = store.segments.map(({ name }) => name).filter((name) => name !== pending);
        expect(names.toSorted()).toEqual([...acknowledged].filter((name) => name !== pending).toSorted());
        for (const { id, name, bytes } of store.segments) {
          if (store.missing.some((one) => one.id === id)) continue;
          const blob = await store.read(id);
          expect([blob.size, name]).toEqual([bytes, nameOf(bytes - 1000)]);
        }
        const generation = await after.root.folder("1");
        await expectNothingStale(store, generation);
        const files = await (await generation.folder("segments")).names();
        expect(files).toHaveLength(store.segments.length - store.missing.length);
        await store.add(content(50), facts(nameOf(50)));
        expect((await opened(after.root)).segments.map(({ name }) => name)).toContain(nameOf(50));
      },
    ),
    runs(300),
  );
});

test("the same content is kept once, whatever its name", async () => {
  const { root } = disk();
  const store = await opened(root);
  const first = await store.add(content(1), facts("a.parquet"));
  expect(await store.add(content(1), facts("b.parquet"))).toBe(first);
  expect(store.segments).toEqual([first]);
});

test("the same content under another mapping is another segment over the same file", async () => {
  const { root } = disk();
  const store = await opened(root);
  const first = await store.add(content(1), facts("a.parquet"));
  const other = facts("a.parquet");
  await store.add(content(1), { ...other, mapping: { ...other.mapping, zone: "Asia/Tokyo" } });
  expect(store.segments).toHaveLength(2);
  await store.remove(first.id);
  const [left] = (await opened(root)).segments;
  expect((await store.read(left?.id ?? -1)).size).toBe(1001);
});

test("a file that was altered on the disk is not given out", async () => {
  const { root, place } = disk();
  const store = await opened(root);
  const { id, sha256 } = await store.add(content(1), facts("a.parquet"));
  const file = place.folders.get("1")?.folders.get("segments")?.files.get(sha256);
  if (file) file.written = file.written.map((byte, i) => (i === 500 ? byte ^ 1 : byte));
  await expect(store.read(id)).rejects.toMatchObject({ failure: { kind: "store", fault: "altered" } });
});

test("a file that is gone or cut short is missing, and may be added again", async () => {
  const { root, place } = disk();
  const { sha256 } = await (await opened(root)).add(content(1), facts("a.parquet"));
  place.folders.get("1")?.folders.get("segments")?.files.delete(sha256);
  const store = await opened(root);
  expect(store.missing).toHaveLength(1);
  const again = await store.add(content(1), facts("a.parquet"));
  expect(store.segments).toEqual([again]);
  expect((await opened(root)).missing).toEqual([]);
});

const original = "a".repeat(64);
const without = (rows: number) => ({ ...facts("a.parquet"), rows, erased: { original, rows: 1 } });

test("cut off at any step, a file that another takes the place of is there as one of the two", async () => {
  for (let steps = 0; steps < 40; steps++)
    for (const share of [0, 0.5, 1]) {
      const before = disk();
      const { id } = await (await opened(before.root)).add(content(1), facts("a.parquet"));
      const cut = disk(before.place, steps);
      const done = await opened(cut.root)
        .then(async (store) => Boolean(await store.replace(id, content(2), without(1))))
        .catch((thrown: unknown) => {
          if (thrown instanceof CutOff) return false;
          throw thrown;
        });
      const after = disk(afterPowerCut(cut.place, (bytes) => Math.floor(bytes * share)));
      const store = await opened(after.root);
      const [kept, ...more] = store.segments;
      expect([more, store.damaged, store.missing]).toEqual([[], 0, []]);
      const size = (await store.read(kept?.id ?? -1)).size;
      expect(size).toBe(kept?.erased ? 1002 : 1001);
      if (done) expect(size).toBe(1002);
      const generation = await after.root.folder("1");
      expect(await (await generation.folder("segments")).names()).toEqual([kept?.sha256]);
    }
});

test("what was taken out of a file, and settings, are remembered; the same file with the same rows left is kept once", async () => {
  const { root } = disk();
  const store = await opened(root);
  const { id } = await store.add(content(1), facts("a.parquet"));
  const kept = await store.replace(id, content(2), without(1));
  await store.settle({ erasure: "list" });
  expect(await store.add(content(3), without(1))).toBe(kept);
  const again = await opened(root);
  expect([again.segments, again.settings]).toEqual([[kept], { erasure: "list" }]);
  expect(again.snapshot().record).toMatchObject({ settings: { erasure: "list" } });
});

test("a file that was loaded in part is kept once, with all that was loaded of it", async () => {
  const store = await opened(disk().root);
  const part = (types: string[] | null) => [{ from: null, until: null, types, sources: null }];
  const first = await store.add(content(1), { ...facts("1.parquet"), subset: part(["A"]), newest: "2025-05-01" });
  expect(await store.add(content(1), { ...facts("1.parquet"), subset: part(["A"]) })).toEqual(first);
  const more = await store.add(content(1), { ...facts("1.parquet"), subset: part(["B"]) });
  expect(more).toMatchObject({ subset: [...part(["A"]), ...part(["B"])], newest: "2025-05-01" });
  const whole = await store.add(content(1), facts("1.parquet"));
  expect([whole.subset, store.segments]).toEqual([null, [whole]]);
  expect((await store.read(whole.id)).size).toBe(content(1).size);
});
