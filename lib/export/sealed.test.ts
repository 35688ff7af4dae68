import { BlobReader, TextWriter, ZipReader } from "@zip.js/zip.js";
import { expect, test } from "vitest";
import { drawnPassphrase, leastPassphrase, sealed } from "./sealed";

const passphrase = "correct horse battery staple";
const text = "patient,index\r\np1,2025-01-01\r\n".repeat(5000);

async function opened(archive: Blob, password: string): Promise<string> {
  const [entry] = await new ZipReader(new BlobReader(archive), { password }).getEntries();
  if (!entry || entry.directory) throw new Error("there is no file in it");
  return entry.getData(new TextWriter());
}

test("an archive opens with its passphrase and no other, and shows nothing without", async () => {
  const archive = await sealed(new Blob([text]), "members.csv", passphrase);
  const bytes = new TextDecoder("latin1").decode(await archive.arrayBuffer());
  expect(bytes).not.toContain("patient,index");
  // Method 99: AES, of 256 bits.
  expect(bytes.charCodeAt(8)).toBe(99);
  expect(await opened(archive, passphrase)).toBe(text);
  await expect(opened(archive, `${passphrase}.`)).rejects.toThrow(/password/i);
});

test("an archive that was changed does not open as if it were not", async () => {
  const archive = new Uint8Array(await (await sealed(new Blob([text]), "members.csv", passphrase)).arrayBuffer());
  archive[120] = (archive[120] ?? 0) ^ 1;
  await expect(opened(new Blob([archive]), passphrase)).rejects.toThrow();
});

test("a passphrase that is drawn is long, and never the same", async () => {
  const drawn = Array.from({ length: 50 }, drawnPassphrase);
  expect(new Set(drawn).size).toBe(50);
  expect(drawn.every((one) => /^([a-km-np-z2-9]{5}-){4}[a-km-np-z2-9]{5}$/.test(one))).toBe(true);
  await expect(sealed(new Blob([text]), "members.csv", "x".repeat(leastPassphrase - 1))).rejects.toThrow(RangeError);
});
