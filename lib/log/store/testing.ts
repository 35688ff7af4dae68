import { Failed } from "../../failure";
import type { Folder } from "./disk";
import type { Facts } from "./store";

/** A disk that keeps what was flushed, and of what was only written a part that `keep` chooses when it is cut off. */
type Held = { flushed: Uint8Array<ArrayBuffer>; written: Uint8Array<ArrayBuffer> };
type Place = { files: Map<string, Held>; folders: Map<string, Place> };

export class CutOff extends Error {}

const place = (): Place => ({ files: new Map(), folders: new Map() });

const bytesIn = ({ files, folders }: Place): number =>
  [...files.values()].reduce((sum, { written }) => sum + written.length, 0) +
  [...folders.values()].reduce((sum, inner) => sum + bytesIn(inner), 0);

/** All that lies on a disk, as Latin-1 text. */
export const textOn = ({ files, folders }: Place): string =>
  [
    ...[...files].map(([name, { written }]) => `${name} ${new TextDecoder("latin1").decode(written)}`),
    ...[...folders].map(([name, inner]) => `${name} ${textOn(inner)}`),
  ].join("\n");

/** `steps` is how many more changes go through before the power is cut, `room` how many bytes there may be. */
export function disk(from: Place = place(), steps = Infinity, room = Infinity) {
  let left = steps;
  const step = () => {
    if (left-- <= 0) throw new CutOff();
  };

  const folderOf = (at: Place): Folder => ({
    names: async () => [...at.files.keys(), ...at.folders.keys()],
    async folder(name) {
      let inner = at.folders.get(name);
      if (!inner) at.folders.set(name, (inner = place()));
      return folderOf(inner);
    },
    async read(name) {
      const file = at.files.get(name);
      return file ? new Blob([file.written]) : null;
    },
    async open(name) {
      step();
      const empty = new Uint8Array();
      const file = at.files.get(name) ?? { flushed: empty, written: empty };
      at.files.set(name, file);
      return {
        size: () => file.written.length,
        write(bytes, position) {
          step();
          const size = Math.max(file.written.length, position + bytes.length);
          if (bytesIn(from) + size - file.written.length > room) throw new Failed({ kind: "store", fault: "full" });
          const next = new Uint8Array(size);
          next.set(file.written);
          next.set(bytes, position);
          file.written = next;
        },
        truncate(size) {
          step();
          const next = new Uint8Array(size);
          next.set(file.written.subarray(0, size));
          file.written = next;
        },
        flush() {
          step();
          file.flushed = file.written;
        },
        close: () => undefined,
      };
    },
    async remove(name) {
      step();
      at.files.delete(name);
      at.folders.delete(name);
    },
  });

  return { root: folderOf(from), place: from, used: () => steps - left };
}

/** What is on the disk after the power came back: flushed bytes, and of the others as many as `keep` says. */
export function afterPowerCut(from: Place, keep: (bytes: number) => number): Place {
  const after = place();
  for (const [name, { flushed, written }] of from.files) {
    const kept = written === flushed ? written : written.slice(0, keep(written.length));
    const bytes = kept.length < flushed.length ? flushed : kept;
    after.files.set(name, { flushed: bytes, written: bytes });
  }
  for (const [name, inner] of from.folders) after.folders.set(name, afterPowerCut(inner, keep));
  return after;
}

const everyRow = { constant: "x" };

export const facts = (name: string): Facts => ({
  name,
  rows: 1,
  preset: "own",
  mapping: {
    version: 1,
    name: "Test",
    namespace: "patient",
    zone: "UTC",
    id: [],
    idSpace: "",
    reference: false,
    type: everyRow,
    subject: { from: ["subject"] },
    occurredAt: { from: ["at"] },
    traits: {},
    roles: {},
  },
  verified: false,
  newest: "2025-03-01",
  erased: null,
  subset: null,
});
