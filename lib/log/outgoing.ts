import { z } from "zod";
import { newErasureKey } from "../ingest/read/erase/erasures";

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What may leave as rows of patients, or exactly. */
const kinds = ["events", "patients", "members", "quarantine", "study", "table", "report"] as const;

/** The same in words. */
export const sentWords: Readonly<Record<(typeof kinds)[number], string>> = {
  events: "Events",
  patients: "Patient rows",
  members: "Cohort membership",
  quarantine: "Rows set aside",
  study: "The whole study",
  table: "An exact table",
  report: "An exact report",
};

/** One act by which rows of patients, or a table exactly as it is, left this browser as a file. Nothing in it names a patient. `sha256`: of the file as it was saved; `knownAt`: null for now. */
export const sentSchema = z.strictObject({
  at: z.iso.datetime(),
  what: z.enum(kinds),
  file: z.string(),
  rows: z.int(),
  patients: z.int().nullable(),
  reason: z.string(),
  ids: z.enum(["pseudonyms", "own", "none"]),
  shifted: z.boolean(),
  encrypted: z.boolean(),
  without: z.array(z.string()),
  knownAt: z.string().nullable(),
  digest: z.string(),
  sha256: hash,
});
export type Sent = z.infer<typeof sentSchema>;

/** What has left of a study: `key` makes the pseudonyms, so that a patient has the same in each file; `published` is what readers of reports and tables have. */
export const outgoingSchema = z.strictObject({
  key: hash,
  // An entry that is not understood is no reason to lose the others, and the key.
  sent: z.array(sentSchema.nullable().catch(null)).transform((all) => all.filter((one) => one !== null)),
  published: z.array(z.json()),
});
export type Outgoing = z.infer<typeof outgoingSchema>;

const nothing = (): Outgoing => ({ key: newErasureKey(), sent: [], published: [] });

export function withSent(now: Outgoing | null, sent: Sent): Outgoing {
  const before = now ?? nothing();
  return { ...before, sent: [...before.sent, sent] };
}

/** `published` as JSON; what readers have already is not told twice. */
export function withPublished(now: Outgoing | null, published: Outgoing["published"][number]): Outgoing {
  const before = now ?? nothing();
  const text = JSON.stringify(published);
  return before.published.some((one) => JSON.stringify(one) === text)
    ? before
    : { ...before, published: [...before.published, published] };
}

/** The key for pseudonyms, and what has left with it from now on. */
export const withKey = (now: Outgoing | null): Outgoing => now ?? nothing();

/** What left of a study that was kept, and of the same study in this tab before that was found. */
export function joined(kept: Outgoing | null, here: Outgoing | null): Outgoing | null {
  if (!kept || !here) return kept ?? here;
  const known = new Set(kept.sent.map((one) => JSON.stringify(one)));
  const more = here.sent.filter((one) => !known.has(JSON.stringify(one)));
  const all = { ...kept, sent: [...kept.sent, ...more].toSorted((a, b) => (a.at < b.at ? -1 : 1)) };
  return here.published.reduce<Outgoing>(withPublished, all);
}
