import { RecordBatchReader, type Schema } from "apache-arrow";
import { concatenate, endMarker } from "../../../engine/stream";
import { Failed } from "../../../failure";
import type { Bytes } from "../bytes";
import type { Part, Piece, Source } from "../source";
import { registerCodecs } from "./codecs";
import { framesOf, type Frame } from "./frames";

const magicLength = 8;

type Place = { batch: Frame; dictionaries: readonly Frame[] };

/** The dictionaries in force for each batch: a later one of the same id takes its place, a delta adds to it. */
function places(frames: readonly Frame[]): { places: Place[]; pieces: Piece[] } {
  let inForce: readonly Frame[] = [];
  let epoch = 0;
  const found: Place[] = [];
  const pieces: Piece[] = [];
  for (const frame of frames) {
    if (frame.kind === "dictionary") {
      inForce = [...(frame.delta ? inForce : inForce.filter((held) => held.dictionary !== frame.dictionary)), frame];
      epoch++;
    }
    if (frame.kind === "batch") {
      found.push({ batch: frame, dictionaries: inForce });
      pieces.push({ rows: frame.rows, bytes: frame.body, epoch });
    }
  }
  return { places: found, pieces };
}

/** Where the messages of an Arrow file end: at its footer. Throws Failed: truncated, corrupt. */
async function footerStart(bytes: Bytes): Promise<number> {
  const fail = (fault: "truncated" | "corrupt") => new Failed({ kind: "file", file: bytes.file, fault, detail: "it has no Arrow footer" });
  if (bytes.size < magicLength + 10) throw fail("truncated");
  const tail = await bytes.read(bytes.size - 10, 10);
  if (new TextDecoder("latin1").decode(tail.subarray(4)) !== "ARROW1") throw fail("truncated");
  const length = new DataView(tail.buffer, tail.byteOffset).getInt32(0, true);
  if (length <= 0 || length > bytes.size - 10 - magicLength) throw fail("corrupt");
  return bytes.size - 10 - length;
}

/** Record batches by their messages, each readable without the rest; file, stream and Feather 2 alike. */
export async function arrowSource(bytes: Bytes, form: "file" | "stream"): Promise<Source> {
  registerCodecs();
  const limit = form === "file" ? await footerStart(bytes) : bytes.size;
  const { frames, ended } = await framesOf(bytes, form === "file" ? magicLength : 0, limit);
  if (form === "stream" && !ended) throw new Failed({ kind: "file", file: bytes.file, fault: "truncated", detail: "it has no end marker" });
  const [head, ...rest] = frames;
  if (head?.kind !== "schema" || rest.some((frame) => frame.kind === "schema"))
    throw new Failed({ kind: "file", file: bytes.file, fault: "corrupt", detail: "it does not begin with its one schema" });
  const schemaFrame = head;
  const { places: batches, pieces } = places(rest);

  async function stream(frames: readonly Frame[]): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (const frame of frames) parts.push(await bytes.read(frame.at, frame.head + frame.body));
    return concatenate([...parts, endMarker]);
  }

  async function part(from: number, to: number): Promise<Part> {
    const chosen = batches.slice(from, to);
    const rows = chosen.reduce((sum, { batch }) => sum + batch.rows, 0);
    return { stream: await stream([schemaFrame, ...(chosen[0]?.dictionaries ?? []), ...chosen.map(({ batch }) => batch)]), rows, columns: all };
  }

  const schema: Schema = await readSchema(bytes.file, await stream([head]));
  const all = schema.fields.map((_, i) => i);
  return {
    format: "arrow",
    schema,
    pieces,
    uncompressed: frames.some((frame) => frame.compressed) ? null : frames.reduce((sum, frame) => sum + frame.body, 0),
    sound: false,
    async *read(from, to) {
      yield await part(from, to);
    },
    some: async (piece) => ({ ...(await part(piece, piece + 1)), skipped: 0 }),
    close: () => undefined,
  };
}

async function readSchema(file: string, stream: Uint8Array): Promise<Schema> {
  try {
    return RecordBatchReader.from(stream).open().schema;
  } catch (thrown) {
    throw new Failed({ kind: "file", file, fault: "unsupported", detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}
