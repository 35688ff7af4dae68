import { Failed } from "../../failure";
import type { Folder } from "./disk";
import { hashing, pieces } from "./hash";
import type { Seal } from "./seal";

/** Writes content under its name, whole or not at all, and holds it against its hash. */
export async function writeContent(
  folder: Folder,
  seal: Seal,
  name: string,
  blob: Blob,
  sha256: string,
): Promise<void> {
  const hash = hashing();
  const { head, piece } = await seal.begin(name);
  const writer = await folder.open(name);
  try {
    writer.truncate(0);
    let at = 0;
    const put = (bytes: Uint8Array) => {
      writer.write(bytes, at);
      at += bytes.length;
    };
    put(head);
    for await (const { content, last } of pieces(blob)) {
      hash.add(content);
      put(await piece(content, last));
    }
    if (hash.hex() !== sha256) throw new Failed({ kind: "store", fault: "changed" });
    writer.flush();
    writer.close();
  } catch (thrown) {
    writer.close();
    await folder.remove(name).catch(() => undefined);
    throw thrown;
  }
}
