import { z } from "zod";
import { faultsIn } from "../faults";
import { Failed } from "../failure";
import { limitsShape, numberNames, patternSchema, type Limits, type Pattern } from "./pattern";

const days = z.int().min(-36_600).max(36_600);

/** Days from an anchor, both included; null is without limit. The anchor is the index day, or the day that an earlier criterion of that name found. */
const windowSchema = z
  .strictObject({
    from: days.nullable().default(null),
    to: days.nullable().default(null),
    of: z.string().default("index"),
  })
  .prefault({});
export type Window = z.infer<typeof windowSchema>;

const named = {
  /** By which later criteria refer to the day that this one found: its first event in the window. */
  name: z.string().min(1).optional(),
};

/** A patient by the id of its source; of any namespace where none is said. */
const subjectSchema = z.strictObject({ namespace: z.string().optional(), id: z.string() });

export type SubjectId = z.infer<typeof subjectSchema>;

export type Criterion =
  | { kind: "all" | "any"; of: Criterion[] }
  | { kind: "not"; of: Criterion }
  | {
      kind: "events";
      name?: string | undefined;
      event: Pattern;
      atLeast: number;
      atMost?: number | undefined;
      window: Window;
    }
  | {
      kind: "number";
      event: Pattern;
      which: (typeof numberChoices)[number];
      of: (typeof numberNames)[number];
      is: Limits;
      window: Window;
    }
  | { kind: "sequence"; events: Pattern[]; within: number | null; window: Window }
  | { kind: "trait"; trait: string; among?: string[] | undefined; is?: Limits | undefined }
  | { kind: "age"; trait: string; is: Limits }
  | { kind: "observed"; before: number; after: number }
  | { kind: "subjects"; ids: SubjectId[] };

export const numberChoices = ["first", "last", "least", "greatest", "mean"] as const;
const limits = z.strictObject(limitsShape);

/** What a patient must be, or have, beside the entry event; `all`, `any` and `not` hold others. */
const criterionSchema: z.ZodType<Criterion> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.enum(["all", "any"]), of: z.array(criterionSchema).min(1) }),
    z.strictObject({ kind: z.literal("not"), of: criterionSchema }),
    z.strictObject({
      kind: z.literal("events"),
      ...named,
      event: patternSchema.prefault({}),
      atLeast: z.int().min(0).default(1),
      atMost: z.int().min(0).optional(),
      window: windowSchema,
    }),
    z.strictObject({
      kind: z.literal("number"),
      event: patternSchema.prefault({}),
      which: z.enum(numberChoices).default("last"),
      of: z.enum(numberNames).default("value"),
      is: limits,
      window: windowSchema,
    }),
    z.strictObject({
      kind: z.literal("sequence"),
      events: z.array(patternSchema).min(2).max(6),
      /** Days from one event to the next, at most; null is without limit. */
      within: z.int().min(0).nullable().default(null),
      window: windowSchema,
    }),
    z.strictObject({
      kind: z.literal("trait"),
      trait: z.string().min(1),
      among: z.array(z.string()).min(1).optional(),
      is: limits.optional(),
    }),
    z.strictObject({ kind: z.literal("age"), trait: z.string().default("birth_date"), is: limits }),
    z.strictObject({
      kind: z.literal("observed"),
      before: z.int().min(0).default(0),
      after: z.int().min(0).default(0),
    }),
    z.strictObject({ kind: z.literal("subjects"), ids: z.array(subjectSchema) }),
  ]),
);

export const whiches = ["first", "last", "every", "nth"] as const;

/** Days of the calendar, ISO, both included, between which an entry must lie once it is chosen; without limit where left out. */
export type Period = { from?: string | undefined; until?: string | undefined };

/** Where membership starts: with an event while under observation, or as in other cohorts. */
export type Entry = Period &
  (
    | { kind: "event"; event: Pattern; which: (typeof whiches)[number]; n: number }
    | { kind: "union" | "intersection" | "difference"; of: Cohort[] }
  );

const periodShape = { from: z.iso.date().optional(), until: z.iso.date().optional() };

export type Exit = {
  /** The first such event after the index day. */
  event?: Pattern | undefined;
  /** So many days after the index day. */
  days?: number | undefined;
  /** The last day covered before more than so many days without such an event; an event covers its days of supply. */
  gap?: { event: Pattern; days: number } | undefined;
};

/** A cohort as data: entry, then criteria in the order of their attrition, then exit, which is the end of observation unless something ends it sooner. */
export type Cohort = {
  version: 1;
  name: string;
  description: string;
  entry: Entry;
  criteria: Criterion[];
  exit: Exit;
};

export const cohortSchema: z.ZodType<Cohort> = z.lazy(() =>
  z.strictObject({
    version: z.literal(1).default(1),
    name: z.string().trim().min(1).max(80),
    description: z.string().default(""),
    entry: z
      .discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("event"),
          event: patternSchema.prefault({}),
          which: z.enum(whiches).default("first"),
          n: z.int().min(1).default(1),
          ...periodShape,
        }),
        z.strictObject({
          kind: z.enum(["union", "intersection", "difference"]),
          of: z.array(cohortSchema).min(2).max(8),
          ...periodShape,
        }),
      ])
      .prefault({ kind: "event" }),
    criteria: z.array(criterionSchema).default([]),
    exit: z
      .strictObject({
        event: patternSchema.optional(),
        days: z.int().min(0).optional(),
        gap: z.strictObject({ event: patternSchema.prefault({}), days: z.int().min(0) }).optional(),
      })
      .prefault({}),
  }),
);

/** A cohort out of what a file or an address says. Throws Failed, saying what part of it is not as it should be. */
export function cohortOf(given: unknown): Cohort {
  const parsed = cohortSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const detail = faultsIn(parsed.error);
  throw new Failed({ kind: "cohort", cohort: nameIn(given), detail });
}

const nameIn = (given: unknown): string => {
  const named = z.object({ name: z.string() }).safeParse(given);
  return named.success ? named.data.name : "";
};

/** Whether any part of it names patients: such a cohort stays in this tab. */
export const namesPatients = ({ entry, criteria }: Cohort): boolean =>
  (entry.kind !== "event" && entry.of.some(namesPatients)) || criteria.some(hasIds);

const hasIds = (criterion: Criterion): boolean => {
  switch (criterion.kind) {
    case "subjects":
      return true;
    case "all":
    case "any":
      return criterion.of.some(hasIds);
    case "not":
      return hasIds(criterion.of);
    default:
      return false;
  }
};
