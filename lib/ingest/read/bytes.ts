import { Failed } from "../../failure";

const window = 1 << 20;

/** Ranges of a file; short neighbouring reads share one window of 1 MiB. */
export type Bytes = {
  readonly file: string;
  readonly size: number;
  read(at: number, length: number): Promise<Uint8Array>;
};

/** Reads ranges of a blob. Throws Failed: truncated where the range lies outside it, unreadable where the blob cannot be read. */
export function bytesOf(blob: Blob, file: string): Bytes {
  let held = { at: 0, bytes: new Uint8Array() };

  async function slice(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      return new Uint8Array(await blob.slice(at, at + length).arrayBuffer());
    } catch (thrown) {
      throw new Failed({
        kind: "file",
        file,
        fault: "unreadable",
        detail: thrown instanceof Error ? thrown.message : String(thrown),
      });
    }
  }

  return {
    file,
    size: blob.size,
    async read(at, length) {
      if (at < 0 || length < 0 || at + length > blob.size) throw new Failed({ kind: "file", file, fault: "truncated" });
      if (length >= window) return slice(at, length);
      if (at < held.at || at + length > held.at + held.bytes.length) held = { at, bytes: await slice(at, window) };
      return held.bytes.slice(at - held.at, at - held.at + length);
    },
  };
}
