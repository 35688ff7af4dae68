import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { Failed } from "../../failure";
import { pieceSize, type Seal } from "./seal";

const encoder = new TextEncoder();
const magic = encoder.encode("RGSEAL1\n");
const saltSize = 16;
const headSize = magic.length + saltSize;
const nonceSize = 12;
const tagSize = 16;
const none = new Uint8Array();

/** Where a piece stands in its file and whether it is the last, as the nonce that it is sealed with: pieces moved, left out or cut off do not open. */
function nonceOf(index: number, last: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(nonceSize);
  new DataView(nonce.buffer).setUint32(7, index);
  nonce[11] = Number(last);
  return nonce;
}

const altered = () => new Failed({ kind: "store", fault: "altered" });

/** Sealed with keys derived from one data key: names by HMAC, journal lines and files by AES-GCM, every file with a key of its own that its name is part of. */
export async function encrypted(dataKey: Uint8Array<ArrayBuffer>): Promise<Seal> {
  const base = await crypto.subtle.importKey("raw", dataKey, "HKDF", false, ["deriveKey"]);
  const from = (info: string, salt = none) => ({ name: "HKDF", hash: "SHA-256", salt, info: encoder.encode(info) });
  const aes = { name: "AES-GCM", length: 256 };
  const names = await crypto.subtle.deriveKey(from("names"), base, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const records = await crypto.subtle.deriveKey(from("journal"), base, aes, false, ["encrypt", "decrypt"]);
  const fileKey = (name: string, salt: Uint8Array<ArrayBuffer>) =>
    crypto.subtle.deriveKey(from(`file ${name}`, salt), base, aes, false, ["encrypt", "decrypt"]);

  const gcm = (iv: Uint8Array<ArrayBuffer>, about: string) => ({
    name: "AES-GCM",
    iv,
    additionalData: encoder.encode(about),
  });

  return {
    nameOf: async (sha256) =>
      bytesToHex(new Uint8Array(await crypto.subtle.sign("HMAC", names, Uint8Array.from(hexToBytes(sha256))))),
    async sealRecord(number, payload) {
      const nonce = crypto.getRandomValues(new Uint8Array(nonceSize));
      const sealed = await crypto.subtle.encrypt(gcm(nonce, String(number)), records, payload);
      const line = new Uint8Array(nonceSize + sealed.byteLength);
      line.set(nonce);
      line.set(new Uint8Array(sealed), nonceSize);
      return line;
    },
    async openRecord(number, payload) {
      const how = gcm(payload.slice(0, nonceSize), String(number));
      try {
        return new Uint8Array(await crypto.subtle.decrypt(how, records, payload.slice(nonceSize)));
      } catch {
        return null;
      }
    },
    async begin(name) {
      const salt = crypto.getRandomValues(new Uint8Array(saltSize));
      const key = await fileKey(name, salt);
      const head = new Uint8Array(headSize);
      head.set(magic);
      head.set(salt, magic.length);
      let index = 0;
      return {
        head,
        piece: async (content, last) =>
          new Uint8Array(await crypto.subtle.encrypt(gcm(nonceOf(index++, last), ""), key, content)),
      };
    },
    sizeOf: (content) => headSize + content + tagSize * Math.max(1, Math.ceil(content / pieceSize)),
    async reveal(file, name) {
      const head = new Uint8Array(await file.slice(0, headSize).arrayBuffer());
      if (head.length < headSize || magic.some((byte, i) => head[i] !== byte)) throw altered();
      const key = await fileKey(name, head.slice(magic.length));
      const parts: Blob[] = [];
      let [at, index] = [headSize, 0];
      do {
        const sealed = await file.slice(at, at + pieceSize + tagSize).arrayBuffer();
        at += pieceSize + tagSize;
        const how = gcm(nonceOf(index++, at >= file.size), "");
        const content = await crypto.subtle.decrypt(how, key, sealed).catch(() => {
          throw altered();
        });
        // Each piece leaves this worker's memory as soon as it is a blob.
        parts.push(new Blob([content]));
      } while (at < file.size);
      return new Blob(parts);
    },
  };
}
