import { rowsCsv } from "@/lib/export/rows";
import type { Sent } from "@/lib/log/outgoing";

const columns = [
  "at",
  "what",
  "file",
  "rows",
  "patients",
  "reason",
  "ids",
  "shifted",
  "encrypted",
  "without",
  "knownAt",
  "digest",
  "sha256",
] as const;

/** The list of what has left, the earliest first, as a file that others may keep: it names no patient. */
export const sentCsv = (sent: readonly Sent[]): string =>
  rowsCsv(
    columns,
    sent.map((one) => ({ ...one, without: one.without.join("; ") })),
  );
