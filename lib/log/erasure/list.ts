import { z } from "zod";
import { type Erasures, hasherOf, newErasureKey } from "../../ingest/read/erase/erasures";
import { grouped } from "../../group";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What was taken out of a file: the SHA-256 of the file as it came, and how many of its rows. */
export const removedSchema = z.strictObject({ original: hash, rows: z.int().nonnegative() });
export type Removed = z.infer<typeof removedSchema>;

/** What an erasure did, in which nothing identifies anybody. `at` is the log's now, ISO UTC. */
export const receiptSchema = z.strictObject({
  by: z.enum(["app", "list", "log"]),
  at: z.string(),
  asked: z.int().nonnegative(),
  patients: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  files: z.array(z.strictObject({ original: hash, rewritten: hash, rows: z.int().nonnegative() })),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Who was erased from a study, and what that did. `known` is the UTC day that the first of their rows was recorded on, null where there was none. */
export const erasureSchema = z.strictObject({
  erased: z.array(z.strictObject({ key: hash, hash, known: z.iso.date().nullable() })),
  receipts: z.array(receiptSchema),
});
export type ErasureList = z.infer<typeof erasureSchema>;

export const nobody: ErasureList = { erased: [], receipts: [] };

/** A patient by the register that their id comes from. */
export type Subject = { namespace: string; id: string };

export const erasuresOf = ({ erased }: ErasureList): Erasures =>
  [...grouped(erased, ({ key }) => key)].map(([key, own]) => ({ key, hashes: own.map(({ hash }) => hash) }));

/** A list with further patients, under the key that it has or a new one. */
export function withErased(list: ErasureList, more: readonly (Subject & { known: string | null })[]): ErasureList {
  const key = list.erased[0]?.key ?? newErasureKey();
  const hashed = hasherOf(key);
  const added = more.map(({ namespace, id, known }) => ({ key, hash: hashed(namespace, id), known }));
  return merged(list, { erased: added, receipts: [] });
}

/** Two lists as one; of a patient in both, the first is kept. */
export function merged(one: ErasureList, other: ErasureList): ErasureList {
  const has = new Set(one.erased.map(({ key, hash }) => `${key} ${hash}`));
  const receipts = new Set(one.receipts.map((receipt) => JSON.stringify(receipt)));
  return {
    erased: [...one.erased, ...other.erased.filter(({ key, hash }) => !has.has(`${key} ${hash}`))],
    receipts: [...one.receipts, ...other.receipts.filter((receipt) => !receipts.has(JSON.stringify(receipt)))],
  };
}
