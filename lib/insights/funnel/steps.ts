import { ofItems, ofTypes } from "../../log/attributes";
import { happened } from "../../projections/observed";
import { and, id, join, none, sql, type Sql } from "../../sql";
import { counting, type PatientsContext } from "../insight";
import { byRole, lengthOf, numbers, type Params } from "./params";

export type Context = PatientsContext<Params>;

/** Whether an event, aliased e, is of a medicine that counts; one that names none is. */
const ofMedicine = (ctx: Pick<Context, "params" | "terms">): Sql =>
  ctx.params.items.length === 0 ? sql`TRUE` : sql`(item IS NULL OR ${ofItems(ctx, ctx.params.items)})`;

const isOfType = ({ terms }: Pick<Context, "terms">, type: string): Sql =>
  sql`coalesce(e.type = (SELECT key FROM ${terms} WHERE text = ${type}), FALSE)`;

const held = (role: string): Sql => id("held", role);

/** Which of the roles that steps have where none is named any event has, one row of 0 and 1. */
const heldRoles = ({ events, inRoles, dataEnd }: Context): Sql =>
  sql`(SELECT ${join(byRole.map(([role]) => sql`coalesce(max(CASE WHEN ${inRoles(role)} THEN 1 ELSE 0 END), 0) AS ${id(role)}`))} FROM ${events} e WHERE day <= ${dataEnd}::DATE)`;

/** Whether an event is of step k: of the k-th type named, or of the k-th role that there is. */
function isStep(ctx: Context, k: number): Sql {
  const { steps } = ctx.params;
  if (steps.length > 0) return isOfType(ctx, steps[k - 1] ?? "");
  const roles = byRole.map(([role], place) => {
    const before = byRole.slice(0, place).map(([other]) => held(other));
    return sql`(${ctx.inRoles(role)} AND ${join([sql`1`, ...before], " + ")} = ${k})`;
  });
  return sql`(${join(roles, " OR ")})`;
}

/** Names of the steps that there are, where none is named by the question. */
const heldNames = join(
  byRole.map(([role, name]) => sql`CASE WHEN ${held(role)} = 1 THEN [${name}] ELSE [] END`),
  " || ",
);

/** Rows with the name of each step, where the history says which there are. */
export const withNames = (ctx: Context, rows: Sql): Sql =>
  ctx.params.steps.length > 0 ? rows : sql`SELECT r.*, ${heldNames} AS names FROM (${rows}) r, ${heldRoles(ctx)} held`;

export const matches = (k: number): Sql => id(`is_${k}`);

/** Events that can be part of an attempt, or void one, in their order within a patient: by day and time, those of a moment by step and after them those of none. `place` counts events, `moment` times; is_1, is_2 … say of which steps an event is, `voids` whether it ends what is under way. */
export function stepEvents(ctx: Context): Sql {
  const { params, events, dataEnd, terms } = ctx;
  const all = numbers(1, lengthOf(params));
  const excluded =
    params.exclude.length === 0 ? sql`FALSE` : sql`(${ofMedicine(ctx)} AND ${ofTypes({ terms }, params.exclude)})`;
  const own = all.map((k) => sql`(${ofMedicine(ctx)} AND ${isStep(ctx, k)}) AS ${matches(k)}`);
  const first = sql`CASE ${join(
    all.map((k) => sql`WHEN ${matches(k)} THEN ${k}`),
    " ",
  )} ELSE ${all.length + 1} END`;
  const roles = params.steps.length > 0 ? none : sql`, ${heldRoles(ctx)} held`;
  const kept = params.order === "strict" ? sql`TRUE` : sql`(step <= ${all.length} OR voids)`;
  return sql`
    SELECT * EXCLUDE (occurred_at, space, key), dense_rank() OVER (PARTITION BY subject ORDER BY day, occurred_at) AS moment,
      row_number() OVER (PARTITION BY subject ORDER BY day, occurred_at, step, space, key) AS place
    FROM (SELECT *, ${first} AS step FROM (
      SELECT e.subject, e.day, e.occurred_at, e.space, e.key, ${join(own)}, ${excluded} AS voids FROM ${events} e${roles} WHERE ${happened(ctx)} AND ${counting(ctx)} AND e.day <= ${dataEnd}::DATE))
    WHERE ${kept}`;
}

type Reading = Pick<Context, "params" | "terms" | "inRoles" | "cohorts">;

const named = (ctx: Reading): readonly string[] => [...ctx.params.steps, ...ctx.params.exclude];

/** A predicate over events, aliased e: those that attempts are made of. In strict order whatever happens may stand between. */
export function readsSteps(ctx: Reading): Sql {
  const base = sql`${happened(ctx)} AND ${counting(ctx)}`;
  if (ctx.params.order === "strict") return base;
  const roles = ctx.params.steps.length > 0 ? [] : [ctx.inRoles(...byRole.map(([role]) => role))];
  const types = named(ctx).length > 0 ? [ofTypes(ctx, named(ctx))] : [];
  return and([base, ofMedicine(ctx), sql`(${join([...roles, ...types], " OR ")})`]);
}

/** Those that took the patient of a row, aliased r, to a step. */
export function tookSteps(ctx: Reading): Sql {
  const { steps } = ctx.params;
  const days = numbers(1, lengthOf(ctx.params)).map((k) => id("r", `step_${k}`));
  const each =
    steps.length > 0
      ? steps.map((type, i) => sql`(${isOfType(ctx, type)} AND e.day = ${days[i] ?? null})`)
      : byRole.map(
          ([role, name]) =>
            sql`(${ctx.inRoles(role)} AND e.day = list_extract([${join(days)}], list_position(r.names, ${name})))`,
        );
  return sql`(${ofMedicine(ctx)} AND (${join(each, " OR ")}))`;
}
