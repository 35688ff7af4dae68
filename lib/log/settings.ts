import { z } from "zod";
import { type ErasureList, erasureSchema, nobody } from "./erasure/list";
import { latestRecorded, type Rule, ruleSchema } from "./resolve/rule";

/** What holds for a whole study beside its files: who was erased from it, and how its contradictions are decided. */
const schema = z.object({
  erasure: erasureSchema.catch(nobody),
  rule: ruleSchema.catch(latestRecorded),
});
export type StudySettings = z.infer<typeof schema>;

/** Of what was kept or came with a study, the settings of it; what says nothing that is understood is as in a new study. */
export const settingsOf = (given: unknown): StudySettings => schema.parse(given ?? {});

/** The settings of a study that is open. */
export const settingsIn = ({ erased, rule }: { erased: ErasureList; rule: Rule }): StudySettings => ({
  erasure: erased,
  rule,
});

export const sameRule = (one: Rule, other: Rule): boolean =>
  JSON.stringify(ruleSchema.parse(one)) === JSON.stringify(ruleSchema.parse(other));
