import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { encrypted } from "./encrypted";
import { pieces, sha256Of } from "./hash";
import { newDataKey, readLock, unwrap, wrap, writeLock } from "./keys";
import { pieceSize, type Seal } from "./seal";
import { disk } from "./testing";
import { runs } from "../../testing/runs";

let seal: Seal;
beforeAll(async () => {
  seal = await encrypted(newDataKey());
});

async function sealed(content: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const { head, piece } = await seal.begin(name);
  const parts = [head];
  for await (const { content: one, last } of pieces(content)) parts.push(await piece(one, last));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

const random = (size: number) =>
  new Blob([
    crypto.getRandomValues(new Uint8Array(Math.min(size, 65_536))),
    new Uint8Array(Math.max(0, size - 65_536)),
  ]);
const altered = { failure: { kind: "store", fault: "altered" } };

test.each([0, 1, pieceSize - 1, pieceSize, pieceSize + 1, 3 * pieceSize])(
  "content of %i bytes comes back as it was, and takes the size that is foretold",
  async (size) => {
    const content = random(size);
    const bytes = await sealed(content, "name");
    expect(bytes.length).toBe(seal.sizeOf(size));
    const back = await seal.reveal(new Blob([bytes]), "name", "");
    expect([back.size, await sha256Of(back)]).toEqual([size, await sha256Of(content)]);
  },
);

test("any flipped bit and any other length of a sealed file is refused", async () => {
  const bytes = await sealed(random(5000), "name");
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const flipped = bytes.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      await expect(seal.reveal(new Blob([flipped]), "name", "")).rejects.toMatchObject(altered);
      await expect(seal.reveal(new Blob([bytes.slice(0, at)]), "name", "")).rejects.toMatchObject(altered);
    }),
    runs(200),
  );
});

test("pieces cut off, swapped, repeated or taken from another file are refused", async () => {
  const [one, other] = [await sealed(random(3 * pieceSize), "one"), await sealed(random(3 * pieceSize), "two")];
  const [head, step] = [24, pieceSize + 16];
  const piece = (of: Uint8Array<ArrayBuffer>, i: number) => of.slice(head + i * step, head + (i + 1) * step);
  const start = one.slice(0, head);
  const wrong = [
    [start],
    [start, piece(one, 0)],
    [start, piece(one, 0), piece(one, 1)],
    [start, piece(one, 1), piece(one, 0), piece(one, 2)],
    [start, piece(one, 0), piece(one, 0), piece(one, 2)],
    [start, piece(one, 0), piece(other, 1), piece(one, 2)],
    [one, piece(one, 2)],
  ];
  for (const parts of wrong) await expect(seal.reveal(new Blob(parts), "one", "")).rejects.toMatchObject(altered);
  await expect(seal.reveal(new Blob([one]), "two", "")).rejects.toMatchObject(altered);
});

test("a file's name tells nothing of its content, and is the same each time", async () => {
  const hash = await sha256Of(random(10));
  expect(await seal.nameOf(hash)).toMatch(/^[0-9a-f]{64}$/);
  expect(await seal.nameOf(hash)).not.toBe(hash);
  expect(await seal.nameOf(hash)).toBe(await seal.nameOf(hash));
  expect(await (await encrypted(newDataKey())).nameOf(hash)).not.toBe(await seal.nameOf(hash));
});

test("a journal line opens under its own number only", async () => {
  const payload = new TextEncoder().encode("a record");
  const line = await seal.sealRecord(3, payload);
  expect(await seal.openRecord(3, line)).toEqual(payload);
  expect(await seal.openRecord(4, line)).toBeNull();
  expect(await (await encrypted(newDataKey())).openRecord(3, line)).toBeNull();
});

test("only the passphrase opens the data key, however it is typed", async () => {
  const key = newDataKey();
  const lock = await wrap(key, "Cafe\u0301 three boats");
  expect(lock.iterations).toBeGreaterThanOrEqual(600_000);
  expect(await unwrap(lock, "Caf\u00e9 three boats")).toEqual(key);
  expect(await unwrap(lock, "Cafe three boats")).toBeNull();
});

test("a new lock takes the old one's place, and until it lies there whole the old one opens", async () => {
  const key = newDataKey();
  const [first, second] = [await wrap(key, "the first one"), await wrap(key, "the second one")];
  for (let steps = 0; steps < 12; steps++) {
    const { root, place } = disk();
    await writeLock(root, first);
    await writeLock(disk(place, steps).root, second).catch(() => undefined);
    const found = await readLock(root);
    expect([first.salt, second.salt]).toContain(found === "broken" ? found : found?.salt);
    expect((await root.names()).length).toBe(1);
  }
});
