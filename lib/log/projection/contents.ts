import { z } from "zod";
import { roles } from "../../ingest/mapping/mapping";
import type { Study } from "../study";

const count = z.int().nonnegative();

const table = z.strictObject({
  name: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
  rows: count,
  /** SHA-256 of each part, in the order of its rows. */
  parts: z.array(z.string()),
});
export type Layout = readonly Pick<z.infer<typeof table>, "name" | "columns">[];

const facts = z.object({
  zone: z.string(),
  digest: z.string(),
  now: z.string(),
  dataStart: z.string(),
  dataEnd: z.string(),
  patients: count,
  events: count,
  recordedAssumed: count,
  again: z.boolean(),
  traits: z.array(z.strictObject({ name: z.string(), type: count })),
  roles: z.array(z.strictObject({ type: count, role: z.enum(roles) })),
});

/** What a cached projection holds: tables in parts, and what is known of the study without asking them. */
export const contentsSchema = z.strictObject({
  tables: z.array(table),
  segments: z.array(
    z.strictObject({
      id: count,
      /** The kept file that it was read from. */
      kept: count,
      format: z.enum(["parquet", "arrow"]),
      columns: z.array(z.strictObject({ name: z.string(), type: z.string(), nullable: z.boolean() })),
      upcasts: z.array(count).default([]),
      newest: z.string().nullable(),
      counts: z.strictObject({
        rows: count,
        fresh: count,
        duplicates: count,
        conflicts: count,
        quarantined: count,
        reference: count,
        erased: count,
        leftOut: count,
      }),
    }),
  ),
  facts: facts.strict(),
});
export type Contents = z.infer<typeof contentsSchema>;

/** What of a study is not in its tables. */
export const factsOf = (study: Study): Contents["facts"] => facts.parse(study);
