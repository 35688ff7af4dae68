import { CompressionType, Message, compressionRegistry } from "apache-arrow";
import { decompress as decompressZstd } from "fzstd";
import { decompressFrames } from "./lz4-frame";

const prefixLength = 8;
const most = 2 ** 31 - 1;

function sizeAt(bytes: Uint8Array, at: number): number {
  const size = new DataView(bytes.buffer, bytes.byteOffset + at, prefixLength).getBigInt64(0, true);
  if (size < -1n || size > most) throw new RangeError("a compressed buffer states an impossible size");
  return Number(size);
}

/** Arrow puts the uncompressed size in the 8 bytes before what apache-arrow hands to a codec. */
const room = (data: Uint8Array): Uint8Array =>
  new Uint8Array(sizeAt(new Uint8Array(data.buffer), data.byteOffset - prefixLength));

/** Teaches apache-arrow the two compressions of Arrow IPC bodies. */
export function registerCodecs(): void {
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (data) => decompressFrames(data, room(data)) });
  compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => decompressZstd(data, room(data)) });
}

/** Bytes that a compressed message's body takes uncompressed, as it states; `head` is its metadata without the framing. */
export function uncompressedSize(head: Uint8Array, body: Uint8Array): number {
  const message = Message.decode(head);
  const batch = message.isRecordBatch()
    ? message.header()
    : message.isDictionaryBatch()
      ? message.header().data
      : undefined;
  let total = 0;
  for (const { offset, length } of batch?.buffers ?? [])
    if (length > 0) total += Math.max(length, sizeAt(body, offset));
  return total;
}
