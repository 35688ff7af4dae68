import { percent } from "../../charts/format";
import { gapWords } from "../supply-words";
import { gapName, isInitiation } from "./groups";
import type { Params } from "./question";

type Unit = Params["gapUnit"];

/** “30”, “50 %”, “3 months”; days are not named. */
export function gapValue(gap: number, unit: Unit): string {
  if (unit === "days") return String(gap);
  return unit === "percent" ? `${gap}\u00a0%` : `${gap} ${gap === 1 ? unit.slice(0, -1) : unit}`;
}

/** The permissible gap that a group is of; null where gaps do not tell groups apart. */
export const gapOf = (group: string, { permissibleGap, gapUnit }: Params): number | null =>
  permissibleGap.find((gap) => group === gapName(gap, gapUnit) || group.startsWith(`${gapName(gap, gapUnit)}, `)) ??
  null;

/** A group as it is called on screen: “gap of 30 days, letrozole”. */
export function labelOf(group: string, params: Params): string {
  const gap = isInitiation(params) ? null : gapOf(group, params);
  if (gap === null) return group;
  const rest = group.slice(gapName(gap, params.gapUnit).length);
  return `${gap === 0 ? "any gap" : `gap of ${gapWords(gap, params.gapUnit)}`}${rest}`;
}

/** “30, 60 or 90 days”. */
export function gapsWords({ permissibleGap, gapUnit }: Pick<Params, "permissibleGap" | "gapUnit">): string {
  const unit = gapUnit === "percent" ? "\u00a0% of the last supply" : ` ${gapUnit}`;
  if (permissibleGap.every((gap) => gap === 0)) return "none: any gap ends it";
  const [last, ...rest] = permissibleGap.toReversed();
  return `${[...(rest.length > 0 ? [rest.toReversed().join(", ")] : []), String(last)].join(" or ")}${unit}`;
}

export const groupWords = ({ measure, threshold }: Params["group"]): string =>
  measure === "none" ? "none" : `${measure} at ${percent(threshold)}`;

/** Whether there may be more than one curve. */
export const isCompared = (params: Params): boolean =>
  isInitiation(params) ||
  params.permissibleGap.length > 1 ||
  params.breakdown !== "none" ||
  params.group.measure !== "none";

/** How that which ends a patient's time is called, and what the curve shows. */
export const curveWords = (params: Params) =>
  isInitiation(params)
    ? { event: "dispensed", shown: "with a first dispensing", axis: "days since first prescription", atRisk: "without" }
    : { event: "stopped", shown: "still on treatment", axis: "days since first supply", atRisk: "at risk" };
