import type { Cell, Reader } from "../ingest/read/reader";
import type { TextRow } from "./files";

const asText = (cell: Cell): string | null => (cell === null ? null : String(cell));

/** Every row of a file, its values as text. */
export async function textRowsOf(reader: Reader): Promise<TextRow[]> {
  const rows = await reader.rowsAt(Array.from({ length: reader.rows ?? 0 }, (_, i) => i));
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, asText(cell)])));
}
