import { z } from "zod";
import type { Period } from "../engine/dialect";
import { ofTypes } from "../log/attributes";
import { happened } from "../projections/observed";
import { sql, type Sql } from "../sql";
import { counting, type PatientsContext } from "./insight";

export const activeParam = z.array(z.string()).default([]).meta({
  title: "Counts as active",
  description: "An event of one of these types; any event where none is named.",
  data: true,
  choices: "types",
});

type Reading = Pick<PatientsContext<{ types: readonly string[] }>, "params" | "terms" | "inRoles" | "cohorts">;

/** A predicate over events, aliased e: those by which a patient is active. */
export const isActivity = (ctx: Reading): Sql =>
  sql`${happened(ctx)} AND ${counting(ctx)} AND ${ofTypes(ctx, ctx.params.types)}`;

type Dated = PatientsContext<{ types: readonly string[]; unit: Period }>;

/** Calendar periods up to data end in which patients were active, with how many such events: (subject, period, events). Worth keeping: insights of one unit share it. One pass over the events. */
export const activePeriods = (ctx: Dated): Sql => sql`
  SELECT subject, ${ctx.dialect.truncate(ctx.params.unit, sql`day`)} AS period, count(*)::BIGINT AS events FROM ${ctx.events} e
  WHERE ${isActivity(ctx)} AND day <= ${ctx.dataEnd}::DATE GROUP BY ALL`;
