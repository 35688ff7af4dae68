import type { Cell } from "../read/reader";
import { jsonText } from "../read/text";

/** What a cell says, whatever type a file keeps it in: 1 and 1.0 are one text; nothing is the empty one. */
export function plainText(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "string" ? cell : jsonText(cell);
}
