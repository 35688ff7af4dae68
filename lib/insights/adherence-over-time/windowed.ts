import { measured, sliding, stepped, type Spans, type SupplyMeasure } from "../../projections/measures";
import { dayNumber, dayOfNumber } from "../../projections/supply";
import { sql } from "../../sql";
import type { Plan } from "../insight";
import { clock, lengths } from "../periods";
import { courseOf } from "../supply-course";
import type { Context } from "./question";

/** Calendar periods, or lengths of time since the observation window starts, clipped to it; or sliding windows that lie wholly in it. */
function spansOf({ params, dialect }: Context): Spans {
  const { unit, by, window, step } = params;
  if (window > 0) return sliding(window, step || window);
  if (by === "index") return stepped(lengths[unit]);
  const { span, startOf, endOf } = clock(dialect, params);
  const none = sql`NULL`;
  return {
    parts: (from, to) => span(dayOfNumber(sql`greatest(o0, ${from})`), dayOfNumber(sql`least(o1 - 1, ${to})`), none),
    start: (part) => sql`greatest(o0, ${dayNumber(startOf(part, none))})`,
    end: (part) => sql`least(o1, ${dayNumber(endOf(part, none))})`,
  };
}

/** A measure of medication availability in each window of each patient. */
export function fromWindows(ctx: Context, measure: SupplyMeasure): Plan {
  const { carryOver: carry } = ctx.params;
  return courseOf(measure, ctx, ctx.params, (made) => {
    const values = measured(measure, { ...made, dialect: ctx.dialect, carry, spans: spansOf(ctx) });
    return sql`SELECT subject, part AS period, part AS "window", ${dayOfNumber(sql`w0`)} AS window_start, ${dayOfNumber(sql`w1`)} AS window_end, value, why
      FROM (${values}) WHERE part IS NOT NULL`;
  });
}
