import { Failed } from "../../failure";
import { encode } from "../encode/encode";
import type { Encoded } from "../encode/encoded";
import type { Mapping } from "../mapping/mapping";
import { keepsOf } from "../subset/keeps";
import { groupsToRead } from "../subset/may-match";
import { everything, type Selection } from "../subset/subset";
import { ofFile } from "./failing";
import { megabytes, memoryFor } from "./memory";
import type { LocalReader } from "./reader";
import { shareOf, whole, type Share } from "./shares";

type Options = { selection?: Selection; share?: Share; signal?: AbortSignal };

async function* chosen(
  reader: LocalReader,
  mapping: Mapping,
  { selection = everything, share = whole, ...stop }: Options,
): AsyncGenerator<Encoded> {
  const { file, memoryLimit, pieces: all } = reader;
  const pieces = groupsToRead(all, mapping, selection);
  const needed = memoryFor(pieces.flatMap((place) => all[place] ?? []));
  if (needed > memoryLimit) {
    const detail = `it needs about ${megabytes(needed)}, and there are ${megabytes(memoryLimit)}`;
    throw new Failed({ kind: "file", file, fault: "too-large", detail });
  }
  const own = reader.batches({ ...stop, pieces: shareOf(all, pieces, share) });
  yield* encode(own, mapping, { keeps: keepsOf(selection, mapping), book: share.nth });
}

/** A file's batches as the log takes them. Throws Failed: too-large where what is to be read needs more memory than there is. */
export const encoded = (reader: LocalReader, mapping: Mapping, options: Options = {}): AsyncGenerator<Encoded> =>
  ofFile(reader.file, chosen(reader, mapping, options));
