import { count, plural } from "@/lib/charts/format";
import type { Segment } from "@/lib/log/study";

type Told = { counts: Segment["counts"]; mapping: { name: string } };

/** What became of the rows of a file that was loaded. */
export function rowsSentence({ counts, mapping }: Told): string {
  const { rows, fresh, duplicates, conflicts, quarantined, reference, erased, leftOut } = counts;
  if (rows === 0) return "No rows: nothing changed.";
  if (reference === rows) return `${plural(rows, "row")} of reference data; no events in it.`;
  if (fresh === 0 && duplicates + leftOut === rows && duplicates > 0)
    return "This file was already loaded: nothing changed.";
  const parts = [
    plural(fresh, "new event"),
    duplicates > 0 && `${count(duplicates)} already known`,
    conflicts > 0 && `${count(conflicts)} in conflict`,
    quarantined > 0 && `${plural(quarantined, "row")} set aside`,
    erased > 0 && `${plural(erased, "row")} of erased patients left out`,
    leftOut > 0 && `${plural(leftOut, "row")} not loaded`,
  ];
  return `${parts.filter(Boolean).join(", ")}. Read as ${mapping.name}.`;
}
