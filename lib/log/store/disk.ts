/** An open file. What was written is there for certain once it was flushed; one writer at a time. */
export type Writer = {
  size(): number;
  /** Throws Failed of kind store where there is no room. */
  write(bytes: Uint8Array, at: number): void;
  truncate(size: number): void;
  flush(): void;
  close(): void;
};

/** A folder that outlives the tab. */
export type Folder = {
  names(): Promise<string[]>;
  /** Made where it is missing. */
  folder(name: string): Promise<Folder>;
  /** Null where there is none. */
  read(name: string): Promise<Blob | null>;
  /** Made where it is missing. */
  open(name: string): Promise<Writer>;
  /** Files and folders, whatever they hold; none is no fault. */
  remove(name: string): Promise<void>;
};
