declare module "lz4js" {
  /** Decompresses LZ4 frames. */
  export function decompress(frames: Uint8Array, mostBytes?: number): Uint8Array | number[];
}
