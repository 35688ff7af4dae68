import type { Cell } from "@/lib/ingest/read/reader";

const json = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);

/** A value of a file as text; JSON in a text column is laid out. */
export function cellText(value: Cell): string {
  if (value === null) return "–";
  if (typeof value === "object") return JSON.stringify(value, json, 2);
  if (typeof value === "string" && /^\s*[{[]/.test(value))
    try {
      return JSON.stringify(JSON.parse(value), null, 2);
    } catch {
      return value;
    }
  return String(value);
}
