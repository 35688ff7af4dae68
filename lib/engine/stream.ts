import { Failed } from "../failure";

/** How an Arrow IPC stream closes. */
export const endMarker = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0);

/** Throws unless the bytes close as an Arrow IPC stream does; DuckDB takes a stream without its end for an empty one, silently. */
export function requireEnd(stream: Uint8Array): void {
  const tail = stream.subarray(-endMarker.length);
  if (tail.length < endMarker.length || !endMarker.every((byte, i) => tail[i] === byte))
    throw new Failed({ kind: "query", detail: "an Arrow stream ended without its end marker" });
}

export function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The failure that a DuckDB message stands for. */
export function queryFailure(raw: string, sql: string): Failed {
  const message = /"exception_message":"((?:[^"\\]|\\.)*)"/.exec(raw)?.[1] ?? raw;
  if (/interrupt|cancel/i.test(message)) return new Failed({ kind: "cancelled" });
  if (/out of memory|allocat|memory limit/i.test(message))
    return new Failed({ kind: "memory", detail: firstLine(message) });
  return new Failed({ kind: "query", detail: firstLine(message), sql });
}

const firstLine = (message: string) => message.split(/\n|\\n/, 1)[0] ?? message;
