import type { Folder } from "./disk";
import { decodeFrames } from "./frames";
import { journalName } from "./journal";

/** One whole writing of the store; a new one takes its place at once where everything is written anew. */
export type Generation = { number: number; folder: Folder; journal: Uint8Array<ArrayBuffer> };

const bytesIn = async (folder: Folder): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array((await (await folder.read(journalName))?.arrayBuffer()) ?? new ArrayBuffer());

/** The generation that counts: the last whose journal began. Others are remains of a change that was not finished, and go. */
export async function latestGeneration(root: Folder): Promise<Generation | null> {
  const numbers = (await root.names()).filter((name) => /^[1-9]\d*$/.test(name)).map(Number);
  const all: Generation[] = [];
  for (const number of numbers.toSorted((a, b) => b - a)) {
    const folder = await root.folder(String(number));
    all.push({ number, folder, journal: await bytesIn(folder) });
  }
  const begun = all.find(({ journal }) => decodeFrames(journal).frames.length > 0) ?? all.at(-1) ?? null;
  for (const { number } of all) if (number !== begun?.number) await root.remove(String(number));
  return begun;
}
