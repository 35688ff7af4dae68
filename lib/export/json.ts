import type { Cell } from "../ingest/read/reader";

const plain = (value: Exclude<Cell, object>): string => {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number" && !Number.isFinite(value)) return JSON.stringify(String(value));
  return JSON.stringify(value);
};

/** A value of a file as JSON, laid out: whole numbers of 64 bits digit for digit, which `JSON.stringify` would refuse; what JSON has no number for, as text. */
export function jsonOf(value: Cell, indent = ""): string {
  if (value === null || typeof value !== "object") return plain(value);
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((one) => jsonOf(one, inner))
    : Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${jsonOf(one, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return parts.length === 0
    ? `${open}${close}`
    : `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}
