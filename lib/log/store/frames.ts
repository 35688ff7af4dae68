import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** One line of a journal. Numbers go up by one, so that a missing line shows. */
export type Frame = { number: number; payload: Uint8Array<ArrayBuffer> };

const [encoder, decoder] = [new TextEncoder(), new TextDecoder("latin1")];
const newline = 10;
const line = /^(\d{1,15}) ([A-Za-z0-9+/=]*) ([0-9a-f]{32})$/;

const checksum = (number: string, text: string): string =>
  bytesToHex(sha256(encoder.encode(`${number} ${text}`))).slice(0, 32);

const base64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

const unbase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** A frame as a line of text with its checksum and its end. */
export function encodeFrame({ number, payload }: Frame): Uint8Array<ArrayBuffer> {
  const text = base64(payload);
  return encoder.encode(`${number} ${text} ${checksum(String(number), text)}\n`);
}

function decodeLine(bytes: Uint8Array): Frame | null {
  const [, number, text, sum] = line.exec(decoder.decode(bytes)) ?? [];
  if (number === undefined || text === undefined || checksum(number, text) !== sum) return null;
  try {
    return { number: Number(number), payload: unbase64(text) };
  } catch {
    return null;
  }
}

/** The sound frames of a journal. `size` is where the last whole line ends: what follows was never acknowledged. `damaged` counts whole lines that are not as they were written, and those that are missing. */
export function decodeFrames(bytes: Uint8Array): { frames: Frame[]; size: number; damaged: number } {
  const frames: Frame[] = [];
  let [from, damaged] = [0, 0];
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
    const frame = decodeLine(bytes.subarray(from, end));
    const last = frames.at(-1);
    from = end + 1;
    if (!frame) damaged++;
    else if (last && frame.number <= last.number) damaged++;
    else {
      if (last && damaged === 0 && frame.number !== last.number + 1) damaged++;
      frames.push(frame);
    }
  }
  return { frames, size: from, damaged };
}
