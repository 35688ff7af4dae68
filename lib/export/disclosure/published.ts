import { z } from "zod";
import type { Below, Model, Sum } from "./model";
import { type Profile, profileSchema, told } from "./profile";

/** Why a count is hidden. In print all look the same: a reader who could tell small from complementary knew more. */
export type Reason = "small" | "zero" | "complementary" | "earlier";
/** `unsaid`: nobody prints it and nothing shown gives it away, and it need not be protected. */
export type Verdict = { shown: number } | { hidden: Reason } | { unsaid: true };

/** What becomes of every count and of everything that rests on counts. `unprotected`: hidden counts that a reader can work out from earlier reports, whatever is hidden now. */
export type Outcome = {
  counts: ReadonlyMap<string, Verdict>;
  dependents: ReadonlyMap<string, { shown: true } | { hidden: "dependent" }>;
  unprotected: string[];
};

/** What a reader has of a count: the number as printed, that it is hidden, or nothing. */
type Said = { id: string; says: number | "hidden" | null; grows: boolean };

/** What a report tells of its counts: all that an attacker has of it, and nothing else, so that it may be kept with the report. `digest`: of the data that it was made from. */
export type Published = {
  name: string;
  digest: string;
  profile: Profile;
  counts: Said[];
  sums: Sum[];
  belows: Below[];
};

/** The same as it was kept. */
export const publishedSchema: z.ZodType<Published> = z.object({
  name: z.string(),
  digest: z.string(),
  profile: profileSchema,
  counts: z.array(
    z.object({ id: z.string(), says: z.union([z.number(), z.literal("hidden"), z.null()]), grows: z.boolean() }),
  ),
  sums: z.array(z.object({ total: z.string(), parts: z.array(z.string()) })),
  belows: z.array(z.object({ less: z.string(), more: z.string() })),
});

/** What is told of a model: counts that are printed or that something shown gives away, unless they are hidden. */
export function published(
  report: { name: string; digest: string; profile: Profile },
  model: Model,
  outcome: Pick<Outcome, "counts">,
): Published {
  const hidden = new Set(model.counts.map(({ id }) => id).filter((id) => isHidden(outcome.counts.get(id))));
  const given = givenAway(model, hidden);
  const counts = model.counts.map(({ id, value, shown, grows }): Said => {
    if (hidden.has(id)) return { id, says: "hidden", grows };
    return { id, says: shown || given.has(id) ? told(report.profile, value) : null, grows };
  });
  const { name, digest, profile } = report;
  return { name, digest, profile, counts, sums: model.sums, belows: model.belows };
}

export const isHidden = (verdict: Verdict | undefined): boolean => verdict !== undefined && "hidden" in verdict;

/** The counts that a reader works out of what rests on them and is shown. */
export const givenAway = (model: Model, hidden: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(model.dependents.filter(({ pins, on }) => pins && !on.some((id) => hidden.has(id))).flatMap(({ on }) => on));
