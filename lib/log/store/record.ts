import { z } from "zod";
import { mappingSchema } from "../../ingest/mapping/mapping";
import { subsetSchema } from "../../ingest/subset/subset";
import { removedSchema } from "../erasure/list";

/** A file that is kept: what it is and how it is read, none of its rows. `newest` is the last ISO UTC day that it recorded, null where it has no events. */
const kept = z.strictObject({
  id: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  bytes: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  preset: z.string(),
  mapping: mappingSchema,
  /** Whether a manifest beside it named this hash. */
  verified: z.boolean(),
  newest: z.iso.date().nullable(),
  /** The file that it was before patients were erased from it, and how many rows that took. */
  erased: removedSchema.nullable().default(null),
  /** What of it is loaded; null where all is. */
  subset: subsetSchema.nullable().default(null),
});
export type Kept = z.infer<typeof kept>;

const settings = z.record(z.string(), z.json());
export type Settings = z.infer<typeof settings>;

const record = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("snapshot"), segments: z.array(kept), settings }),
  z.strictObject({ kind: z.literal("added"), segment: kept }),
  z.strictObject({ kind: z.literal("removed"), id: z.int() }),
  z.strictObject({ kind: z.literal("replaced"), id: z.int(), by: kept }),
  z.strictObject({ kind: z.literal("settings"), settings }),
]);
export type JournalRecord = z.infer<typeof record>;

const [encoder, decoder] = [new TextEncoder(), new TextDecoder("utf-8", { fatal: true })];

export const encodeRecord = (of: JournalRecord): Uint8Array<ArrayBuffer> => encoder.encode(JSON.stringify(of));

/** Null where the bytes are no record. */
export function decodeRecord(bytes: Uint8Array): JournalRecord | null {
  try {
    return record.safeParse(JSON.parse(decoder.decode(bytes))).data ?? null;
  } catch {
    return null;
  }
}

export type Contents = { segments: readonly Kept[]; settings: Settings };

/** What records come to, one after the other. */
export function replay(records: readonly JournalRecord[]): Contents {
  const segments = new Map<number, Kept>();
  let current: Settings = {};
  for (const one of records)
    switch (one.kind) {
      case "snapshot":
        segments.clear();
        for (const segment of one.segments) segments.set(segment.id, segment);
        current = one.settings;
        break;
      case "added":
        segments.set(one.segment.id, one.segment);
        break;
      case "removed":
        segments.delete(one.id);
        break;
      case "replaced":
        segments.delete(one.id);
        segments.set(one.by.id, one.by);
        break;
      case "settings":
        current = one.settings;
        break;
    }
  return { segments: [...segments.values()], settings: current };
}
