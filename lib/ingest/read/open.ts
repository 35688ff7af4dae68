import { Failed, type FileFault } from "../../failure";
import { arrowSource } from "./arrow/arrow";
import { assemble } from "./assemble";
import { bytesOf, type Bytes } from "./bytes";
import { fileFailure } from "./failing";
import { parquetSource } from "./parquet/parquet";
import type { LocalReader } from "./reader";
import { megabytes, memoryFor } from "./memory";
import type { Source } from "./source";

const latin1 = new TextDecoder("latin1");

async function sourceOf(blob: Blob, bytes: Bytes): Promise<Source> {
  const fail = (fault: FileFault, detail?: string): Failed =>
    new Failed({ kind: "file", file: bytes.file, fault, ...(detail ? { detail } : {}) });
  if (bytes.size === 0) throw fail("empty");
  const start = await bytes.read(0, Math.min(bytes.size, 8));
  const magic = latin1.decode(start);
  if (magic.startsWith("PARE")) throw fail("encrypted");
  if (magic.startsWith("PAR1")) return parquetSource(blob, bytes);
  if (magic.startsWith("ARROW1")) return arrowSource(bytes, "file");
  if (magic.startsWith("FEA1")) throw fail("unsupported", "Feather version 1; write it as version 2");
  if (magic.startsWith("\xff\xff\xff\xff")) return arrowSource(bytes, "stream");
  throw fail("not-a-data-file");
}

/** `memoryLimit` in bytes: a file of which one row group or batch needs more, by what it says of itself, is refused before it is read. */
export type OpenOptions = { memoryLimit?: number };

/** Opens a file by its content, whatever its name. Throws Failed of kind file. */
export async function open(
  blob: Blob,
  name: string,
  { memoryLimit = Infinity }: OpenOptions = {},
): Promise<LocalReader> {
  try {
    const source = await sourceOf(blob, bytesOf(blob, name));
    const needed = source.pieces.reduce((most, piece) => Math.max(most, memoryFor([piece])), 0);
    if (needed <= memoryLimit) return assemble(name, blob, source, memoryLimit);
    source.close();
    const detail = `a piece of it needs about ${megabytes(needed)}, and there are ${megabytes(memoryLimit)}`;
    throw new Failed({ kind: "file", file: name, fault: "too-large", detail });
  } catch (thrown) {
    throw fileFailure(name, thrown);
  }
}
