import { z } from "zod";

const zeros = z.enum(["shown", "hidden"]).default("shown");

/**
 * The rule of a study for what leaves. cms: the cell size policy of the Centers for Medicare & Medicaid Services, 1 to 10 hidden, or more with `smallest`;
 * rounded: 1 to 7 hidden and every other count rounded to 5 (NHS Digital's for hospital episodes); five: 1 to 4 hidden; none: exact, with a reason.
 */
export const profileSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("cms"), smallest: z.int().min(11).default(11), zeros }),
  z.strictObject({ kind: z.literal("rounded"), zeros }),
  z.strictObject({ kind: z.literal("five"), zeros }),
  z.strictObject({ kind: z.literal("none"), reason: z.string().trim().min(1) }),
]);
export type Profile = z.infer<typeof profileSchema>;

const step = 5;

/** The smallest count above nought that may be shown. */
export function smallest(profile: Profile): number {
  if (profile.kind === "cms") return profile.smallest;
  if (profile.kind === "rounded") return 8;
  return profile.kind === "five" ? 5 : 1;
}

const zerosHidden = (profile: Profile): boolean => profile.kind !== "none" && profile.zeros === "hidden";

/** Why a count may not be shown whatever stands beside it; null where it may. */
export function primary(profile: Profile, count: number): "small" | "zero" | null {
  if (count === 0) return zerosHidden(profile) ? "zero" : null;
  return count < smallest(profile) ? "small" : null;
}

/** A count that may be shown, as it is printed. */
export const told = (profile: Profile, count: number): number =>
  profile.kind === "rounded" ? Math.round(count / step) * step : count;

/** The least and the greatest count that is printed so. */
export function standsFor(profile: Profile, printed: number): [least: number, greatest: number] {
  if (profile.kind !== "rounded" || printed === 0) return [printed, printed];
  return [Math.max(smallest(profile), printed - 2), printed + 2];
}

/** The least count that can be hidden: a reader who sees that noughts are shown knows that what is hidden is none. */
export const leastHidden = (profile: Profile): number => (zerosHidden(profile) ? 0 : 1);

/** The rule as a report states it. */
export function profileWords(profile: Profile): string {
  if (profile.kind === "none") return `Counts are exact; nothing is hidden. Reason: ${profile.reason}`;
  const from = profile.zeros === "hidden" ? 0 : 1;
  const hidden = `Counts of ${from} to ${smallest(profile) - 1} patients are not shown, nor what they could be worked out from.`;
  const others = "Every other count is rounded to the nearest 5, and shares are worked out of the rounded counts.";
  return profile.kind === "rounded" ? `${hidden} ${others}` : hidden;
}
