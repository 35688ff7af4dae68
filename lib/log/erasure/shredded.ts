import type { Cell } from "../../ingest/read/reader";

/** What is said in the place of ciphertext whose key was thrown away. */
export const keyIsGone = "erased: its key is gone";

type Fields = { [name: string]: Cell };

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const part = "[A-Za-z0-9_-]";
const compact = new RegExp(`^(${part}+)\\.${part}*\\.${part}*\\.${part}+\\.${part}+$`);

/** Whether a text is a JWE in compact form. */
function isCompact(text: string): boolean {
  const [, head] = compact.exec(text.trim()) ?? [];
  if (head === undefined) return false;
  try {
    const header = parsed(atob(head.replaceAll("-", "+").replaceAll("_", "/")));
    return isFields(header) && "enc" in header;
  } catch {
    return false;
  }
}

const cipherNames = ["ciphertext", "data_encrypted", "encrypted_data", "encryptedData"];
const besideNames = ["iv", "nonce", "tag", "protected", "recipients", "alg", "keyId", "key_id", "kid"];
const payloadNames = ["data", "payload", "value"];
const isText = (value: unknown) => typeof value === "string" && value !== "";

/** Whether fields are an envelope around ciphertext, as JWE in JSON, envelopes of event stores and encrypted CloudEvents write it. */
function isEnvelope(fields: Fields): boolean {
  const has = (name: string) => Object.hasOwn(fields, name);
  const beside = besideNames.some(has);
  const sealed = cipherNames.some((name) => isText(fields[name]));
  if (sealed && (beside || has("data_encrypted"))) return true;
  const marked = fields["encrypted"] === true || fields["encrypted"] === "true" || isFields(fields["encryption"]);
  return marked && payloadNames.some((name) => isText(fields[name]));
}

/** A value of an event with words in the place of ciphertext; text that holds none is as it was. */
export function withoutCiphertext(cell: Cell): Cell {
  if (typeof cell === "string") {
    if (isCompact(cell)) return keyIsGone;
    if (!/^\s*[{[]/.test(cell)) return cell;
    const held = parsed(cell);
    if (!isFields(held) && !Array.isArray(held)) return cell;
    const told: Cell = withoutCiphertext(held);
    return JSON.stringify(told).includes(keyIsGone) ? told : cell;
  }
  if (Array.isArray(cell)) return cell.map(withoutCiphertext);
  if (!isFields(cell)) return cell;
  if (isEnvelope(cell)) return keyIsGone;
  return Object.fromEntries(Object.entries(cell).map(([name, value]) => [name, withoutCiphertext(value)]));
}

/** A row of a file as it is shown: where its own columns are an envelope, those that hold ciphertext. */
export function shownRow(row: Readonly<Record<string, Cell>>): Record<string, Cell> {
  const fields = { ...row };
  const sealed = isEnvelope(fields) ? [...cipherNames, ...payloadNames].filter((name) => isText(row[name])) : [];
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name, sealed.includes(name) ? keyIsGone : withoutCiphertext(cell)]),
  );
}
