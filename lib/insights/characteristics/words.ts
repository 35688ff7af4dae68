import type { Also } from "../view";
import { measureName } from "../measure-name";

/** A standardised difference from which on groups are commonly called imbalanced. */
export const limit = 0.1;

export const partNames: Readonly<Record<string, string>> = {
  trait: "Of the patient",
  value: "Last value before the index",
  history: "Had before the index",
};

type Named = { part: unknown; variable: unknown; mean?: unknown };

/** A variable as it is read: a birth date is told as an age. */
export function labelOf({ part, variable, mean }: Named): string {
  const name = String(variable);
  if (part !== "trait") return measureName(name);
  if (name === "birth_date") return "age (years)";
  return `${name.replaceAll("_", " ")}${mean === undefined || mean === null || !name.endsWith("date") ? "" : " (years before)"}`;
}

/** Variables in which any two groups differ by more than the limit, the most first. */
export function imbalance(also: Also): { label: string; smd: number }[] {
  const largest = new Map<string, number>();
  for (const row of also["balance"] ?? []) {
    const label = labelOf({ part: row["part"], variable: row["variable"] });
    const smd = typeof row["smd"] === "number" ? Math.abs(row["smd"]) : 0;
    if (smd > limit) largest.set(label, Math.max(largest.get(label) ?? 0, smd));
  }
  return [...largest]
    .map(([label, smd]) => ({ label, smd }))
    .toSorted((a, b) => b.smd - a.smd || (a.label < b.label ? -1 : 1));
}
