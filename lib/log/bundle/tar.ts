import { Failed } from "../../failure";

/** A plain tar (ustar) of a few files: any system opens it, and its parts stay where they lie until they are written. */
const block = 512;
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

const fields = { name: [0, 100], size: [124, 12], sum: [148, 8], magic: [257, 6] } as const;

function header(name: string, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(block);
  const put = (text: string, at: number) => bytes.set(encoder.encode(text), at);
  put(name, fields.name[0]);
  put("0000644", 100);
  put("0000000", 108);
  put("0000000", 116);
  put(`${size.toString(8).padStart(11, "0")}\0`, fields.size[0]);
  put("00000000000", 136);
  put("        0", fields.sum[0]);
  put("ustar", fields.magic[0]);
  put("00", fields.magic[0] + fields.magic[1]);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, "0")}\0 `, fields.sum[0]);
  return bytes;
}

const padding = (size: number) => new Uint8Array((block - (size % block)) % block);

/** Files as one; names of at most 100 bytes, sizes below 8 GiB. */
export const tarOf = (files: readonly { name: string; blob: Blob }[]): Blob =>
  new Blob(
    [
      ...files.flatMap(({ name, blob }) => [header(name, blob.size), blob, padding(blob.size)]),
      new Uint8Array(2 * block),
    ],
    { type: "application/x-tar" },
  );

const text = (bytes: Uint8Array, [at, length]: readonly [number, number]) =>
  decoder.decode(bytes.subarray(at, at + length)).replace(/\0.*$/s, "");

const headerAt = async (tar: Blob, at: number) => new Uint8Array(await tar.slice(at, at + block).arrayBuffer());

/** The name of the first file of a tar; null where it is none. */
export async function firstName(blob: Blob): Promise<string | null> {
  const bytes = await headerAt(blob, 0);
  return bytes.length === block && text(bytes, fields.magic).startsWith("ustar") ? text(bytes, fields.name) : null;
}

/** The files of a tar by name, as parts of it. Throws Failed where it ends too early. */
export async function untar(tar: Blob, file: string): Promise<Map<string, Blob>> {
  const found = new Map<string, Blob>();
  for (let at = 0; ;) {
    const bytes = await headerAt(tar, at);
    if (bytes.length < block) throw new Failed({ kind: "file", file, fault: "truncated" });
    const name = text(bytes, fields.name);
    if (name === "") return found;
    const size = Number.parseInt(text(bytes, fields.size), 8);
    const from = at + block;
    if (!Number.isFinite(size) || from + size > tar.size) throw new Failed({ kind: "file", file, fault: "truncated" });
    found.set(name, tar.slice(from, from + size));
    at = from + size + padding(size).length;
  }
}
