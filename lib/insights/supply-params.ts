import { z } from "zod";
import { gapUnits } from "../projections/episodes";
import { interruptionRules } from "../projections/prescribed";
import { timeUnits, type FollowUp, type Observation } from "../projections/windows";

/** The longest that a window can be or be moved by, in its unit. */
const most = 3660;
const timeUnit = z.enum(timeUnits).default("days");
const date = z
  .string()
  .regex(/^(\d{4}-\d{2}-\d{2})?$/)
  .default("")
  .meta({ format: "date", title: "Date", when: ["from", "date"] });

export const followUp = z
  .strictObject({
    from: z.enum(["first", "index", "date"]).default("first").meta({
      title: "From",
      description: "first: each patient's first supply; index: the index day of the cohort; date: the date below",
    }),
    date,
    start: z.int().min(-most).max(most).default(0).meta({ title: "Starts after" }),
    startUnit: timeUnit.meta({ title: "Unit" }),
    duration: z.int().min(0).max(most).default(0).meta({ title: "Lasts", description: "0: to the end of observation" }),
    durationUnit: timeUnit.meta({ title: "Unit" }),
    censor: z.enum(["none", "observation"]).default("none").meta({
      title: "Cut off",
      description: "observation: where a patient's observation ends sooner",
    }),
  })
  .prefault({})
  .meta({ title: "Follow-up", description: "The time in which a patient's supplies count." });

export const observation = z
  .strictObject({
    from: z.enum(["followUp", "date"]).default("followUp").meta({ title: "From" }),
    date,
    start: z.int().min(0).max(most).default(0).meta({ title: "Starts after" }),
    startUnit: timeUnit.meta({ title: "Unit" }),
    duration: z.int().min(0).max(most).default(0).meta({ title: "Lasts", description: "0: to the end of follow-up" }),
    durationUnit: timeUnit.meta({ title: "Unit" }),
  })
  .prefault({})
  .meta({
    title: "Observation window",
    description: "The part of follow-up over which the measure is taken.",
  });

/** The parameter, with what holds where nothing is said. */
export const carryOverParam = (sameMedication: boolean, dose: boolean) =>
  z
    .strictObject({
      sameMedication: z.boolean().default(sameMedication).meta({ title: "Same medication only" }),
      dose: z.boolean().default(dose).meta({ title: "In days of the next dose" }),
    })
    .prefault({})
    .meta({ title: "Carry-over", description: "What becomes of supply in hand when the next one starts." });

const ofPrescribed = { when: ["from", "prescribed"] };

export const durationsParam = z
  .strictObject({
    from: z.enum(["stated", "prescribed"]).default("stated").meta({ title: "From" }),
    interruptions: z
      .enum(interruptionRules)
      .default("continue")
      .meta({ ...ofPrescribed, title: "While not prescribed" }),
    stays: z
      .enum(interruptionRules)
      .default("continue")
      .meta({ ...ofPrescribed, title: "In hospital" }),
    initial: z
      .boolean()
      .default(false)
      .meta({ ...ofPrescribed, title: "First prescription counts from first dispensing" }),
  })
  .prefault({})
  .meta({ title: "Days of supply", description: "As dispensings state them, or the amount by the dose prescribed." });
export type Durations = z.infer<typeof durationsParam>;

export const itemsParam = z
  .array(z.string())
  .default([])
  .meta({ title: "Medicines", description: "Only these; all where none is named.", data: true, choices: "items" });

const inDays: Partial<Record<(typeof timeUnits)[number], number>> = { days: 1, weeks: 7 };

type Windows = { followUp: FollowUp; observation?: Observation };

/** Says what no patient's window could satisfy. */
export function checkWindows({ followUp, observation }: Windows, ctx: z.RefinementCtx): void {
  const fault = (path: string[], message: string) => ctx.addIssue({ code: "custom", path, message });
  if (followUp.from === "date" && followUp.date === "") fault(["followUp", "date"], "which day does follow-up start?");
  if (!observation) return;
  if (observation.from === "date") {
    if (observation.date === "") fault(["observation", "date"], "which day does the observation window start?");
    return;
  }
  const days = (n: number, unit: keyof typeof inDays) => (n === 0 ? 0 : n * (inDays[unit] ?? NaN));
  const length = days(followUp.duration, followUp.durationUnit);
  const end = days(observation.start, observation.startUnit) + days(observation.duration, observation.durationUnit);
  if (followUp.duration > 0 && end > length)
    fault(
      ["observation"],
      `the observation window ends ${end} days after follow-up starts, which lasts ${length} days`,
    );
}

export const thresholdParam = z
  .number()
  .min(0)
  .max(1)
  .default(0.8)
  .meta({ title: "Threshold", description: "A patient at or above it counts as adherent." });

/** A permissible gap, in some unit. */
export const gapLength = z.number().min(0).max(most);

export const gapUnitParam = z.enum(gapUnits).default("days").meta({
  title: "Unit of the gap",
  description: "A month has 30 days, a year 365; percent are of the last supply's days.",
});

/** All of follow-up. */
export const whole: Observation = {
  from: "followUp",
  date: "",
  start: 0,
  startUnit: "days",
  duration: 0,
  durationUnit: "days",
};
