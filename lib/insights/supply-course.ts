import type { CarryOver } from "../projections/gaps";
import { gaps, readsGaps, type SupplyMeasure } from "../projections/measures";
import { stays } from "../projections/pdc";
import { supplies } from "../projections/supply";
import { windows, type FollowUp, type Observation } from "../projections/windows";
import { sql, type Sql } from "../sql";
import { ofItems } from "./attributes";
import type { PatientsContext, Plan } from "./insight";
import { whole } from "./supply-params";

type Context = Omit<PatientsContext<unknown>, "params">;
type Windows = { followUp: FollowUp; observation: Observation; items: readonly string[] };

/** Kept relations that measures and episodes are made of, and the days in hospital. */
export type Course = { supplies: Sql; windows: Sql; stays: Sql };

/** Supplies and windows, each kept for other questions on the same history; then what `next` makes of them. */
export const course = (
  ctx: Context,
  { followUp, observation, items }: Windows,
  next: (made: Course) => Plan,
): Plan => ({
  keep: supplies(ctx, ofItems(items)),
  next: (supplied) => ({
    keep: windows({ ...ctx, supplies: supplied }, followUp, observation),
    next: (windowed) => next({ supplies: supplied, windows: windowed, stays: stays(ctx) }),
  }),
});

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

type Reading = { params: { items: readonly string[] } } & Pick<PatientsContext<unknown>, "inRoles">;

/** Of which events supply is made. */
export const readsSupply = ({ params: { items }, inRoles }: Reading): Sql =>
  sql`${inRoles("supply", "order")} AND ${ofItems(items)}`;
