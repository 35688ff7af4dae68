import { initiation, prescriptions } from "../../projections/initiation";
import { withName } from "../../projections/medications";
import { windows } from "../../projections/windows";
import { sql } from "../../sql";
import { ofItems } from "../../log/attributes";
import type { Plan } from "../insight";
import { whole } from "../supply-params";
import type { Context } from "./question";

/** A row a patient and medicine prescribed: the time to its first dispensing and whether that came within follow-up, which starts with the patient's first prescription; one row with `why` for whom there is none. */
export function initiations(ctx: Context): Plan {
  const items = ofItems(ctx, ctx.params.items);
  return {
    keep: prescriptions(ctx, items),
    next: (prescribed) => ({
      keep: windows({ ...ctx, supplies: prescribed }, ctx.params.followUp, whole),
      next(windowed) {
        const rows = withName(
          sql`SELECT *, coalesce(item, -1) AS medication FROM (${initiation(ctx, items, prescribed, windowed)})`,
          ctx.terms,
          {},
        );
        return sql`SELECT subject, item, attribute, NULL::DOUBLE AS gap, prescribed, until, CASE WHEN why IS NULL THEN time END AS time, CASE WHEN why IS NULL THEN started END AS ended, why FROM (${rows})`;
      },
    }),
  };
}
