import { z } from "zod";

/** What an event type means to the insights, so that any vocabulary works. */
export const roles = [
  "trait",
  "order",
  "stop",
  "supply",
  "intake",
  "missed",
  "task-due",
  "task-done",
  "measure",
  "stay",
  "enrolment",
  "observation",
  "end",
  "correction",
  "retraction",
  "erasure",
] as const;
export type Role = (typeof roles)[number];

/** Where a value comes from: the first of `from` that is not null, its values translated by `codes` where listed; or the same for every row. */
const ref = z.union([
  z.strictObject({ from: z.array(z.string()).min(1), codes: z.record(z.string(), z.string()).optional() }),
  z.strictObject({ constant: z.string() }),
]);
export type Ref = z.infer<typeof ref>;

export const units = ["s", "ms", "us", "ns"] as const;

/** A moment; `unit` says what a bare number counts since 1970. Dates stand for local days, text for ISO 8601. */
const time = z.strictObject({ from: z.array(z.string()).min(1), unit: z.enum(units).optional() });
export type TimeRef = z.infer<typeof time>;

const words = z.array(z.string()).min(1);
const other = ref.nullable().optional();
const otherTime = time.nullable().optional();

/** How rows of an old shape are read as the current one. `when` says which, by their type and source as the mapping reads them and by the words of a column ("" where it says nothing), all that it names together;
 * the first that applies is taken. Its parts stand for the mapping's own, null for nothing; what it does not name is read as ever, and so is who it is about and what identifies it. */
const upcast = z.strictObject({
  name: z.string().min(1),
  when: z
    .strictObject({
      types: words.optional(),
      sources: words.optional(),
      version: z.strictObject({ column: z.string(), is: words }).optional(),
    })
    .refine((when) => Object.keys(when).length > 0, "must name types, sources or a version"),
  /** The current type. */
  type: z.string().min(1).optional(),
  parts: z
    .strictObject({
      occurredAt: time.optional(),
      recordedAt: otherTime,
      recordedBy: other,
      source: other,
      zoneColumn: other,
      corrects: other,
      item: other,
      unit: other,
      reason: other,
      dose: other,
      perDay: other,
      daysSupply: other,
      value: other,
      until: otherTime,
      traits: z.record(z.string(), ref.nullable()).optional(),
    })
    .default({}),
});
export type Upcast = z.infer<typeof upcast>;

/** Columns → envelope, types → roles, time zone. Data: validated, saved, shared. */
export const mappingSchema = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1),
  /** Names the register that patient ids come from; the same (namespace, id) is the same patient in every file. */
  namespace: z.string().default("patient"),
  /** IANA zone of the local day where neither the row nor the patient states one. */
  zone: z.string().default("UTC"),
  /** Columns whose values together identify an event at its source; `idSpace` keeps ids of different tables apart. */
  id: z.array(z.string()).default([]),
  idSpace: z.string().default(""),
  /** A table without patients (a code list, a header): counted, neither admitted nor quarantined. */
  reference: z.boolean().default(false),
  type: ref,
  subject: ref,
  occurredAt: time,
  recordedAt: time.optional(),
  recordedBy: ref.optional(),
  source: ref.optional(),
  zoneColumn: ref.optional(),
  topic: ref.optional(),
  partition: ref.optional(),
  offset: ref.optional(),
  corrects: ref.optional(),
  item: ref.optional(),
  unit: ref.optional(),
  reason: ref.optional(),
  dose: ref.optional(),
  perDay: ref.optional(),
  daysSupply: ref.optional(),
  value: ref.optional(),
  until: time.optional(),
  /** Trait name → where its value is. */
  traits: z.record(z.string(), ref).default({}),
  roles: z.record(z.string(), z.enum(roles)).default({}),
  /** Old shapes; roles are those of the current types. */
  upcasts: z.array(upcast).optional(),
});
export type Mapping = z.infer<typeof mappingSchema>;
