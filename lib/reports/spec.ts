import { z } from "zod";
import { cohortSchema, namesPatients } from "../cohorts/cohort";
import { profileSchema } from "../export/disclosure/profile";

/** More parts than a report can be read with. */
const most = 100;

const text = z.strictObject({ kind: z.literal("text"), markdown: z.string().max(100_000) });

/** A figure: an insight's id and its parameters; its cohorts by their names, all of the report's where none is named. */
const figure = z.strictObject({
  kind: z.literal("figure"),
  insight: z.string().min(1),
  params: z.record(z.string(), z.unknown()).default({}),
  cohorts: z.array(z.string()).optional(),
  /** Stands above the finding. */
  heading: z.string().trim().max(200).default(""),
  /** What the author says of it. */
  note: z.string().max(10_000).default(""),
});

export type FigurePart = z.infer<typeof figure>;
const part = z.discriminatedUnion("kind", [text, figure]);
export type Part = z.infer<typeof part>;

/** What a report is made from; nothing in it is data of a patient, so that it can be saved and sent. The moment is a day or an ISO moment with its offset; null is now. */
export const specSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    title: z.string().trim().min(1).max(200),
    authors: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
    knownAt: z.string().nullable().default(null),
    /** Which counts may leave, and why where all may. */
    disclosure: profileSchema.prefault({ kind: "cms" }),
    cohorts: z
      .array(cohortSchema)
      .max(8)
      .default([])
      .refine((all) => !all.some(namesPatients), "a cohort names patients by their ids, which no report may carry"),
    parts: z.array(part).min(1).max(most),
  })
  .superRefine(({ cohorts, parts }, context) => {
    const names = new Set(cohorts.map(({ name }) => name));
    parts.forEach((one, i) => {
      const missing = one.kind === "figure" ? (one.cohorts ?? []).find((name) => !names.has(name)) : undefined;
      if (missing !== undefined)
        context.addIssue({ code: "custom", path: ["parts", i, "cohorts"], message: `there is no cohort “${missing}”` });
    });
  });
export type Spec = z.infer<typeof specSchema>;
