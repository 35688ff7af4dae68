import type { Rows } from "./rows";

/** Doses are milligrams; what has no dose has no unit. */
export const unitOf = (rows: Rows, row: number) => (Number.isNaN(rows.dose[row]) ? "" : "mg");
