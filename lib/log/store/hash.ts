import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { pieceSize } from "./seal";

export async function* pieces(blob: Blob): AsyncGenerator<{ content: Uint8Array<ArrayBuffer>; last: boolean }> {
  let at = 0;
  do {
    const content = new Uint8Array(await blob.slice(at, at + pieceSize).arrayBuffer());
    at += pieceSize;
    yield { content, last: at >= blob.size };
  } while (at < blob.size);
}

/** SHA-256 as it goes; WebCrypto would need the whole file at once. */
export const hashing = () => {
  const hash = sha256.create();
  return { add: (bytes: Uint8Array) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
};

/** SHA-256 of a file in hexadecimal, holding a piece of it at a time. */
export async function sha256Of(blob: Blob): Promise<string> {
  const hash = hashing();
  for await (const { content } of pieces(blob)) hash.add(content);
  return hash.hex();
}
