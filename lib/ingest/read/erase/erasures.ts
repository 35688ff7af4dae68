import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** Who is erased: HMAC-SHA-256 of each patient's register and id in hexadecimal, under a random key; a study that took others in has several keys. */
export type Erasures = readonly { readonly key: string; readonly hashes: readonly string[] }[];

const encoder = new TextEncoder();

/** A random key for a study's hashes, in hexadecimal. */
export const newErasureKey = (): string => bytesToHex(crypto.getRandomValues(new Uint8Array(32)));

/** The hash of a patient, whichever file names them. */
export function hasherOf(key: string): (namespace: string, id: string) => string {
  const keyed = hmac.create(sha256, hexToBytes(key));
  return (namespace, id) =>
    bytesToHex(
      keyed
        .clone()
        .update(encoder.encode(JSON.stringify([namespace, id])))
        .digest(),
    );
}

/** Whether a patient is erased. */
export function erasedBy(erasures: Erasures): (namespace: string, id: string) => boolean {
  const lists = erasures.map(({ key, hashes }) => ({ hash: hasherOf(key), among: new Set(hashes) }));
  return (namespace, id) => lists.some(({ hash, among }) => among.has(hash(namespace, id)));
}
