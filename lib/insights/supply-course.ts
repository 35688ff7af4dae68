import type { CarryOver } from "../projections/gaps";
import { gaps, readsGaps, type SupplyMeasure } from "../projections/measures";
import { stays } from "../projections/pdc";
import { prescribedDays } from "../projections/prescribed";
import { supplies, suppliesPrescribed } from "../projections/supply";
import { windows, type FollowUp, type Observation } from "../projections/windows";
import { sql, type Sql } from "../sql";
import { ofItems } from "../log/attributes";
import type { PatientsContext, Plan } from "./insight";
import { whole, type Durations } from "./supply-params";

export type Context = Omit<PatientsContext<unknown>, "params">;
export type Windows = {
  followUp: FollowUp;
  observation: Observation;
  items: readonly string[];
  /** As stated where it is not said. */
  durations?: Durations;
};

/** Kept relations that measures and episodes are made of, and the days in hospital. */
export type Course = { supplies: Sql; windows: Sql; stays: Sql };

/** A plan whose rows are made into others. */
const ending = (plan: Plan, made: (rows: Sql) => Sql): Plan =>
  "keep" in plan ? { ...plan, next: (kept) => ending(plan.next(kept), made) } : made(plan);

/** Supplies and windows, each kept for other questions on the same history; then what `next` makes of them. Where days of supply are derived, rows say in `partly` why some of their patient's dispensings are left out, and who has no other is said to be without days, not without supply. */
export function course(ctx: Context, asked: Windows, next: (made: Course) => Plan): Plan {
  const { followUp, observation, items, durations } = asked;
  const hospital = stays(ctx);
  const windowed = (supplied: Sql) => windows({ ...ctx, supplies: supplied }, followUp, observation);
  if (durations?.from !== "prescribed")
    return {
      keep: supplies(ctx, ofItems(ctx, items)),
      next: (supplied) => ({
        keep: windowed(supplied),
        next: (kept) => next({ supplies: supplied, windows: kept, stays: hospital }),
      }),
    };
  return {
    keep: prescribedDays(ctx, ofItems(ctx, items), hospital, durations),
    next(derived) {
      const lost = sql`(SELECT subject, min(why) AS partly FROM ${derived} WHERE why IS NOT NULL GROUP BY subject)`;
      return {
        keep: suppliesPrescribed(derived),
        next: (supplied) => ({
          keep: sql`SELECT w.* REPLACE (CASE WHEN why = 'never supplied' THEN coalesce(partly, why) ELSE why END AS why) FROM (${windowed(supplied)}) w LEFT JOIN ${lost} USING (subject)`,
          next: (kept) =>
            ending(
              next({ supplies: supplied, windows: kept, stays: hospital }),
              (rows) =>
                sql`SELECT r.*, CASE WHEN r.subject IN (SELECT subject FROM ${supplied}) THEN partly END AS partly FROM (${rows}) r LEFT JOIN ${lost} USING (subject)`,
            ),
        }),
      };
    },
  };
}

/** Follow-up windows alone, all of them observed: windows of one follow-up share its gaps. */
export const followed = (ctx: Context, { supplies: supplied }: Course, followUp: FollowUp): Sql =>
  sql`(${windows({ ...ctx, supplies: supplied }, followUp, whole)})`;

/** The same with the gaps of the follow-up, kept too. */
export const courseWithGaps = (
  ctx: Context,
  asked: Windows,
  carry: CarryOver | null,
  next: (made: Course & { gaps: Sql }) => Plan,
): Plan =>
  course(ctx, asked, (made) => ({
    keep: gaps(made.supplies, followed(ctx, made, asked.followUp), carry),
    next: (kept) => next({ ...made, gaps: kept }),
  }));

/** What a measure reads, gaps where it does. */
export const courseOf = (
  measure: SupplyMeasure,
  ctx: Context,
  asked: Windows & { carryOver: CarryOver },
  next: (made: Course & { gaps?: Sql }) => Plan,
): Plan => (readsGaps(measure) ? courseWithGaps(ctx, asked, asked.carryOver, next) : course(ctx, asked, next));

type Reading = { params: { items: readonly string[]; durations?: Durations } } & Pick<
  PatientsContext<unknown>,
  "inRoles" | "terms"
>;

/** Of which events supply is made. */
export function readsSupply(ctx: Reading): Sql {
  const { inRoles } = ctx;
  const { items, durations } = ctx.params;
  const chosen = ofItems(ctx, items);
  if (durations?.from !== "prescribed") return sql`${inRoles("supply", "order")} AND ${chosen}`;
  const read = sql`${inRoles("supply", "order", "stop")} AND ${chosen}`;
  return durations.stays === "continue" ? read : sql`((${read}) OR ${inRoles("stay")})`;
}
