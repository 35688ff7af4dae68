import { z } from "zod";
import { activeParam } from "../activity";
import { breakdownParam } from "../breakdown";
import { lengths, unit } from "../periods";

export const params = z.strictObject({
  unit,
  types: activeParam,
  kind: z.enum(["first-time", "recurring"]).default("first-time").meta({
    title: "Starts",
    description: "first-time: each patient starts once; recurring: in every period in which a start event happens.",
  }),
  start: z.array(z.string()).default([]).meta({
    title: "Starts with",
    description: "An event of one of these types; any event where none is named.",
    data: true,
    choices: "types",
  }),
  period: z.enum(["bracketed", "rolling"]).default("bracketed").meta({
    title: "Active",
    description: "bracketed: in exactly that period; rolling: in that period or any later one.",
  }),
  windows: z.enum(["calendar", "elapsed"]).default("calendar").meta({
    title: "Periods",
    description: "calendar: days, weeks, months; elapsed: 24 hours, 7 days, 30 days from each patient’s own start.",
  }),
  atLeast: z.int().min(1).max(1000).default(1).meta({
    title: "Events at least",
    description: "How many events in a period make a patient active in it.",
  }),
  breakdown: breakdownParam,
});
export type Params = z.infer<typeof params>;

/** How many periods after each of many starts are looked at. */
export const farthest: Record<Params["unit"], number> = { day: 30, week: 52, month: 60, quarter: 40, year: 30 };

/** The same where it binds: what is active at any later time needs no limit, nor does one start. */
export const limitOf = ({ kind, period, unit: of }: Params): number | null =>
  kind === "recurring" && period === "bracketed" ? farthest[of] : null;

export const isElapsed = ({ windows }: Params): boolean => windows === "elapsed";
export const isRolling = ({ period }: Params): boolean => period === "rolling";

/** Days of an elapsed period. */
export const daysOf = ({ unit: of }: Params): number => lengths[of];
