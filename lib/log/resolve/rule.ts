import { z } from "zod";

/** Which of contradictory versions the projection uses: the one recorded last, the one recorded first, or the one of the first source listed (of one source, the last recorded). */
export const ruleSchema = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("latest") }),
  z.strictObject({ by: z.literal("first") }),
  z.strictObject({ by: z.literal("source"), sources: z.array(z.string()).min(1) }),
]);
export type Rule = z.infer<typeof ruleSchema>;

export const latestRecorded: Rule = { by: "latest" };
