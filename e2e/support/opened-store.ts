import type { Page } from "@playwright/test";
import { open } from "../../lib/ingest/read/open";
import { contentsSchema } from "../../lib/log/projection/contents";
import { cacheName, headerIn } from "../../lib/log/store/cache";
import { inflated } from "../../lib/log/store/deflate";
import type { Folder } from "../../lib/log/store/disk";
import { encrypted } from "../../lib/log/store/encrypted";
import { decodeFrames } from "../../lib/log/store/frames";
import { latestGeneration } from "../../lib/log/store/generation";
import { recover } from "../../lib/log/store/journal";
import { readLock, unwrap } from "../../lib/log/store/keys";
import { plain } from "../../lib/log/store/plain";
import type { Seal } from "../../lib/log/store/seal";
import { privateFiles } from "./kept";

/** A file of the private file system, byte by byte; null where the path is a folder's. */
async function bytesAt(page: Page, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const text = await page.evaluate(async (given) => {
    const parts = given.split("/");
    const name = parts.pop() ?? "";
    let at = await navigator.storage.getDirectory();
    for (const part of parts) at = await at.getDirectoryHandle(part);
    const file = await (await at.getFileHandle(name).catch(() => null))?.getFile();
    if (!file) return null;
    let latin1 = "";
    for (const byte of new Uint8Array(await file.arrayBuffer())) latin1 += String.fromCharCode(byte);
    return btoa(latin1);
  }, path);
  return text === null ? null : Uint8Array.from(Buffer.from(text, "base64"));
}

const folderOf = (files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>, at: string): Folder => ({
  names: async () => [
    ...new Set(
      [...files.keys()].flatMap((path) => (path.startsWith(at) ? (path.slice(at.length).split("/")[0] ?? []) : [])),
    ),
  ],
  folder: async (name) => folderOf(files, `${at}${name}/`),
  async read(name) {
    const bytes = files.get(`${at}${name}`);
    return bytes ? new Blob([bytes]) : null;
  },
  open: () => Promise.reject(new Error("only read here")),
  remove: async () => undefined,
});

/** What the kept projection says, and its files that are not accounted for, as while it is being written. */
async function projectionIn(folder: Folder, seal: Seal): Promise<{ said: string[]; unaccounted: string[] }> {
  const names = new Set(await folder.names());
  if (names.size === 0) return { said: [], unaccounted: [] };
  const header = await headerIn(folder, seal);
  if (!header) return { said: [], unaccounted: [...names] };
  const said = [JSON.stringify(header)];
  const unaccounted: string[] = [];
  names.delete("header");
  for (const sha256 of contentsSchema.parse(header.contents).tables.flatMap(({ parts }) => parts)) {
    const at = await seal.nameOf(sha256);
    const file = await folder.read(at);
    if (!file) {
      unaccounted.push(`${at} is missing`);
      continue;
    }
    const part = Buffer.from(await inflated(await seal.reveal(file, at, sha256)));
    said.push(part.toString("latin1"), part.toString("utf16le"));
    names.delete(at);
  }
  return { said, unaccounted: [...unaccounted, ...names] };
}

/** Everything that the private file system says: each file as it lies there, and decrypted and decoded to the last row and journal line; and the files that nothing accounts for. */
export async function everythingKept(
  page: Page,
  passphrase: string | null = null,
): Promise<{ text: string; rows: number; unaccounted: string[] }> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of await privateFiles(page)) {
    const bytes = await bytesAt(page, path);
    if (bytes) files.set(path, bytes);
  }
  const said = [...files].flatMap(([path, bytes]) => [
    path,
    Buffer.from(bytes).toString("latin1"),
    Buffer.from(bytes).toString("utf16le"),
  ]);
  const generation = await latestGeneration(folderOf(files, "rivergraph/"));
  if (!generation) return { text: said.join("\n"), rows: 0, unaccounted: [...files.keys()] };
  const lock = await readLock(generation.folder);
  if (lock === "broken" || (lock && passphrase === null)) throw new Error("the store cannot be opened");
  const key = lock && (await unwrap(lock, passphrase ?? ""));
  const seal = key ? await encrypted(key) : plain;
  for (const { number, payload } of decodeFrames(generation.journal).frames)
    said.push(new TextDecoder().decode((await seal.openRecord(number, payload)) ?? undefined));
  const segments = await generation.folder.folder("segments");
  const { segments: kept, settings } = await recover(generation.journal, seal);
  said.push(JSON.stringify(settings));
  const named = new Set<string>();
  let rows = 0;
  for (const { sha256, name } of kept) {
    const at = await seal.nameOf(sha256);
    const blob = await seal.reveal((await segments.read(at)) ?? new Blob(), at, sha256);
    const reader = await open(blob, name);
    const all = await reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i));
    named.add(at);
    rows += all.length;
    said.push(Buffer.from(await blob.arrayBuffer()).toString("latin1"));
    said.push(JSON.stringify(all, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
  }
  const projection = await projectionIn(await generation.folder.folder(cacheName), seal);
  said.push(...projection.said);
  const lying = (await segments.names()).filter((name) => !named.has(name));
  return { text: said.join("\n"), rows, unaccounted: [...lying, ...projection.unaccounted] };
}

/** What the page shows, and what this site has in the browser's other places. */
export const everywhereElse = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const found = [document.documentElement.outerHTML, location.href, document.cookie];
    for (const storage of [localStorage, sessionStorage]) found.push(JSON.stringify(Object.entries(storage)));
    for (const { name } of await indexedDB.databases()) found.push(name ?? "");
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) found.push(request.url);
    return found.join("\n");
  });
