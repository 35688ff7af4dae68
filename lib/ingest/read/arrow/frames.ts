import { Message } from "apache-arrow";
import { Failed } from "../../../failure";
import type { Bytes } from "../bytes";
import { verifyMessage } from "./verify";

/** One message of an Arrow IPC stream: where it lies, its metadata (`head` bytes, the first `framing` of them its length) and its body. */
export type Frame = {
  readonly kind: "schema" | "dictionary" | "batch";
  readonly at: number;
  readonly head: number;
  readonly framing: number;
  readonly body: number;
  readonly rows: number;
  readonly dictionary: number;
  readonly delta: boolean;
  readonly compressed: boolean;
};

const continuation = 0xffffffff;
const mostHead = 16 << 20;

function frameOf(message: Message, at: number, framing: number, head: number): Frame | null {
  const place = { at, framing, head, body: message.bodyLength };
  if (message.isSchema()) return { ...place, kind: "schema", rows: 0, dictionary: 0, delta: false, compressed: false };
  if (message.isRecordBatch()) {
    const { length, compression } = message.header();
    return { ...place, kind: "batch", rows: length, dictionary: 0, delta: false, compressed: compression !== null };
  }
  if (message.isDictionaryBatch()) {
    const { id, isDelta, data } = message.header();
    return {
      ...place,
      kind: "dictionary",
      rows: data.length,
      dictionary: id,
      delta: isDelta,
      compressed: data.compression !== null,
    };
  }
  return null;
}

/** The message at a byte, which must end before byte `limit`; null where it is the end marker. Throws Failed: truncated, corrupt. */
export async function frameAt(bytes: Bytes, at: number, limit: number): Promise<Frame | null> {
  const fail = (fault: "truncated" | "corrupt", detail?: string) =>
    new Failed({ kind: "file", file: bytes.file, fault, ...(detail ? { detail } : {}) });
  const start = await bytes.read(at, Math.min(8, limit - at));
  if (start.length < 4) throw fail("truncated");
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const marked = view.getUint32(0, true) === continuation;
  if (marked && start.length < 8) throw fail("truncated");
  const length = view.getInt32(marked ? 4 : 0, true);
  if (length === 0) return null;
  const prefix = marked ? 8 : 4;
  if (length < 0 || length > mostHead) throw fail("corrupt", "a message states an impossible length");
  if (at + prefix + length > limit) throw fail("truncated");
  let frame: Frame | null;
  try {
    const metadata = await bytes.read(at + prefix, length);
    verifyMessage(metadata);
    frame = frameOf(Message.decode(metadata), at, prefix, prefix + length);
  } catch (thrown) {
    if (thrown instanceof Failed) throw thrown;
    throw fail("corrupt", "a message cannot be read");
  }
  if (!frame) throw fail("corrupt", "a message is of an unknown kind");
  const { body, rows } = frame;
  if (!Number.isSafeInteger(body) || body < 0 || !Number.isSafeInteger(rows) || rows < 0)
    throw fail("corrupt", "a message states an impossible size");
  if (at + frame.head + body > limit) throw fail("truncated");
  return frame;
}
