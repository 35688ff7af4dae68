import { RecordBatchReader, RecordBatchStreamWriter, type Schema } from "apache-arrow";
import { Footer } from "apache-arrow/ipc/metadata/file";
import { Failed, type FileFault } from "../../../failure";
import type { Bytes } from "../bytes";
import { frameAt, type Frame } from "./frames";
import { verifyFooter } from "./verify";

/** A file's schema, as the message that a stream begins with, and its other messages. */
export type Messages = { readonly schema: Schema; readonly opening: Uint8Array; readonly frames: readonly Frame[] };

const magicLength = 8;
const endLength = 8;

const failure = (bytes: Bytes, fault: FileFault, detail: string) =>
  new Failed({ kind: "file", file: bytes.file, fault, detail });

/** Messages one after the other from the first byte to the end marker. Throws Failed: truncated, corrupt, unsupported. */
export async function streamMessages(bytes: Bytes): Promise<Messages> {
  const frames: Frame[] = [];
  let at = 0;
  for (;;) {
    if (at === bytes.size) throw failure(bytes, "truncated", "it has no end marker");
    const frame = await frameAt(bytes, at, bytes.size);
    if (!frame) break;
    frames.push(frame);
    at += frame.head + frame.body;
  }
  const [head, ...rest] = frames;
  if (head?.kind !== "schema" || rest.some(({ kind }) => kind === "schema"))
    throw failure(bytes, "corrupt", "it does not begin with its one schema");
  const opening = await bytes.read(head.at, head.head);
  return { schema: RecordBatchReader.from(opening).open().schema, opening, frames: rest };
}

function openingOf(schema: Schema): Uint8Array {
  const whole = new RecordBatchStreamWriter().reset(undefined, schema).finish().toUint8Array(true);
  return whole.subarray(0, whole.length - endLength);
}

/** Messages as the footer of an Arrow file lists them. Throws Failed: truncated, corrupt, unsupported. */
export async function fileMessages(bytes: Bytes): Promise<Messages> {
  if (bytes.size < magicLength + 10) throw failure(bytes, "truncated", "it has no Arrow footer");
  const tail = await bytes.read(bytes.size - 10, 10);
  if (new TextDecoder("latin1").decode(tail.subarray(4)) !== "ARROW1")
    throw failure(bytes, "truncated", "it has no Arrow footer");
  const length = new DataView(tail.buffer, tail.byteOffset).getInt32(0, true);
  const limit = bytes.size - 10 - length;
  if (length <= 0 || limit < magicLength) throw failure(bytes, "corrupt", "its footer lies outside the file");
  const encoded = await bytes.read(limit, length);
  verifyFooter(encoded);
  const footer = Footer.decode(encoded);
  const blocks = [...footer.dictionaryBatches(), ...footer.recordBatches()];
  const frames: Frame[] = [];
  for (const { offset } of blocks) {
    if (offset < magicLength || offset >= limit) throw failure(bytes, "corrupt", "its footer points outside the file");
    const frame = await frameAt(bytes, offset, limit);
    if (!frame || frame.kind === "schema") throw failure(bytes, "corrupt", "its footer points at no data");
    frames.push(frame);
  }
  if (frames.reduce((sum, { head, body }) => sum + head + body, 0) > bytes.size)
    throw failure(bytes, "corrupt", "its footer lists the same data twice");
  return { schema: footer.schema, opening: openingOf(footer.schema), frames };
}
