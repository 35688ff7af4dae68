import { z } from "zod";
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

type Reading = Pick<PatientsContext<{ types: readonly string[] }>, "params" | "terms" | "cohorts">;

/** A predicate over events, aliased e: those by which a patient is active. */
export const isActivity = (ctx: Reading): Sql =>
  sql`${happened} AND ${counting(ctx)} AND ${ofTypes(ctx, ctx.params.types)}`;
