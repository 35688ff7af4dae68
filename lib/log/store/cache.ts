import { z } from "zod";
import { Failed } from "../../failure";
import { deflated, inflated } from "./deflate";
import type { Folder } from "./disk";
import { decodeFrames, encodeFrame } from "./frames";
import { sha256Of } from "./hash";
import type { Seal } from "./seal";
import { writeContent } from "./write";

export const cacheName = "projection";
const headerName = "header";

const headerSchema = z.strictObject({ key: z.string(), contents: z.json() });
export type Contents = z.infer<typeof headerSchema>["contents"];

/** What was computed from exactly what is kept, so that it need not be computed again: never the truth, and gone as soon as anything else is kept. It counts once its header is written, which is last. */
export type Cache = {
  /** Begins a writing and resolves to its number; null where the key does not stand for what is kept, or that is there already. */
  begin(key: string): Promise<number | null>;
  /** Resolves to the name of the part. Where there is no room everything of the writing goes. */
  put(writing: number, part: Uint8Array<ArrayBuffer>): Promise<string>;
  finish(writing: number, contents: Contents): Promise<void>;
  /** What the header says of the parts; null where there is none for what is kept. */
  contents(): Promise<Contents>;
  /** Throws Failed of kind store where it is not as it was written. */
  part(name: string): Promise<Uint8Array<ArrayBuffer>>;
  drop(): Promise<void>;
};

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** What a header says; null where it is damaged. */
export async function headerIn(folder: Folder, seal: Seal): Promise<z.infer<typeof headerSchema> | null> {
  const bytes = new Uint8Array((await (await folder.read(headerName))?.arrayBuffer()) ?? new ArrayBuffer());
  const [frame] = decodeFrames(bytes).frames;
  const opened = frame && (await seal.openRecord(frame.number, frame.payload));
  if (!opened) return null;
  try {
    return headerSchema.safeParse(JSON.parse(decoder.decode(opened))).data ?? null;
  } catch {
    return null;
  }
}

/** Numbers of writings, of whatever cache: none is taken for another. */
let writings = 0;

/** `current` is the key of what is kept. */
export function cacheIn(generation: Folder, seal: Seal, current: () => string): Cache {
  let own = 0;
  let key: string | null = null;

  const folder = () => generation.folder(cacheName);

  async function drop(): Promise<void> {
    key = null;
    if (!(await generation.names()).includes(cacheName)) return;
    await (await folder()).remove(headerName);
    await generation.remove(cacheName);
  }

  async function contents(): Promise<Contents> {
    if (key !== null || !(await generation.names()).includes(cacheName)) return null;
    const header = await headerIn(await folder(), seal);
    if (header?.key === current()) return header.contents;
    await drop();
    return null;
  }

  async function written<T>(writing: number, work: (into: Folder, key: string) => Promise<T>): Promise<T> {
    if (writing !== own || key === null) throw new Failed({ kind: "cancelled" });
    try {
      return await work(await folder(), key);
    } catch (thrown) {
      await drop();
      throw thrown;
    }
  }

  return {
    async begin(wanted) {
      if (wanted !== current() || (await contents()) !== null) return null;
      await drop();
      key = wanted;
      own = ++writings;
      return own;
    },
    put: (writing, part) =>
      written(writing, async (into) => {
        const content = await deflated(part);
        const sha256 = await sha256Of(content);
        await writeContent(into, seal, await seal.nameOf(sha256), content, sha256);
        return sha256;
      }),
    finish: (writing, said) =>
      written(writing, async (into, of) => {
        const payload = encoder.encode(JSON.stringify({ key: of, contents: said }));
        const writer = await into.open(headerName);
        try {
          writer.truncate(0);
          writer.write(encodeFrame({ number: 0, payload: await seal.sealRecord(0, payload) }), 0);
          writer.flush();
        } finally {
          writer.close();
        }
        key = null;
      }),
    contents,
    async part(sha256) {
      const name = await seal.nameOf(sha256);
      const file = await (await folder()).read(name);
      if (!file) throw new Failed({ kind: "store", fault: "evicted" });
      try {
        return await inflated(await seal.reveal(file, name, sha256));
      } catch {
        throw new Failed({ kind: "store", fault: "altered" });
      }
    },
    drop,
  };
}
