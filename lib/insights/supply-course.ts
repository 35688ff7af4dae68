import { z } from "zod";
import type { CarryOver } from "../projections/gaps";
import { gaps } from "../projections/measures";
import { stays } from "../projections/pdc";
import { supplies } from "../projections/supply";
import { timeUnits, windows, type FollowUp, type Observation } from "../projections/windows";
import { sql, type Sql } from "../sql";
import { ofItems } from "./attributes";
import type { PatientsContext, Plan } from "./insight";

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

type Course = { followUp: FollowUp; observation: Observation; items: readonly string[] };
type Made = { supplies: Sql; windows: Sql; gaps: Sql; stays: Sql };

/** All of follow-up. */
export const whole: Observation = {
  from: "followUp",
  date: "",
  start: 0,
  startUnit: "days",
  duration: 0,
  durationUnit: "days",
};

/** Supplies, windows and, where asked, gaps, each kept for other questions on the same history; then what `next` makes of them. Windows of one follow-up share its gaps. */
export function course(
  ctx: Omit<PatientsContext<unknown>, "params">,
  { followUp, observation, items }: Course,
  withGaps: CarryOver | null | false,
  next: (made: Made) => Plan,
): Plan {
  const hospital = stays(ctx);
  return {
    keep: supplies(ctx, ofItems(items)),
    next: (supplied) => ({
      keep: windows({ ...ctx, supplies: supplied }, followUp, observation),
      next: (windowed) => {
        if (withGaps === false)
          return next({ supplies: supplied, windows: windowed, gaps: sql`(SELECT NULL)`, stays: hospital });
        const followed = windows({ ...ctx, supplies: supplied }, followUp, whole);
        return {
          keep: gaps(supplied, sql`(${followed})`, withGaps),
          next: (gapped) => next({ supplies: supplied, windows: windowed, gaps: gapped, stays: hospital }),
        };
      },
    }),
  };
}
