/** How what is kept lies on the disk: in clear, or sealed with a key. */
export type Seal = {
  /** The file name of content with this SHA-256. */
  nameOf(sha256: string): Promise<string>;
  sealRecord(number: number, payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  /** Null where it is not what was sealed under this number. */
  openRecord(number: number, payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Begins a file: its first bytes, and what turns each piece of the content into bytes to write. */
  begin(name: string): Promise<{
    head: Uint8Array<ArrayBuffer>;
    piece(content: Uint8Array<ArrayBuffer>, last: boolean): Promise<Uint8Array<ArrayBuffer>>;
  }>;
  /** Bytes on the disk of content of a size. */
  sizeOf(content: number): number;
  /** The content of a written file. Throws Failed of kind store where it is not as it was written. */
  reveal(file: Blob, name: string, sha256: string): Promise<Blob>;
};

/** Bytes of content that are read, hashed, sealed and written at a time. */
export const pieceSize = 1 << 20;
