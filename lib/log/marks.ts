import { z } from "zod";
import { hasherOf, newErasureKey } from "../ingest/read/erase/erasures";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What was noted of a patient who was on a list: that they were seen to, or are to be called; on the list of which local day, and by which rules they were on it then. */
export const markSchema = z.strictObject({
  kind: z.enum(["seen", "call"]),
  day: z.iso.date(),
  rules: z.array(z.string()),
});
export type Mark = z.infer<typeof markSchema>;

/** Marks by the hash of their patient under a random key, so that what is kept of them names nobody. */
export const marksSchema = z.strictObject({ key: hash, of: z.record(hash, markSchema) });
export type Marks = z.infer<typeof marksSchema>;

type Patient = { namespace: string; id: string };

/** Tells which mark a patient has; null where none. */
export function markOf(marks: Marks | null): (patient: Patient) => Mark | null {
  if (marks === null || Object.keys(marks.of).length === 0) return () => null;
  const hashed = hasherOf(marks.key);
  return ({ namespace, id }) => marks.of[hashed(namespace, id)] ?? null;
}

/** The same marks with that of a patient put, or taken away by null. */
export function withMark(marks: Marks | null, { namespace, id }: Patient, mark: Mark | null): Marks {
  const key = marks?.key ?? newErasureKey();
  const own = hasherOf(key)(namespace, id);
  const others = Object.entries(marks?.of ?? {}).filter(([other]) => other !== own);
  return { key, of: Object.fromEntries(mark ? [...others, [own, mark]] : others) };
}

/** The rules by which a patient is on the list that they were not on it by when they were marked. */
export const newSince = (mark: Mark, rules: readonly string[]): string[] =>
  rules.filter((rule) => !mark.rules.includes(rule));
