declare module "lz4js" {
  /** Decompresses one LZ4 block of `size` bytes at `from` in `source` into `target` at `at`, where earlier blocks may lie before it; returns the end. */
  export function decompressBlock(
    source: Uint8Array,
    target: Uint8Array,
    from: number,
    size: number,
    at: number,
  ): number;
  /** Compresses into one LZ4 frame. */
  export function compress(bytes: Uint8Array): Uint8Array;
}
