import { pieceSize } from "./seal";

export { hashing, sha256Of } from "../../sha256";

export async function* pieces(blob: Blob): AsyncGenerator<{ content: Uint8Array<ArrayBuffer>; last: boolean }> {
  let at = 0;
  do {
    const content = new Uint8Array(await blob.slice(at, at + pieceSize).arrayBuffer());
    at += pieceSize;
    yield { content, last: at >= blob.size };
  } while (at < blob.size);
}
