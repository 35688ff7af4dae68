import { hashing } from "../../sha256";
import type { LogSettings } from "../settings";
import type { Kept } from "../store/record";

/** Goes up whenever the same files come to other tables. */
const version = 3;

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, held: unknown) =>
    typeof held === "object" && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(byName))
      : held,
  );

/** Stands for everything that the tables of a study follow from: its kept files, how they are read, who was erased and how contradictions are decided. */
export function keyOf(kept: readonly Kept[], { erasure, rule }: LogSettings): string {
  const files = kept
    .map(({ id, sha256, rows, mapping, erased, subset }) => ({ id, sha256, rows, mapping, erased, subset }))
    .toSorted((a, b) => a.id - b.id);
  const erased = erasure.erased.map(({ key, hash }) => `${key} ${hash}`).toSorted();
  const hash = hashing();
  hash.add(new TextEncoder().encode(canonical([version, files, erased, rule])));
  return hash.hex();
}
