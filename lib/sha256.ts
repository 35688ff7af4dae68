import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const pieceSize = 1 << 20;

/** SHA-256 as it goes; WebCrypto would need the whole file at once. */
export const hashing = () => {
  const hash = sha256.create();
  return { add: (bytes: Uint8Array) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
};

/** SHA-256 of a file in hexadecimal, holding a piece of it at a time. */
export async function sha256Of(blob: Blob): Promise<string> {
  const hash = hashing();
  for (let at = 0; at < blob.size; at += pieceSize)
    hash.add(new Uint8Array(await blob.slice(at, at + pieceSize).arrayBuffer()));
  return hash.hex();
}

/** SHA-256 of a text in UTF-8, in hexadecimal. */
export const textDigest = (text: string): string => bytesToHex(sha256(new TextEncoder().encode(text)));

/** A name for a text: 96 bits of its SHA-256. */
export const textHash = (text: string): string => textDigest(text).slice(0, 24);
