import { z } from "zod";
import { type ErasureList, erasureSchema, nobody } from "./erasure/list";
import { marksSchema } from "./marks";
import { outgoingSchema } from "./outgoing";
import { latestRecorded, type Rule, ruleSchema } from "./resolve/rule";

/** What holds for a whole study beside its files: who was erased from it, how its contradictions are decided, the cohorts, boards and reports that were saved with it, the marks of patients by their hashes, and what has left of it. None of it names patients. */
const schema = z.object({
  erasure: erasureSchema.catch(nobody),
  rule: ruleSchema.catch(latestRecorded),
  cohorts: z.array(z.json()).catch([]),
  boards: z.array(z.json()).catch([]),
  reports: z.array(z.json()).catch([]),
  marks: marksSchema.nullable().catch(null),
  outgoing: outgoingSchema.nullable().catch(null),
});
export type StudySettings = z.infer<typeof schema>;

/** What of the settings the log depends on. */
export type LogSettings = Pick<StudySettings, "erasure" | "rule">;

/** Of what was kept or came with a study, the settings of it; what says nothing that is understood is as in a new study. */
export const settingsOf = (given: unknown): StudySettings => schema.parse(given ?? {});

/** The settings of a study that is open. */
export const settingsIn = ({ erased, rule }: { erased: ErasureList; rule: Rule }): LogSettings => ({
  erasure: erased,
  rule,
});

export const sameRule = (one: Rule, other: Rule): boolean =>
  JSON.stringify(ruleSchema.parse(one)) === JSON.stringify(ruleSchema.parse(other));
