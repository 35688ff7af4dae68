import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  openAsBlob,
  rmSync,
  writeSync,
} from "node:fs";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Folder } from "@/lib/log/store/disk";

/** A folder of this machine's disk, as the store takes it. */
export const folderAt = (path: string): Folder => ({
  names: async () => readdirSync(path),
  async folder(name) {
    mkdirSync(join(path, name), { recursive: true });
    return folderAt(join(path, name));
  },
  read: async (name) => (existsSync(join(path, name)) ? openAsBlob(join(path, name)) : null),
  async open(name) {
    const file = openSync(join(path, name), existsSync(join(path, name)) ? "r+" : "w+");
    return {
      size: () => fstatSync(file).size,
      write(bytes, at) {
        for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, at + done);
      },
      truncate: (size) => ftruncateSync(file, size),
      flush: () => fsyncSync(file),
      close: () => closeSync(file),
    };
  },
  remove: async (name) => rmSync(join(path, name), { recursive: true, force: true }),
});
