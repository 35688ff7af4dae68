import { concatenate, endMarker } from "../../../engine/stream";
import { Failed } from "../../../failure";
import type { Bytes } from "../bytes";
import { noStatistics } from "../../subset/bounds";
import type { Part, Piece, Source } from "../source";
import { registerCodecs, uncompressedSize } from "./codecs";
import type { Frame } from "./frames";
import { fileMessages, streamMessages } from "./messages";

const mostUncompressed = 2 ** 32;
const compressedTo = 1 / 4;

type Place = { batch: Frame; dictionaries: readonly Frame[] };

/** The dictionaries in force for each batch: a later one of the same id takes its place, a delta adds to it. */
function placesOf(frames: readonly Frame[]): { places: Place[]; pieces: Piece[] } {
  let inForce: readonly Frame[] = [];
  let epoch = 0;
  const places: Place[] = [];
  const pieces: Piece[] = [];
  for (const frame of frames) {
    if (frame.kind === "dictionary") {
      inForce = [...(frame.delta ? inForce : inForce.filter((held) => held.dictionary !== frame.dictionary)), frame];
      epoch++;
    } else {
      places.push({ batch: frame, dictionaries: inForce });
      const bytes = frame.compressed ? frame.body / compressedTo : frame.body;
      pieces.push({ rows: frame.rows, bytes, epoch, statistics: noStatistics });
    }
  }
  return { places, pieces };
}

/** Record batches by their messages, each readable without the rest; file, stream and Feather 2 alike. */
export async function arrowSource(bytes: Bytes, form: "file" | "stream"): Promise<Source> {
  registerCodecs();
  const { schema, opening, frames } = await (form === "file" ? fileMessages(bytes) : streamMessages(bytes));
  const { places, pieces } = placesOf(frames);
  const columns = schema.fields.map((_, i) => i);

  async function part(from: number, to: number): Promise<Part> {
    const chosen = places.slice(from, to);
    const parts = [opening];
    for (const { at, framing, head, body, compressed } of [
      ...(chosen[0]?.dictionaries ?? []),
      ...chosen.map(({ batch }) => batch),
    ]) {
      const whole = await bytes.read(at, head + body);
      if (compressed && uncompressedSize(whole.subarray(framing, head), whole.subarray(head)) > mostUncompressed)
        throw new Failed({
          kind: "file",
          file: bytes.file,
          fault: "too-large",
          detail: "one of its batches is larger than 4 GiB",
        });
      parts.push(whole);
    }
    return {
      stream: concatenate([...parts, endMarker]),
      rows: chosen.reduce((sum, { batch }) => sum + batch.rows, 0),
      columns,
    };
  }

  return {
    format: "arrow",
    schema,
    pieces,
    uncompressed: frames.some(({ compressed }) => compressed) ? null : frames.reduce((sum, { body }) => sum + body, 0),
    sound: false,
    apart: Infinity,
    async *read(from, to) {
      yield await part(from, to);
    },
    some: async (piece) => ({ ...(await part(piece, piece + 1)), skipped: 0 }),
    close: () => undefined,
  };
}
