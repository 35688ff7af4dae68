import { z } from "zod";
import { gaps, measured, readsGaps, type SupplyMeasure } from "../projections/measures";
import {
  availableByDay,
  dayByDay,
  forEachGroup,
  groupsHeld,
  medicationOf,
  suppliesByGroup,
  withName,
  type AvailableByDay,
} from "../projections/medications";
import type { CarryOver } from "../projections/gaps";
import { sql, type Sql } from "../sql";
import { isOfDoses } from "./dose-shares";
import type { Plan } from "./insight";
import { course, type Context, type Course, type Windows } from "./supply-course";

export const medicationsParam = z
  .strictObject({
    aggregate: z.enum(["none", "each", "mean", "min", "max"]).default("none").meta({ title: "Counted" }),
    groups: z
      .record(z.string().trim().min(1).max(80), z.array(z.string()))
      .default({})
      .meta({
        title: "Groups",
        description: "Medicines that count as one. Any other is a group of its own.",
        data: true,
        choices: "items",
        when: ["aggregate", "each", "mean", "min", "max"],
      }),
    first: z
      .boolean()
      .default(false)
      .meta({ title: "Day by day, then over time", when: ["aggregate", "min", "max"] }),
  })
  .prefault({})
  .meta({ title: "Several medicines" });
export type Medications = z.infer<typeof medicationsParam>;

const isByDay = (measure: string): measure is AvailableByDay => availableByDay.some((one) => one === measure);
const isJoined = ({ first, aggregate }: Medications) => first && (aggregate === "min" || aggregate === "max");

/** Says what no group or measure could satisfy. */
export function checkMedications(
  { measure, medications }: { measure: string; medications: Medications },
  ctx: z.RefinementCtx,
): void {
  const fault = (path: string[], message: string) =>
    ctx.addIssue({ code: "custom", path: ["medications", ...path], message });
  const within = new Map<string, string>();
  for (const [name, items] of Object.entries(medications.groups))
    for (const item of new Set(items)) {
      const other = within.get(item) ?? (item !== name && Object.hasOwn(medications.groups, item) ? item : undefined);
      if (other !== undefined) fault(["groups"], `“${item}” is in two groups, “${other}” and “${name}”`);
      within.set(item, name);
    }
  if (isJoined(medications) && !isByDay(measure) && !isOfDoses(measure))
    fault(["first"], `only ${availableByDay.join(" and ")} say what is available day by day; choose one of them`);
}

type Asked = Windows & { measure: SupplyMeasure; carryOver: CarryOver; medications: Medications };
type ByGroup = Course & { gaps?: Sql; held: Sql; patients: Sql };

/** Courses of each patient's groups, as measures read them, each step kept: `subject` is a number of a patient and a group, which `held` tells; `patients` are the windows of patients. */
export const coursesByGroup = (
  ctx: Context,
  { measure, carryOver, medications, ...asked }: Asked,
  next: (made: ByGroup) => Plan,
): Plan =>
  course(ctx, asked, (made) => ({
    keep: suppliesByGroup(made.supplies, ctx.terms, medications.groups),
    next: (supplies) => ({
      keep: groupsHeld(supplies, made.windows),
      next(held) {
        const [windows, stays] = [forEachGroup(made.windows, held), forEachGroup(sql`(${made.stays})`, held)];
        const all = { supplies, windows, stays, held, patients: made.windows };
        return readsGaps(measure)
          ? { keep: gaps(supplies, windows, carryOver), next: (kept) => next({ ...all, gaps: kept }) }
          : next(all);
      },
    }),
  }));

/** A measure by groups of medicines: (subject, attribute, medication, value, why), a row a patient and group held, or with an aggregate a row a patient. A group for which the measure is not defined does not count in one; who holds no group has one row, and the reason. */
export const measuredByGroup = (ctx: Context, asked: Asked): Plan =>
  coursesByGroup(ctx, asked, (made) => {
    const { measure, carryOver: carry, medications } = asked;
    const { held, patients } = made;
    const values = sql`SELECT h.*, value, why FROM (${measured(measure, { ...made, dialect: ctx.dialect, carry, spans: null })}) v JOIN ${held} h USING (subject)`;
    const everybody = sql`SELECT subject AS owner, coalesce(why, 'no supply in follow-up') AS otherwise FROM ${patients}`;
    if (medications.aggregate === "each")
      return withName(
        sql`SELECT owner AS subject, medication, value, CASE WHEN v.subject IS NULL THEN otherwise ELSE why END AS why FROM (${everybody}) LEFT JOIN (${values}) v USING (owner)`,
        ctx.terms,
        medications.groups,
      );
    const fold = { mean: ctx.dialect.mean(sql`value`), min: sql`min(value)`, max: sql`max(value)`, none: sql`NULL` }[
      medications.aggregate
    ];
    const each = sql`SELECT owner, ${fold}::DOUBLE AS value, min(why) AS why FROM (${values}) GROUP BY owner`;
    const folded =
      isJoined(medications) && isByDay(measure) && made.gaps
        ? sql`SELECT e.* REPLACE (d.value AS value) FROM (${each}) e LEFT JOIN (${dayByDay(
            medications.aggregate === "min" ? "min" : "max",
            measure,
            {
              dialect: ctx.dialect,
              gaps: made.gaps,
              windows: patients,
              held: sql`SELECT subject, owner FROM (${values}) WHERE value IS NOT NULL`,
            },
          )}) d USING (owner)`
        : each;
    return sql`SELECT owner AS subject, NULL::VARCHAR AS attribute, NULL::INTEGER AS medication, value, CASE WHEN value IS NULL THEN coalesce(why, otherwise) END AS why
      FROM (${everybody}) LEFT JOIN (${folded}) USING (owner)`;
  });

/** A predicate over events, aliased e, and a row of `measuredByGroup`, aliased r: those of its group. */
export const ofMedication = ({ terms }: Pick<Context, "terms">, { groups }: Medications): Sql =>
  sql`(r.medication IS NULL OR r.medication = ${medicationOf(sql`e.item`, terms, groups)})`;
