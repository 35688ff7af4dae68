import { decompressBlock } from "lz4js";

const magic = 0x184d2204;
const stored = 0x80000000;

/** Decompresses LZ4 frames (lz4_Frame_format 1.6) into `out`, which they must fill. lz4js has the block's codec, but looks for block checksums, which Polars writes, in the wrong place. */
export function decompressFrames(frames: Uint8Array, out: Uint8Array): Uint8Array {
  const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
  let end = 0;
  let at = 0;
  while (at < frames.length) {
    if (view.getUint32(at, true) !== magic) throw new RangeError("it is no LZ4 frame");
    const flags = view.getUint8(at + 4);
    const checksum = flags & 0x10 ? 4 : 0;
    at += 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0);
    for (let size = view.getUint32(at, true); size !== 0; size = view.getUint32(at, true)) {
      at += 4;
      const length = size & ~stored;
      if (at + length > frames.length) throw new RangeError("an LZ4 block ends too early");
      if (size & stored) {
        out.set(frames.subarray(at, at + length), end);
        end += length;
      } else end = decompressBlock(frames, out, at, length, end);
      if (end > out.length) throw new RangeError("an LZ4 frame is larger than it states");
      at += length + checksum;
    }
    at += 4 + (flags & 0x04 ? 4 : 0);
  }
  if (end !== out.length) throw new RangeError("an LZ4 frame is smaller than it states");
  return out;
}
