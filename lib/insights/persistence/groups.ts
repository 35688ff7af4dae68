import { join, sql } from "../../sql";
import type { Params } from "./question";

/** A gap as groups are called by it. */
export const gapName = (gap: number, unit: Params["gapUnit"]): string =>
  `gap=${gap}${unit === "days" ? "" : unit === "percent" ? "%" : ` ${unit}`}`;

/** Whether curves are of the time to initiation. */
export const isInitiation = ({ time }: Pick<Params, "time">): boolean => time === "initiation";

/** The group of a patient row, aliased r, as cells have it. Of initiation, groups are medicines. Else they are gaps where there are several or nothing else tells patients apart. */
export function groupOf(params: Params) {
  const { permissibleGap, gapUnit, breakdown, group } = params;
  if (isInitiation(params)) {
    const medicine = sql`coalesce(r.attribute, '–')`;
    return breakdown === "none" ? medicine : sql`${medicine} || ${`, ${breakdown} `} || r."group"`;
  }
  const names = permissibleGap.map((gap) => sql`WHEN ${gap} THEN ${gapName(gap, gapUnit)}`);
  const gap = sql`CASE r.gap ${join(names, " ")} END`;
  if (breakdown === "none" && group.measure === "none") return gap;
  return permissibleGap.length > 1 ? sql`${gap} || ', ' || r."group"` : sql`r."group"`;
}
