import { Message } from "apache-arrow";
import { Failed } from "../../../failure";
import type { Bytes } from "../bytes";

/** One message of an Arrow IPC stream: where it lies, its metadata (`head` bytes, framing included) and its body. */
export type Frame = {
  readonly kind: "schema" | "dictionary" | "batch";
  readonly at: number;
  readonly head: number;
  readonly body: number;
  readonly rows: number;
  readonly dictionary: number;
  readonly delta: boolean;
  readonly compressed: boolean;
};

const continuation = 0xffffffff;
const mostHead = 64 << 20;

function frameOf(message: Message, at: number, head: number): Frame | null {
  const place = { at, head, body: message.bodyLength };
  if (message.isSchema()) return { ...place, kind: "schema", rows: 0, dictionary: 0, delta: false, compressed: false };
  if (message.isRecordBatch()) {
    const { length, compression } = message.header();
    return { ...place, kind: "batch", rows: Number(length), dictionary: 0, delta: false, compressed: compression !== null };
  }
  if (message.isDictionaryBatch()) {
    const { id, isDelta, data } = message.header();
    return { ...place, kind: "dictionary", rows: Number(data.length), dictionary: id, delta: isDelta, compressed: data.compression !== null };
  }
  return null;
}

/** The messages from byte `from` on, before byte `limit`, and whether they closed with an end marker. Throws Failed: truncated, corrupt. */
export async function framesOf(bytes: Bytes, from: number, limit: number): Promise<{ frames: Frame[]; ended: boolean }> {
  const corrupt = (detail: string) => new Failed({ kind: "file", file: bytes.file, fault: "corrupt", detail });
  const frames: Frame[] = [];
  let at = from;
  while (at + 4 <= limit) {
    const start = await bytes.read(at, Math.min(8, limit - at));
    const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
    const marked = view.getUint32(0, true) === continuation;
    if (marked && start.length < 8) throw new Failed({ kind: "file", file: bytes.file, fault: "truncated" });
    const length = view.getInt32(marked ? 4 : 0, true);
    if (length === 0) return { frames, ended: true };
    const prefix = marked ? 8 : 4;
    if (length < 0 || length > mostHead) throw corrupt("a message states an impossible length");
    if (at + prefix + length > limit) throw new Failed({ kind: "file", file: bytes.file, fault: "truncated" });
    let frame: Frame | null;
    try {
      frame = frameOf(Message.decode(await bytes.read(at + prefix, length)), at, prefix + length);
    } catch (thrown) {
      if (thrown instanceof Failed) throw thrown;
      throw corrupt("a message cannot be read");
    }
    if (!frame) throw corrupt("a message is of an unknown kind");
    const { body, rows } = frame;
    if (!Number.isSafeInteger(body) || body < 0 || !Number.isSafeInteger(rows) || rows < 0) throw corrupt("a message states an impossible size");
    at = frame.at + frame.head + body;
    if (at > limit) throw new Failed({ kind: "file", file: bytes.file, fault: "truncated" });
    frames.push(frame);
  }
  return { frames, ended: false };
}
