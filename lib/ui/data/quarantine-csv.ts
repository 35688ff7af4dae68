import { rowsCsv } from "@/lib/export/rows";
import { quarantine } from "@/lib/log/catalogue";
import type { Study } from "@/lib/log/study";
import { cellText } from "../kit/cell-text";

const atOnce = 10_000;

/** Every row that was set aside, with its file, its number from 1, the reason, and the row itself as JSON. */
export async function quarantineCsv(study: Study): Promise<string> {
  const { rows } = await quarantine(study, Number.MAX_SAFE_INTEGER);
  const lines: Record<string, unknown>[] = [];
  for (const { id, file, reader } of study.segments) {
    const own = rows.filter(({ segment }) => segment === id);
    for (let from = 0; from < own.length; from += atOnce) {
      const part = own.slice(from, from + atOnce);
      const whole = await reader.rowsAt(part.map(({ row }) => row));
      part.forEach(({ row, reason }, i) =>
        lines.push({ file, row: row + 1, reason, event: cellText(whole[i] ?? null) }),
      );
    }
  }
  return rowsCsv(["file", "row", "reason", "event"], lines);
}
