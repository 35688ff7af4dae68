import { CompressionType, compressionRegistry } from "apache-arrow";
import { decompress as zstd } from "fzstd";
import { decompress as lz4 } from "lz4js";

/** Teaches apache-arrow the two compressions of Arrow IPC bodies. */
export function registerCodecs(): void {
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: (data) => Uint8Array.from(lz4(data)) });
  compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => zstd(data) });
}
