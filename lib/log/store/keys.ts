import { z } from "zod";
import { decodeFrames, encodeFrame } from "./frames";
import type { Folder } from "./disk";

/** What lies beside an encrypted store: the data key, wrapped by a key from the passphrase. Binary values in base64. */
const lockSchema = z.strictObject({
  derivation: z.literal("PBKDF2-SHA-256"),
  iterations: z.int().min(600_000),
  salt: z.base64(),
  nonce: z.base64(),
  wrapped: z.base64(),
});
export type Lock = z.infer<typeof lockSchema>;

const iterations = 600_000;
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
const purpose = encoder.encode("rivergraph data key");

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const unbase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

async function keyFrom(passphrase: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const given = encoder.encode(passphrase.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", given, "PBKDF2", false, ["deriveKey"]);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export const newDataKey = (): Uint8Array<ArrayBuffer> => random(32);

/** Wraps a data key so that the passphrase opens it. */
export async function wrap(dataKey: Uint8Array<ArrayBuffer>, passphrase: string): Promise<Lock> {
  const [salt, nonce] = [random(16), random(12)];
  const key = await keyFrom(passphrase, salt, iterations);
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: purpose }, key, dataKey);
  return {
    derivation: "PBKDF2-SHA-256",
    iterations,
    salt: base64(salt),
    nonce: base64(nonce),
    wrapped: base64(new Uint8Array(wrapped)),
  };
}

/** The data key; null where the passphrase is not the one it was wrapped with. */
export async function unwrap(lock: Lock, passphrase: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await keyFrom(passphrase, unbase64(lock.salt), lock.iterations);
  const how = { name: "AES-GCM", iv: unbase64(lock.nonce), additionalData: purpose };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, key, unbase64(lock.wrapped)));
  } catch {
    return null;
  }
}

const fileName = /^keys-(\d+)$/;

/** Writes a lock and then removes the one before it, so that there is always one that opens. */
export async function writeLock(generation: Folder, lock: Lock): Promise<void> {
  const before = (await generation.names()).filter((name) => fileName.test(name));
  const number = Math.max(0, ...before.map((name) => Number(fileName.exec(name)?.[1]))) + 1;
  const writer = await generation.open(`keys-${number}`);
  try {
    writer.truncate(0);
    writer.write(encodeFrame({ number, payload: encoder.encode(JSON.stringify(lock)) }), 0);
    writer.flush();
  } finally {
    writer.close();
  }
  for (const name of before) await generation.remove(name);
}

function parsed(bytes: Uint8Array): Lock | null {
  const [frame] = decodeFrames(bytes).frames;
  if (!frame) return null;
  try {
    return lockSchema.safeParse(JSON.parse(decoder.decode(frame.payload))).data ?? null;
  } catch {
    return null;
  }
}

/** The lock of a generation: null where it is in clear, `broken` where there was one that cannot be read. */
export async function readLock(generation: Folder): Promise<Lock | "broken" | null> {
  const names = (await generation.names()).filter((name) => fileName.test(name));
  const newestFirst = names.toSorted((a, b) => Number(fileName.exec(b)?.[1]) - Number(fileName.exec(a)?.[1]));
  for (const name of newestFirst) {
    const file = await generation.read(name);
    const lock = file && parsed(new Uint8Array(await file.arrayBuffer()));
    if (!lock) continue;
    for (const other of names) if (other !== name) await generation.remove(other);
    return lock;
  }
  return names.length > 0 ? "broken" : null;
}
